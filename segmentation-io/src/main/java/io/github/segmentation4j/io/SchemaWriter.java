package io.github.segmentation4j.io;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.segmentation4j.data.Attribute;
import io.github.segmentation4j.data.AttributeRole;
import io.github.segmentation4j.data.EventStream;
import io.github.segmentation4j.data.Handling;
import io.github.segmentation4j.data.Retention;
import io.github.segmentation4j.data.Schema;
import io.github.segmentation4j.data.SpecialCategory;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Writes a schema and its layout as JSON. */
final class SchemaWriter {
    private SchemaWriter() {}

    static void write(DataLayout layout, JsonGenerator json) throws IOException {
        Schema schema = layout.schema();
        json.writeStartObject();
        json.writeStringField("id", schema.id());
        if (!layout.numbersRows() && !layout.column(schema.id()).equals(schema.id())) {
            json.writeStringField("idColumn", layout.column(schema.id()));
        }
        admission(schema, layout.admission(), json);
        json.writeArrayFieldStart("attributes");
        for (Attribute attribute : schema.attributes()) {
            attribute(attribute, layout.column(attribute.name()), json);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("events");
        for (EventStream stream : schema.streams()) {
            stream(stream, layout.stream(stream.name()), json);
        }
        json.writeEndArray();
        json.writeFieldName("customers");
        file(layout.customers(), json);
        SchemaWords.write(layout, json);
        json.writeEndObject();
    }

    private static void admission(Schema schema, AdmissionRule rule, JsonGenerator json) throws IOException {
        if (rule instanceof AdmissionRule.Everyone everyone) {
            json.writeObjectFieldStart("admission");
            json.writeStringField("lawfulBasis", lower(everyone.basis()));
            json.writeStringField("statement", everyone.statement());
            json.writeEndObject();
        } else if (!schema.attributes(AttributeRole.CONSENT).isEmpty()) {
            json.writeStringField("admission", SchemaReader.CONSENT);
        }
    }

    private static void attribute(Attribute attribute, String column, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", attribute.name());
        json.writeStringField("type", lower(attribute.type()));
        if (!column.equals(attribute.name())) {
            json.writeStringField("column", column);
        }
        if (attribute.role() != AttributeRole.FEATURE) {
            json.writeStringField("role", lower(attribute.role()));
        }
        if (!attribute.unit().isEmpty()) {
            json.writeStringField("unit", attribute.unit());
        }
        OptionalDouble minimum = attribute.minimum();
        OptionalDouble maximum = attribute.maximum();
        if (minimum.isPresent() || maximum.isPresent()) {
            json.writeArrayFieldStart("range");
            bound(minimum, json);
            bound(maximum, json);
            json.writeEndArray();
        }
        if (!attribute.values().isEmpty()) {
            texts("values", attribute.values(), json);
        }
        if (attribute.bands().length > 0) {
            json.writeArrayFieldStart("bands");
            for (double band : attribute.bands()) {
                json.writeNumber(band);
            }
            json.writeEndArray();
        }
        handling(attribute.handling(), json);
        json.writeEndObject();
    }

    private static void bound(OptionalDouble bound, JsonGenerator json) throws IOException {
        if (bound.isPresent()) {
            json.writeNumber(bound.getAsDouble());
        } else {
            json.writeNull();
        }
    }

    private static void stream(EventStream stream, StreamLayout layout, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", stream.name());
        json.writeStringField("customer", layout.customer());
        json.writeStringField("time", layout.time());
        json.writeStringField("withoutCustomer", lower(layout.rule()));
        json.writeArrayFieldStart("amounts");
        for (String amount : stream.amounts()) {
            json.writeStartObject();
            json.writeStringField("name", amount);
            if (!stream.unit(amount).isEmpty()) {
                json.writeStringField("unit", stream.unit(amount));
            }
            column(amount, layout.columns(amount), json);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("labels");
        for (String label : stream.labels()) {
            json.writeStartObject();
            json.writeStringField("name", label);
            column(label, layout.columns(label), json);
            json.writeEndObject();
        }
        json.writeEndArray();
        handling(stream.handling(), json);
        json.writeFieldName("file");
        file(layout.file(), json);
        json.writeEndObject();
    }

    private static void column(String field, List<String> columns, JsonGenerator json) throws IOException {
        if (columns.size() == 2) {
            texts("product", columns, json);
        } else if (!columns.get(0).equals(field)) {
            json.writeStringField("column", columns.get(0));
        }
    }

    private static void handling(Handling handling, JsonGenerator json) throws IOException {
        json.writeStringField("sensitivity", lower(handling.sensitivity()));
        Optional<SpecialCategory> special = handling.specialCategory();
        if (special.isPresent()) {
            json.writeStringField("specialCategory", lower(special.get()));
        }
        if (!handling.source().isEmpty()) {
            json.writeStringField("source", handling.source());
        }
        texts("purposes", handling.purposes().stream().map(SchemaWriter::lower).toList(), json);
        Optional<Retention> retention = handling.retention();
        if (retention.isPresent()) {
            json.writeStringField("retention", retention.get().period().toString());
            json.writeStringField("retentionFrom", lower(retention.get().from()));
        }
    }

    /** Writes a file layout, leaving out what is as usual. */
    static void file(FileLayout layout, JsonGenerator json) throws IOException {
        FileLayout usual = FileLayout.csv();
        json.writeStartObject();
        json.writeStringField("delimiter", layout.delimiter());
        json.writeBooleanField("header", layout.columns().isEmpty());
        if (!layout.columns().isEmpty()) {
            texts("columns", layout.columns(), json);
        }
        if (!layout.missing().isEmpty()) {
            texts("missing", layout.missing().stream().sorted().toList(), json);
        }
        if (!layout.trimmed()) {
            json.writeBooleanField("trim", false);
        }
        if (!layout.dates().isEmpty()) {
            texts("dates", layout.dates(), json);
        }
        if (!layout.zone().equals(usual.zone())) {
            json.writeStringField("zone", layout.zone().getId());
        }
        if (!layout.yes().equals(usual.yes()) || !layout.no().equals(usual.no())) {
            texts("true", layout.yes().stream().sorted().toList(), json);
            texts("false", layout.no().stream().sorted().toList(), json);
        }
        if (!layout.encoding().equals(usual.encoding())) {
            json.writeStringField("encoding", layout.encoding().name());
        }
        if (layout.comment().isPresent()) {
            json.writeStringField("comment", Character.toString(layout.comment().getAsInt()));
        }
        if (layout.skippedLines() > 0) {
            json.writeNumberField("skipLines", layout.skippedLines());
        }
        json.writeEndObject();
    }

    private static void texts(String name, Collection<String> values, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
