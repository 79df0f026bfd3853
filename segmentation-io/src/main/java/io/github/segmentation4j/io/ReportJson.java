package io.github.segmentation4j.io;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.segmentation4j.SegmentationProposal;
import io.github.segmentation4j.io.ReportModel.Block;
import io.github.segmentation4j.io.ReportModel.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The report of a proposal as JSON, for machines: the same sections, numbers and hidden values as {@link ReportHtml}. A
 * hidden value is an object {@code {"hidden": "fewer than 20"}}, a share {@code {"share": 0.25, "lower": ..., "upper":
 * ..., "of": ...}}, a difference in standard deviations {@code {"effect": 0.8}}. The file {@code docs/report.schema.json}
 * of the project describes every field. {@code "version"} is 2; version 1 had no pictures but bars and curves, no band on
 * a curve, and facts as the members of an object.
 *
 * <p>Only static methods; safe for use by several threads.
 */
public final class ReportJson {
    private static final int VERSION = 2;

    private ReportJson() {}

    /** The text of the report. */
    public static String format(SegmentationProposal proposal) {
        return format(ReportBuilder.of(proposal));
    }

    /**
     * Writes the report, whole or not at all.
     *
     * @throws io.github.segmentation4j.run.SegmentationException if the file cannot be written
     */
    public static void write(SegmentationProposal proposal, Path file) {
        AtomicFile.writeText(file, format(proposal));
    }

    /**
     * Writes a report that is made already.
     *
     * @throws io.github.segmentation4j.run.SegmentationException if the file cannot be written
     */
    public static void write(Report report, Path file) {
        AtomicFile.writeText(file, format(report.model()));
    }

    static String format(ReportModel report) {
        byte[] bytes = JsonOut.readable(json -> {
            json.writeStartObject();
            json.writeStringField("format", "segmentation4j-report");
            json.writeNumberField("version", VERSION);
            json.writeStringField("title", report.title());
            json.writeStringField("verdict", ReportBuilder.words(report.verdict()));
            json.writeNumberField("disclosureMinimum", report.disclosureMinimum());
            json.writeArrayFieldStart("sections");
            for (ReportModel.Section section : report.sections()) {
                json.writeStartObject();
                json.writeStringField("id", section.id());
                json.writeStringField("title", section.title());
                blocks(section.blocks(), json);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        });
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static void blocks(List<Block> blocks, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("blocks");
        for (Block block : blocks) {
            json.writeStartObject();
            block(block, json);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void block(Block block, JsonGenerator json) throws IOException {
        if (block instanceof ReportModel.Paragraph paragraph) {
            json.writeStringField("text", paragraph.text());
        } else if (block instanceof ReportModel.Facts facts) {
            json.writeArrayFieldStart("facts");
            named(facts.facts(), json);
        } else if (block instanceof ReportModel.Findings findings) {
            findings(findings, json);
        } else if (block instanceof ReportModel.Table table) {
            table(table, json);
        } else if (block instanceof ReportModel.Bars bars) {
            json.writeStringField("bars", bars.title());
            json.writeStringField("unit", bars.unit());
            json.writeArrayFieldStart("values");
            named(bars.bars(), json);
        } else if (block instanceof ReportModel.Group group) {
            json.writeStringField("group", group.title());
            if (group.verdict().isPresent()) {
                json.writeStringField(
                        "verdict", ReportBuilder.words(group.verdict().get()));
            }
            blocks(group.blocks(), json);
        } else {
            ReportJsonPictures.write(block, json);
        }
    }

    private static void named(List<ReportModel.Fact> facts, JsonGenerator json) throws IOException {
        for (ReportModel.Fact fact : facts) {
            json.writeStartObject();
            json.writeStringField("label", fact.name());
            json.writeFieldName("value");
            value(fact.value(), json);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void findings(ReportModel.Findings findings, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("findings");
        for (ReportModel.FindingLine finding : findings.findings()) {
            json.writeStartObject();
            json.writeStringField("verdict", ReportBuilder.words(finding.verdict()));
            json.writeStringField("key", finding.key());
            json.writeStringField("message", finding.message());
            if (finding.about().isPresent()) {
                json.writeStringField("about", finding.about().get());
            }
            optional("expected", finding.expected(), json);
            optional("actual", finding.actual(), json);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void optional(String name, Optional<Value> value, JsonGenerator json) throws IOException {
        if (value.isPresent()) {
            json.writeFieldName(name);
            value(value.get(), json);
        }
    }

    private static void table(ReportModel.Table table, JsonGenerator json) throws IOException {
        json.writeStringField("table", table.title());
        texts("columns", table.columns(), json);
        json.writeArrayFieldStart("rows");
        for (List<Value> row : table.rows()) {
            values(row, json);
        }
        json.writeEndArray();
    }

    static void texts(String name, List<String> texts, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    static void values(List<Value> values, JsonGenerator json) throws IOException {
        json.writeStartArray();
        for (Value value : values) {
            value(value, json);
        }
        json.writeEndArray();
    }

    static void value(Value value, JsonGenerator json) throws IOException {
        if (value instanceof ReportModel.Words words) {
            json.writeString(words.text());
        } else if (value instanceof ReportModel.Figure figure) {
            number(figure.number(), json);
        } else if (value instanceof ReportModel.Share share) {
            json.writeStartObject();
            json.writeNumberField("share", share.share());
            interval(share.interval(), json);
            if (share.of().isPresent()) {
                json.writeNumberField("of", share.of().get());
            }
            json.writeEndObject();
        } else if (value instanceof ReportModel.Effect effect) {
            json.writeStartObject();
            json.writeNumberField("effect", effect.deviations());
            interval(effect.interval(), json);
            json.writeEndObject();
        } else if (value instanceof ReportModel.Hidden hidden) {
            json.writeStartObject();
            json.writeStringField("hidden", hidden.reason());
            json.writeEndObject();
        }
    }

    private static void interval(Optional<ReportModel.Interval> interval, JsonGenerator json) throws IOException {
        if (interval.isPresent()) {
            json.writeNumberField("lower", interval.get().lower());
            json.writeNumberField("upper", interval.get().upper());
        }
    }

    static void number(double number, JsonGenerator json) throws IOException {
        boolean whole = number == Math.rint(number) && Math.abs(number) < 1e15;
        if (whole) {
            json.writeNumber((long) number);
        } else {
            json.writeNumber(number);
        }
    }
}
