package io.github.segmentation4j.io;

import io.github.segmentation4j.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * A report before it is drawn: what both the page and the JSON tell. Small groups are hidden and numbers rounded when the
 * model is built, so the two cannot differ.
 */
record ReportModel(String title, Verdict verdict, int disclosureMinimum, List<Section> sections) {
    /** A part of the report with a heading of its own. */
    record Section(String id, String title, List<Block> blocks) {}

    /** Something to show. */
    sealed interface Block {}

    /** A sentence or two. */
    record Paragraph(String text) implements Block {}

    /** Named values. */
    record Facts(List<Fact> facts) implements Block {}

    /** A named value. */
    record Fact(String name, Value value) {}

    /** Findings of checks. */
    record Findings(List<FindingLine> findings) implements Block {}

    /** What a check found. */
    record FindingLine(
            Verdict verdict,
            String key,
            String message,
            Optional<String> about,
            Optional<Value> expected,
            Optional<Value> actual) {}

    /** Rows and columns. */
    record Table(String title, List<String> columns, List<List<Value>> rows) implements Block {}

    /** A length for each name. */
    record Bars(String title, String unit, List<Fact> bars) implements Block {}

    /** A line through points, with an interval for each of them or none at all. */
    record Curve(String title, String xLabel, String yLabel, List<Point> points, List<Interval> band)
            implements Block {}

    /** Values as colours: a row of {@link Effect}s or hidden values for each name. */
    record Heat(String title, String text, List<String> columns, List<HeatRow> rows) implements Block {}

    /** A row of a heat table. */
    record HeatRow(String name, List<Value> values) {}

    /** The middle halves of groups on one scale. */
    record Boxes(String title, String unit, List<Box> boxes) implements Block {}

    /** The quartiles of a group; three figures, or three hidden values. */
    record Box(String name, Value lower, Value median, Value upper) {}

    /** Squares on a plane, darker where more persons lie, coloured by the segment of most of them. */
    record Plane(
            String title,
            String text,
            String xLabel,
            String yLabel,
            int columns,
            int rows,
            List<String> segments,
            List<PlaneSquare> squares,
            List<PlaneMark> marks)
            implements Block {}

    /** A square, from 0, upwards; its segment is a place in the list of names. */
    record PlaneSquare(int column, int row, int segment, long persons) {}

    /** The middle of a segment, in squares from the lower left corner. */
    record PlaneMark(int segment, double x, double y) {}

    /** Questions that lead to answers. */
    record Tree(String title, String text, Node root) implements Block {}

    /** A node of a tree. */
    sealed interface Node {}

    /** A question. */
    record Question(String question, Node yes, Node no) implements Node {}

    /** An answer with the persons who end there. */
    record Answer(String answer, Value persons) implements Node {}

    /** Persons who went from places on the left to places on the right. */
    record Flows(String title, String text, String fromLabel, String toLabel, List<Flow> flows) implements Block {}

    /** One flow, drawn only if its persons may be told. */
    record Flow(String from, String to, Value persons) {}

    /** A point of a curve. */
    record Point(double x, double y) {}

    /** Blocks that belong together, such as those of a segment or a check. */
    record Group(String title, Optional<Verdict> verdict, List<Block> blocks) implements Block {}

    /** A cell or a fact. */
    sealed interface Value {}

    /** Words. */
    record Words(String text) implements Value {}

    /** A number, rounded. */
    record Figure(double number) implements Value {}

    /** A share with its interval and the number of persons it is of, as far as they may be told. */
    record Share(double share, Optional<Interval> interval, Optional<Long> of) implements Value {}

    /** The ends of an interval. */
    record Interval(double lower, double upper) {}

    /** How far apart something is, in standard deviations, with its interval as far as it is told. */
    record Effect(double deviations, Optional<Interval> interval) implements Value {
        /** A difference without an interval. */
        Effect(double deviations) {
            this(deviations, Optional.empty());
        }
    }

    /** A value that must not be told. */
    record Hidden(String reason) implements Value {}
}
