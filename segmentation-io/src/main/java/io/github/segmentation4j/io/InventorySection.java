package io.github.segmentation4j.io;

import io.github.segmentation4j.data.Attribute;
import io.github.segmentation4j.data.EventStream;
import io.github.segmentation4j.data.Handling;
import io.github.segmentation4j.data.Schema;
import io.github.segmentation4j.data.Sensitivity;
import io.github.segmentation4j.io.ReportModel.Section;
import io.github.segmentation4j.io.ReportModel.Value;
import io.github.segmentation4j.io.ReportModel.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Every field of the schema. */
final class InventorySection {
    private InventorySection() {}

    static Section of(Schema schema) {
        List<List<Value>> rows = new ArrayList<>();
        rows.add(
                field(schema.id(), "text", "identifier", "", ReportBuilder.words(Sensitivity.IDENTIFYING), "", "", ""));
        for (Attribute attribute : schema.attributes()) {
            rows.add(field(
                    attribute.name(),
                    ReportBuilder.words(attribute.type()),
                    ReportBuilder.words(attribute.role()),
                    attribute.unit(),
                    attribute.handling()));
        }
        for (EventStream stream : schema.streams()) {
            rows.add(field(stream.name(), "events", "feature", "", stream.handling()));
            stream.amounts()
                    .forEach(amount -> rows.add(field(
                            stream.name() + "." + amount,
                            "number",
                            "feature",
                            stream.unit(amount),
                            stream.handling())));
            stream.labels()
                    .forEach(label ->
                            rows.add(field(stream.name() + "." + label, "category", "feature", "", stream.handling())));
        }
        return new Section(
                "inventory",
                "Data inventory",
                List.of(
                        new ReportModel.Paragraph("Which data there are about customers, where they come from and what"
                                + " they may be used for."),
                        new ReportModel.Table(
                                "Every field, what it is and what it is for",
                                List.of(
                                        "field",
                                        "type",
                                        "role",
                                        "unit",
                                        "sensitivity",
                                        "source",
                                        "purposes",
                                        "kept for"),
                                rows)));
    }

    private static List<Value> field(String name, String type, String role, String unit, Handling handling) {
        String sensitivity = ReportBuilder.words(handling.sensitivity())
                + handling.specialCategory()
                        .map(special -> ": " + ReportBuilder.words(special))
                        .orElse("");
        String purposes = handling.purposes().stream().map(ReportBuilder::words).collect(Collectors.joining(", "));
        String retention = handling.retention()
                .map(limit -> limit.period() + " from " + ReportBuilder.words(limit.from()))
                .orElse("not stated");
        String source = handling.source().isEmpty() ? "not stated" : handling.source();
        return field(name, type, role, unit, sensitivity, source, purposes, retention);
    }

    private static List<Value> field(String... cells) {
        List<Value> row = new ArrayList<>();
        for (String cell : cells) {
            row.add(new Words(cell));
        }
        return row;
    }
}
