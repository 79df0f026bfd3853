package io.github.segmentation4j.io;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.segmentation4j.data.AttributeType;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A schema file to fill in, drafted from files: their delimiter, header, missing tokens and date patterns, and for each
 * column the narrowest type that every one of its values fits. What only a person can say stays open: what admission
 * rests on, the sensitivity, the source, the purposes and the retention are null, and {@link SchemaFile} refuses the draft until they are filled in.
 * A column whose name suggests a protected trait gets a note, no decision. No value of the files is in the draft.
 *
 * <p>The id is the first column whose name and values look like one. Where none does, customers are numbered by row, and
 * events take their first column that holds no moments; the draft says so.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class SchemaDraft {
    private static final Pattern TRAIT = Pattern.compile("(?i).*(sex|gender|race|ethnic|religio|birth|disab|national"
            + "|marital|pregnan|orientation|skin|colou?r_of|native|(^|[^a-z])(age|dob)([^a-z]|$)).*");
    private static final Pattern CONSENT = Pattern.compile("(?i).*(consent|newsletter|opt.?in|opt.?out|agree).*");

    private final String json;

    private SchemaDraft(String json) {
        this.json = json;
    }

    /**
     * Drafts a schema of customers.
     *
     * @param context hears how far the work is, and may cancel it
     * @param customers one customer a row; every row is read
     * @param transactions one event a row, a file for each kind of event; every row is read
     * @throws InvalidInputException if a file cannot be read, or one of events holds no moments
     */
    public static SchemaDraft of(RunContext context, Path customers, Path... transactions) {
        return draft(Optional.of(FileSketch.ofCustomers(customers, context)), events(context, transactions));
    }

    /**
     * Drafts a schema of customers who are known by their events only.
     *
     * @param context hears how far the work is, and may cancel it
     * @param first one event a row; every row is read
     * @param others further kinds of events
     * @throws InvalidInputException if a file cannot be read, or one holds no moments
     */
    public static SchemaDraft ofTransactions(RunContext context, Path first, Path... others) {
        List<FileSketch> events = events(context, first);
        events.addAll(events(context, others));
        return draft(Optional.empty(), events);
    }

    private static List<FileSketch> events(RunContext context, Path... files) {
        List<FileSketch> events = new ArrayList<>();
        for (Path file : files) {
            events.add(FileSketch.ofEvents(file, context));
        }
        return events;
    }

    private static SchemaDraft draft(Optional<FileSketch> customers, List<FileSketch> events) {
        byte[] bytes = JsonOut.readable(out -> write(customers, events, out));
        return new SchemaDraft(new String(bytes, StandardCharsets.UTF_8));
    }

    /** The text of the draft. */
    public String format() {
        return json;
    }

    /**
     * Writes the draft, whole or not at all.
     *
     * @throws io.github.segmentation4j.run.SegmentationException if the file cannot be written
     */
    public void write(Path file) {
        AtomicFile.writeText(file, json);
    }

    private static void write(Optional<FileSketch> customers, List<FileSketch> events, JsonGenerator json)
            throws IOException {
        json.writeStartObject();
        json.writeStringField(
                "note",
                "A draft. Fill in admission and every sensitivity and purposes that is null, check the rest, and remove"
                        + " fields that are not needed. Admission is \"consent\" (with a true/false field of the role"
                        + " consent) or {\"lawfulBasis\": ..., \"statement\": ...}.");
        String id = customers.isPresent()
                ? customers.get().id().map(ColumnSketch::name).orElse(DataLayout.ROW_NUMBER)
                : events.get(0).id().map(ColumnSketch::name).orElse("customer");
        json.writeStringField("id", id);
        json.writeNullField("admission");
        json.writeArrayFieldStart("attributes");
        if (customers.isPresent()) {
            for (ColumnSketch column : customers.get().columns()) {
                if (!column.name().equals(id)) {
                    attribute(column, json);
                }
            }
        }
        json.writeEndArray();
        json.writeArrayFieldStart("events");
        for (FileSketch file : events) {
            stream(file, json);
        }
        json.writeEndArray();
        if (customers.isPresent()) {
            json.writeFieldName("customers");
            SchemaWriter.file(customers.get().layout(), json);
        }
        json.writeEndObject();
    }

    private static void attribute(ColumnSketch column, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", column.name());
        json.writeStringField("type", column.type().name().toLowerCase(Locale.ROOT));
        json.writeStringField("role", "feature");
        open(json);
        if (TRAIT.matcher(column.name()).matches()) {
            json.writeStringField(
                    "note",
                    "the name suggests a protected trait: consider \"role\": \"protected\" (never a feature, opened for"
                            + " audits only" + (column.type() == AttributeType.NUMBER ? "; add \"bands\"" : "") + ")");
        } else if (column.type() == AttributeType.BOOLEAN
                && CONSENT.matcher(column.name()).matches()) {
            json.writeStringField(
                    "note", "the name suggests a consent: consider \"role\": \"consent\" with the purposes it covers");
        } else if (column.type() == AttributeType.TEXT) {
            json.writeStringField("note", "free text or too many different values for a category: is it needed?");
        }
        json.writeEndObject();
    }

    /** What only a person can say. */
    private static void open(JsonGenerator json) throws IOException {
        json.writeNullField("sensitivity");
        json.writeNullField("source");
        json.writeNullField("purposes");
        json.writeNullField("retention");
    }

    private static void stream(FileSketch file, JsonGenerator json) throws IOException {
        String customer = file.id().map(ColumnSketch::name).orElseThrow();
        String time = file.time().map(ColumnSketch::name).orElseThrow();
        json.writeStartObject();
        json.writeStringField("name", file.name());
        json.writeStringField("customer", customer);
        json.writeStringField("time", time);
        if (file.id().orElseThrow().hasMissing()) {
            json.writeStringField("withoutCustomer", "refuse");
        }
        List<String> leftOut = new ArrayList<>();
        json.writeArrayFieldStart("amounts");
        for (ColumnSketch column : file.columns()) {
            if (column.type() == AttributeType.NUMBER && !column.name().equals(customer)) {
                json.writeStartObject();
                json.writeStringField("name", column.name());
                json.writeEndObject();
            }
        }
        json.writeEndArray();
        json.writeArrayFieldStart("labels");
        for (ColumnSketch column : file.columns()) {
            boolean label = column.type() == AttributeType.CATEGORY || column.type() == AttributeType.BOOLEAN;
            if (label && !column.name().equals(customer)) {
                json.writeStartObject();
                json.writeStringField("name", column.name());
                json.writeEndObject();
            } else if (column.type() == AttributeType.TEXT && !column.name().equals(customer)) {
                leftOut.add(column.name());
            }
        }
        json.writeEndArray();
        open(json);
        String guess = file.id().orElseThrow().mayIdentify()
                ? ""
                : "no column looks like the id of a customer: check that '" + customer + "' is it; ";
        String note =
                guess + "an amount may be the product of two columns: {\"name\": \"value\", \"product\": [\"quantity\","
                        + " \"price\"]}"
                        + (leftOut.isEmpty() ? "" : "; left out because of too many different values: " + leftOut)
                        + (file.id().orElseThrow().hasMissing()
                                ? "; some rows name no customer: set \"withoutCustomer\" to \"skip\" to leave them out"
                                : "");
        json.writeStringField("note", note);
        json.writeFieldName("file");
        SchemaWriter.file(file.layout(), json);
        json.writeEndObject();
    }
}
