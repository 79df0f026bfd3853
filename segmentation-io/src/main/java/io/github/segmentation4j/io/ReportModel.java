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

    /** A line through points. */
    record Curve(String title, String xLabel, String yLabel, List<Point> points) implements Block {}

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

    /** How far apart something is, in standard deviations. */
    record Effect(double deviations) implements Value {}

    /** A value that must not be told. */
    record Hidden(String reason) implements Value {}
}
