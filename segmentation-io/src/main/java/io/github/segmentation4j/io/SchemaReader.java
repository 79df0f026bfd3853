package io.github.segmentation4j.io;

import io.github.segmentation4j.data.AttributeRole;
import io.github.segmentation4j.data.AttributeType;
import io.github.segmentation4j.data.LawfulBasis;
import io.github.segmentation4j.data.Purpose;
import io.github.segmentation4j.data.Retention;
import io.github.segmentation4j.data.Schema;
import io.github.segmentation4j.data.Sensitivity;
import io.github.segmentation4j.data.SpecialCategory;
import java.nio.charset.Charset;
import java.time.DateTimeException;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Builds a schema and its layout from JSON, refusing what is not known and what a person has yet to fill in. */
final class SchemaReader {
    static final String CONSENT = "consent";

    private static final Set<String> ROOT_KEYS =
            keys("id", "idColumn", "admission", "attributes", "events", "customers", "glossary", "rights", "note");
    private static final Set<String> HANDLING_KEYS =
            keys("sensitivity", "specialCategory", "source", "purposes", "retention", "retentionFrom", "note");
    private static final Set<String> ATTRIBUTE_KEYS =
            with(HANDLING_KEYS, "name", "type", "column", "role", "unit", "range", "values", "bands");
    private static final Set<String> STREAM_KEYS =
            with(HANDLING_KEYS, "name", "customer", "time", "withoutCustomer", "amounts", "labels", "file");
    private static final Set<String> AMOUNT_KEYS = keys("name", "unit", "column", "product", "note");
    private static final Set<String> LABEL_KEYS = keys("name", "column", "note");
    private static final Set<String> FILE_KEYS = keys(
            "delimiter",
            "header",
            "columns",
            "missing",
            "trim",
            "dates",
            "zone",
            "true",
            "false",
            "encoding",
            "comment",
            "skipLines",
            "note");

    private SchemaReader() {}

    private static Set<String> keys(String... names) {
        return new TreeSet<>(List.of(names));
    }

    private static Set<String> with(Set<String> known, String... more) {
        Set<String> all = keys(more);
        all.addAll(known);
        return all;
    }

    static DataLayout read(JsonTree root) {
        root.allowOnly(ROOT_KEYS);
        Schema.Builder builder = Schema.builder();
        JsonTree id = root.get("id");
        guarded(id, () -> builder.id(id.text()));
        List<JsonTree> attributes = list(root, "attributes");
        List<JsonTree> streams = list(root, "events");
        attributes.forEach(attribute -> attribute(builder, attribute));
        streams.forEach(stream -> stream(builder, stream));
        DataLayout[] layout = new DataLayout[1];
        guarded(root, () -> layout[0] = DataLayout.of(builder.build()));
        DataLayout result = layout[0].withAdmission(admission(root, layout[0].schema()));
        JsonTree idColumn = root.find("idColumn");
        if (idColumn != null) {
            result = result.withColumn(id.text(), idColumn.text());
        }
        for (JsonTree attribute : attributes) {
            JsonTree column = attribute.find("column");
            if (column != null) {
                result = result.withColumn(attribute.get("name").text(), column.text());
            }
        }
        JsonTree customers = root.find("customers");
        if (customers != null) {
            result = result.withCustomers(file(customers));
        }
        for (JsonTree stream : streams) {
            result = result.withStream(
                    streamLayout(result.stream(stream.get("name").text()), stream));
        }
        return SchemaWords.read(root, result);
    }

    private static AdmissionRule admission(JsonTree root, Schema schema) {
        JsonTree tree = root.members().get("admission");
        if (tree == null) {
            return AdmissionRule.byConsent();
        }
        if (tree.isNull()) {
            throw tree.error(
                    "a person still has to fill in \"admission\": \"consent\" with at least one attribute of that"
                            + " role, or {\"lawfulBasis\": ..., \"statement\": ...}");
        }
        if (tree.kind() == JsonTree.Kind.TEXT) {
            if (!tree.text().equals(CONSENT)) {
                throw tree.error("\"consent\" or {\"lawfulBasis\": ..., \"statement\": ...} was expected");
            }
            if (schema.attributes(AttributeRole.CONSENT).isEmpty()) {
                throw tree.error("admission by consent needs an attribute with the role consent");
            }
            return AdmissionRule.byConsent();
        }
        tree.allowOnly(keys("lawfulBasis", "statement", "note"));
        LawfulBasis basis = tree.get("lawfulBasis").constant(LawfulBasis.class);
        String statement = tree.get("statement").text();
        AdmissionRule[] rule = new AdmissionRule[1];
        guarded(tree, () -> rule[0] = AdmissionRule.everyone(basis, statement));
        return rule[0];
    }

    private static List<JsonTree> list(JsonTree tree, String name) {
        JsonTree list = tree.find(name);
        return list == null ? List.of() : list.elements();
    }

    /** Gives what the builder refuses its place in the file. */
    private static void guarded(JsonTree at, Runnable step) {
        try {
            step.run();
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw at.error(String.valueOf(e.getMessage()));
        }
    }

    private static void attribute(Schema.Builder builder, JsonTree tree) {
        tree.allowOnly(ATTRIBUTE_KEYS);
        String name = tree.get("name").text();
        AttributeType type = tree.get("type").constant(AttributeType.class);
        JsonTree roleTree = tree.find("role");
        AttributeRole role = roleTree == null ? AttributeRole.FEATURE : roleTree.constant(AttributeRole.class);
        if (role == AttributeRole.IDENTIFIER && roleTree != null) {
            throw roleTree.error("the id is named by the key \"id\" at the top; an attribute cannot be a second one");
        }
        guarded(tree, () -> builder.attribute(name, type));
        Purpose[] purposes = handling(builder, tree, name, role == AttributeRole.PROTECTED);
        guarded(tree, () -> {
            switch (role) {
                case PROTECTED -> builder.protectedAttribute().allow(purposes);
                case CONSENT -> builder.consentFor(purposes);
                case FEATURE, IDENTIFIER -> builder.allow(purposes);
            }
        });
        details(builder, tree);
    }

    private static void details(Schema.Builder builder, JsonTree tree) {
        JsonTree unit = tree.find("unit");
        if (unit != null) {
            guarded(unit, () -> builder.unit(unit.text()));
        }
        JsonTree range = tree.find("range");
        if (range != null) {
            List<JsonTree> ends = range.elements();
            if (ends.size() != 2) {
                throw range.error("[minimum, maximum] was expected; null where there is no limit");
            }
            double minimum = ends.get(0).isNull()
                    ? Double.NEGATIVE_INFINITY
                    : ends.get(0).number();
            double maximum = ends.get(1).isNull()
                    ? Double.POSITIVE_INFINITY
                    : ends.get(1).number();
            guarded(range, () -> builder.range(minimum, maximum));
        }
        JsonTree values = tree.find("values");
        if (values != null) {
            guarded(values, () -> builder.values(values.texts().toArray(String[]::new)));
        }
        JsonTree bands = tree.find("bands");
        if (bands != null) {
            double[] bounds =
                    bands.elements().stream().mapToDouble(JsonTree::number).toArray();
            guarded(bands, () -> builder.bands(bounds));
        }
    }

    /** What belongs to every field; gives back the purposes. */
    private static Purpose[] handling(Schema.Builder builder, JsonTree tree, String name, boolean mayLackPurposes) {
        Sensitivity sensitivity = filledIn(tree, name, "sensitivity").constant(Sensitivity.class);
        JsonTree special = tree.find("specialCategory");
        if (sensitivity == Sensitivity.SPECIAL_CATEGORY && special == null) {
            throw tree.error("field '" + name
                    + "' has the sensitivity special_category; a person still has to fill in \"specialCategory\"");
        }
        builder.sensitivity(sensitivity);
        if (special != null) {
            builder.specialCategory(special.constant(SpecialCategory.class));
        }
        JsonTree source = tree.find("source");
        if (source != null) {
            builder.source(source.text());
        }
        retention(builder, tree);
        if (mayLackPurposes && tree.find("purposes") == null) {
            return new Purpose[0];
        }
        JsonTree purposes = filledIn(tree, name, "purposes");
        List<Purpose> granted = new ArrayList<>();
        purposes.elements().forEach(purpose -> granted.add(purpose.constant(Purpose.class)));
        if (granted.isEmpty() && !mayLackPurposes) {
            throw purposes.error("field '" + name + "' allows no purpose, so nothing may use it; a person still has to"
                    + " fill in \"purposes\", or remove the field");
        }
        return granted.toArray(Purpose[]::new);
    }

    private static JsonTree filledIn(JsonTree tree, String name, String key) {
        JsonTree value = tree.find(key);
        if (value == null) {
            throw tree.error(
                    "a person still has to fill in \"" + key + "\" of field '" + name + "'; it is never guessed");
        }
        return value;
    }

    private static void retention(Schema.Builder builder, JsonTree tree) {
        JsonTree period = tree.find("retention");
        JsonTree from = tree.find("retentionFrom");
        if (period == null) {
            if (from != null) {
                throw from.error("\"retentionFrom\" needs a \"retention\" period");
            }
            return;
        }
        try {
            Retention.Start start = from == null ? Retention.Start.COLLECTION : from.constant(Retention.Start.class);
            builder.retain(new Retention(Period.parse(period.text()), start));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw period.error("a period above zero as in P2Y, P18M or P90D was expected");
        }
    }

    private static void stream(Schema.Builder builder, JsonTree tree) {
        tree.allowOnly(STREAM_KEYS);
        String name = tree.get("name").text();
        guarded(tree, () -> builder.events(name));
        builder.allow(handling(builder, tree, name, false));
        for (JsonTree amount : list(tree, "amounts")) {
            amount.allowOnly(AMOUNT_KEYS);
            JsonTree unit = amount.find("unit");
            guarded(amount, () -> builder.amount(amount.get("name").text(), unit == null ? "" : unit.text()));
        }
        for (JsonTree label : list(tree, "labels")) {
            label.allowOnly(LABEL_KEYS);
            guarded(label, () -> builder.label(label.get("name").text()));
        }
    }

    private static StreamLayout streamLayout(StreamLayout usual, JsonTree tree) {
        JsonTree customer = tree.find("customer");
        JsonTree time = tree.find("time");
        StreamLayout layout = usual.withKeys(
                customer == null ? usual.customer() : customer.text(), time == null ? usual.time() : time.text());
        JsonTree rule = tree.find("withoutCustomer");
        if (rule != null) {
            layout = layout.withoutCustomer(rule.constant(StreamLayout.WithoutCustomer.class));
        }
        List<JsonTree> fields = new ArrayList<>(list(tree, "amounts"));
        fields.addAll(list(tree, "labels"));
        for (JsonTree field : fields) {
            JsonTree column = field.find("column");
            JsonTree product = field.find("product");
            if (column != null && product != null) {
                throw field.error("\"column\" and \"product\" exclude each other");
            }
            String name = field.get("name").text();
            if (column != null) {
                layout = layout.withColumn(name, column.text());
            }
            if (product != null) {
                List<String> factors = product.texts();
                if (factors.size() != 2) {
                    throw product.error("two columns were expected");
                }
                layout = layout.withProduct(name, factors.get(0), factors.get(1));
            }
        }
        JsonTree file = tree.find("file");
        return file == null ? layout : layout.withFile(file(file));
    }

    private static FileLayout file(JsonTree tree) {
        tree.allowOnly(FILE_KEYS);
        FileLayout[] layout = {FileLayout.csv()};
        JsonTree delimiter = tree.find("delimiter");
        if (delimiter != null) {
            String sign = delimiter.text();
            if (sign.equals(FileLayout.BLANKS)) {
                layout[0] = FileLayout.blanks();
            } else if (sign.length() == 1) {
                guarded(delimiter, () -> layout[0] = layout[0].withDelimiter(sign.charAt(0)));
            } else {
                throw delimiter.error("one sign, such as \",\", \";\" or \"\\t\", or \"blank\" was expected");
            }
        }
        columns(layout, tree);
        spelling(layout, tree);
        JsonTree skip = tree.find("skipLines");
        if (skip != null) {
            guarded(skip, () -> layout[0] = layout[0].withSkippedLines((int) Math.min(1_000_000, skip.whole())));
        }
        JsonTree comment = tree.find("comment");
        if (comment != null) {
            if (comment.text().length() != 1) {
                throw comment.error("one sign was expected");
            }
            layout[0] = layout[0].withComments(comment.text().charAt(0));
        }
        JsonTree encoding = tree.find("encoding");
        if (encoding != null) {
            guarded(encoding, () -> layout[0] = layout[0].withEncoding(Charset.forName(encoding.text())));
        }
        return layout[0];
    }

    private static void columns(FileLayout[] layout, JsonTree tree) {
        JsonTree columns = tree.find("columns");
        JsonTree header = tree.find("header");
        boolean hasHeader = header == null ? columns == null : header.flag();
        if (hasHeader && columns != null) {
            throw columns.error("a file with a header names its columns itself; remove \"columns\", or set \"header\""
                    + " to false and \"skipLines\" to 1");
        }
        if (!hasHeader && columns == null) {
            throw tree.error("a file without a header needs \"columns\": their names in order, \"-\" for unused ones");
        }
        if (columns != null) {
            if (columns.elements().isEmpty()) {
                throw columns.error("at least one column was expected");
            }
            guarded(
                    columns,
                    () -> layout[0] = layout[0].withColumns(columns.texts().toArray(String[]::new)));
        }
    }

    private static void spelling(FileLayout[] layout, JsonTree tree) {
        JsonTree missing = tree.find("missing");
        if (missing != null) {
            layout[0] = layout[0].withMissing(missing.texts().toArray(String[]::new));
        }
        JsonTree trim = tree.find("trim");
        if (trim != null && !trim.flag()) {
            layout[0] = layout[0].withoutTrimming();
        }
        JsonTree dates = tree.find("dates");
        JsonTree zone = tree.find("zone");
        if (dates != null || zone != null) {
            String[] patterns = dates == null ? new String[0] : dates.texts().toArray(String[]::new);
            ZoneId at = zone == null ? ZoneOffset.UTC : zone(zone);
            guarded(dates == null ? tree : dates, () -> layout[0] = layout[0].withDates(at, patterns));
        }
        JsonTree yes = tree.find("true");
        JsonTree no = tree.find("false");
        if (yes != null || no != null) {
            guarded(tree, () -> layout[0] = layout[0].withTruthValues(words(yes), words(no)));
        }
    }

    private static ZoneId zone(JsonTree tree) {
        try {
            return ZoneId.of(tree.text());
        } catch (DateTimeException e) {
            throw tree.error("a time zone as in UTC or Europe/Berlin was expected");
        }
    }

    private static Set<String> words(@Nullable JsonTree tree) {
        return tree == null ? Set.of() : new LinkedHashSet<>(tree.texts());
    }
}
