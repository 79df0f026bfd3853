package io.github.segmentation4j.io;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.segmentation4j.io.ReportModel.Block;
import io.github.segmentation4j.io.ReportModel.Node;
import io.github.segmentation4j.io.ReportModel.Value;
import java.io.IOException;

/** The numbers behind the pictures of a report as JSON. */
final class ReportJsonPictures {
    private ReportJsonPictures() {}

    static void write(Block block, JsonGenerator json) throws IOException {
        if (block instanceof ReportModel.Curve curve) {
            curve(curve, json);
        } else if (block instanceof ReportModel.Heat heat) {
            heat(heat, json);
        } else if (block instanceof ReportModel.Boxes boxes) {
            boxes(boxes, json);
        } else if (block instanceof ReportModel.Plane plane) {
            plane(plane, json);
        } else if (block instanceof ReportModel.Tree tree) {
            json.writeStringField("tree", tree.title());
            json.writeStringField("text", tree.text());
            json.writeFieldName("root");
            node(tree.root(), json);
        } else if (block instanceof ReportModel.Flows flows) {
            flows(flows, json);
        }
    }

    private static void curve(ReportModel.Curve curve, JsonGenerator json) throws IOException {
        json.writeStringField("curve", curve.title());
        json.writeStringField("x", curve.xLabel());
        json.writeStringField("y", curve.yLabel());
        json.writeArrayFieldStart("points");
        for (ReportModel.Point point : curve.points()) {
            numbers(json, point.x(), point.y());
        }
        json.writeEndArray();
        json.writeArrayFieldStart("band");
        for (ReportModel.Interval ends : curve.band()) {
            numbers(json, ends.lower(), ends.upper());
        }
        json.writeEndArray();
    }

    private static void heat(ReportModel.Heat heat, JsonGenerator json) throws IOException {
        json.writeStringField("heat", heat.title());
        json.writeStringField("text", heat.text());
        ReportJson.texts("columns", heat.columns(), json);
        json.writeArrayFieldStart("rows");
        for (ReportModel.HeatRow row : heat.rows()) {
            json.writeStartObject();
            json.writeStringField("label", row.name());
            json.writeFieldName("values");
            ReportJson.values(row.values(), json);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void boxes(ReportModel.Boxes boxes, JsonGenerator json) throws IOException {
        json.writeStringField("boxes", boxes.title());
        json.writeStringField("unit", boxes.unit());
        json.writeArrayFieldStart("values");
        for (ReportModel.Box box : boxes.boxes()) {
            json.writeStartObject();
            json.writeStringField("label", box.name());
            named("lower", box.lower(), json);
            named("median", box.median(), json);
            named("upper", box.upper(), json);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void plane(ReportModel.Plane plane, JsonGenerator json) throws IOException {
        json.writeStringField("plane", plane.title());
        json.writeStringField("text", plane.text());
        json.writeStringField("x", plane.xLabel());
        json.writeStringField("y", plane.yLabel());
        json.writeNumberField("columns", plane.columns());
        json.writeNumberField("rows", plane.rows());
        ReportJson.texts("segments", plane.segments(), json);
        // Segments are numbered from 1, as on the page and in the names of segments.
        json.writeArrayFieldStart("squares");
        for (ReportModel.PlaneSquare square : plane.squares()) {
            numbers(json, square.column(), square.row(), square.segment() + 1.0, (double) square.persons());
        }
        json.writeEndArray();
        json.writeArrayFieldStart("marks");
        for (ReportModel.PlaneMark mark : plane.marks()) {
            numbers(json, mark.segment() + 1.0, mark.x(), mark.y());
        }
        json.writeEndArray();
    }

    private static void node(Node node, JsonGenerator json) throws IOException {
        json.writeStartObject();
        if (node instanceof ReportModel.Question question) {
            json.writeStringField("question", question.question());
            json.writeFieldName("yes");
            node(question.yes(), json);
            json.writeFieldName("no");
            node(question.no(), json);
        } else {
            ReportModel.Answer answer = (ReportModel.Answer) node;
            json.writeStringField("answer", answer.answer());
            named("persons", answer.persons(), json);
        }
        json.writeEndObject();
    }

    private static void flows(ReportModel.Flows flows, JsonGenerator json) throws IOException {
        json.writeStringField("flows", flows.title());
        json.writeStringField("text", flows.text());
        json.writeStringField("from", flows.fromLabel());
        json.writeStringField("to", flows.toLabel());
        json.writeArrayFieldStart("values");
        for (ReportModel.Flow flow : flows.flows()) {
            json.writeStartObject();
            json.writeStringField("from", flow.from());
            json.writeStringField("to", flow.to());
            named("persons", flow.persons(), json);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void named(String name, Value value, JsonGenerator json) throws IOException {
        json.writeFieldName(name);
        ReportJson.value(value, json);
    }

    private static void numbers(JsonGenerator json, double... numbers) throws IOException {
        json.writeStartArray();
        for (double number : numbers) {
            ReportJson.number(number, json);
        }
        json.writeEndArray();
    }
}
