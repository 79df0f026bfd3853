package io.github.segmentation4j.io;

import io.github.segmentation4j.Verdict;
import io.github.segmentation4j.io.ReportModel.Answer;
import io.github.segmentation4j.io.ReportModel.Block;
import io.github.segmentation4j.io.ReportModel.Box;
import io.github.segmentation4j.io.ReportModel.Effect;
import io.github.segmentation4j.io.ReportModel.Fact;
import io.github.segmentation4j.io.ReportModel.Figure;
import io.github.segmentation4j.io.ReportModel.FindingLine;
import io.github.segmentation4j.io.ReportModel.Flow;
import io.github.segmentation4j.io.ReportModel.HeatRow;
import io.github.segmentation4j.io.ReportModel.Hidden;
import io.github.segmentation4j.io.ReportModel.Interval;
import io.github.segmentation4j.io.ReportModel.Node;
import io.github.segmentation4j.io.ReportModel.PlaneMark;
import io.github.segmentation4j.io.ReportModel.PlaneSquare;
import io.github.segmentation4j.io.ReportModel.Point;
import io.github.segmentation4j.io.ReportModel.Question;
import io.github.segmentation4j.io.ReportModel.Section;
import io.github.segmentation4j.io.ReportModel.Share;
import io.github.segmentation4j.io.ReportModel.Value;
import io.github.segmentation4j.io.ReportModel.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Every kind of block in many shapes: usual, empty, single, many, hidden; with any words in all places of text. */
final class ReportGallery {
    private static final Hidden FEW = new Hidden("fewer than 20");
    private static final List<String> FEATURES = List.of(
            "Days since last purchase", "Purchases", "Spent", "Visits", "Returns", "Years as customer", "Newsletters");
    private static final List<String> NAMES = List.of(
            "Frequent buyers",
            "Rare visitors",
            "New customers with large baskets and few returns",
            "Bargain hunters",
            "Lost",
            "Givers",
            "Night owls",
            "Families",
            "Collectors",
            "Weekenders",
            "Try-outs",
            "Loyal readers");

    private final UnaryOperator<String> words;

    private ReportGallery(UnaryOperator<String> words) {
        this.words = words;
    }

    /** The gallery with plain words. */
    static ReportModel plain() {
        return new ReportGallery(UnaryOperator.identity()).model();
    }

    /** The gallery with the words where every text of a user stands. */
    static ReportModel saying(String text) {
        return new ReportGallery(plain -> text).model();
    }

    /** A large report: so many segments, described by so many features. */
    static ReportModel large(int segments, int features) {
        ReportGallery gallery = new ReportGallery(UnaryOperator.identity());
        List<Block> blocks = new ArrayList<>(List.of(
                gallery.heat(segments, features),
                gallery.plane(32, segments),
                gallery.tree(segments),
                gallery.flows(segments)));
        for (int s = 0; s < segments; s++) {
            blocks.add(gallery.profile(s, features));
        }
        return new ReportModel("Large", Verdict.PASS, 20, List.of(new Section("segments", "Segments", blocks)));
    }

    private ReportModel model() {
        return new ReportModel(
                words.apply("Segments for personalisation"),
                Verdict.WARN,
                20,
                List.of(
                        new Section("verdict", words.apply("Verdict"), verdict()),
                        new Section("segments", words.apply("Segments"), segments()),
                        new Section("checks", words.apply("Checks"), checks()),
                        new Section("edges", words.apply("Shapes at the edge"), edges())));
    }

    private List<Block> verdict() {
        return List.of(
                new ReportModel.Paragraph(
                        words.apply("No check blocks, but some warn. Whoever releases the segments should know why.")),
                new ReportModel.Facts(List.of(
                        fact("purpose", new Words(words.apply("personalisation"))),
                        fact("customers segmented", new Figure(12_345)),
                        fact("segments", new Figure(5)))),
                new ReportModel.Findings(List.of(
                        new FindingLine(
                                Verdict.WARN,
                                words.apply("size.small"),
                                words.apply("segment 4 is smaller than the rule asks for"),
                                Optional.of(words.apply("size")),
                                Optional.of(new Figure(200)),
                                Optional.of(FEW)),
                        new FindingLine(
                                Verdict.PASS,
                                words.apply("balance.fair"),
                                words.apply("all groups are served alike"),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(share())))));
    }

    private Share share() {
        return new Share(0.271, Optional.of(new Interval(0.2313, 0.3127)), Optional.of(1180L));
    }

    private List<Block> segments() {
        return List.of(
                new ReportModel.Bars(
                        words.apply("Customers per segment"),
                        words.apply("customers"),
                        List.of(
                                fact("1 Frequent buyers", new Figure(4210)),
                                fact("2 Rare visitors", new Figure(7777)),
                                fact("3 Lost", FEW))),
                heat(5, 7),
                plane(24, 5),
                tree(5),
                flows(5),
                profile(0, 7));
    }

    private List<Block> checks() {
        return List.of(
                new ReportModel.Group(
                        words.apply("fairness"),
                        Optional.of(Verdict.BLOCK),
                        List.of(
                                new ReportModel.Table(
                                        words.apply("Shares of groups"),
                                        List.of(
                                                words.apply("segment"),
                                                words.apply("group"),
                                                words.apply("share"),
                                                words.apply("ratio"),
                                                words.apply("effect")),
                                        List.of(
                                                row("1", "women", share(), new Figure(0.919), new Effect(-0.31)),
                                                row(
                                                        "1",
                                                        "men",
                                                        FEW,
                                                        new Words(words.apply("not known")),
                                                        new Effect(0)),
                                                row(
                                                        "2",
                                                        "women",
                                                        new Share(1, Optional.empty(), Optional.of(311L)),
                                                        new Figure(1.117),
                                                        new Effect(1.73)))),
                                new ReportModel.Group(
                                        words.apply("by age"), Optional.empty(), List.of(boxes(5, FEW))))),
                new ReportModel.Group(words.apply("choice of k"), Optional.of(Verdict.PASS), List.of(curve(9, true))));
    }

    private List<Value> row(String segment, String group, Value share, Value ratio, Value effect) {
        return List.of(new Words(words.apply(segment)), new Words(words.apply(group)), share, ratio, effect);
    }

    private List<Block> edges() {
        return List.of(
                new ReportModel.Facts(List.of()),
                new ReportModel.Findings(List.of()),
                new ReportModel.Table(words.apply("No rows"), List.of(words.apply("one")), List.of()),
                new ReportModel.Bars(words.apply("No bars"), "", List.of()),
                curve(0, false),
                curve(1, true),
                curve(60, false),
                new ReportModel.Curve(
                        words.apply("Nearly flat"),
                        words.apply("customers"),
                        words.apply("cost"),
                        List.of(new Point(1e6, -2e-5), new Point(3e6, 1e-5)),
                        List.of()),
                heat(0, 3),
                heat(12, 30),
                boxes(0, FEW),
                boxes(1, new Words(words.apply("unknown"))),
                new ReportModel.Boxes(
                        words.apply("Nobody may be shown"),
                        words.apply("EUR"),
                        List.of(new Box(words.apply("all"), FEW, FEW, FEW))),
                new ReportModel.Plane(
                        words.apply("Nobody"),
                        "",
                        words.apply("x"),
                        words.apply("y"),
                        3,
                        2,
                        List.of(),
                        List.of(),
                        List.of()),
                plane(7, 12),
                new ReportModel.Tree(words.apply("One answer"), "", answer(0)),
                tree(12),
                chain(11),
                flows(0),
                flows(1),
                flows(12));
    }

    private Fact fact(String name, Value value) {
        return new Fact(words.apply(name), value);
    }

    private String name(int segment) {
        return words.apply(segment + 1 + " " + NAMES.get(segment % NAMES.size()));
    }

    private ReportModel.Heat heat(int segments, int features) {
        List<String> columns = new ArrayList<>();
        for (int f = 0; f < features; f++) {
            columns.add(words.apply(FEATURES.get(f % FEATURES.size()) + (f < FEATURES.size() ? "" : " " + f)));
        }
        List<HeatRow> rows = new ArrayList<>();
        for (int s = 0; s < segments; s++) {
            List<Value> values = new ArrayList<>();
            for (int f = 0; f < features; f++) {
                values.add(s == 3 && f % 5 == 2 ? FEW : new Effect(((s * 37 + f * 53) % 41 - 20) / 12.5));
            }
            rows.add(new HeatRow(name(s), values));
        }
        return new ReportModel.Heat(
                words.apply("What sets segments apart"),
                words.apply("Mean of the segment less the mean of all others, in standard deviations."),
                columns,
                rows);
    }

    private ReportModel.Group profile(int segment, int features) {
        List<List<Value>> rows = new ArrayList<>();
        for (int f = 0; f < features; f++) {
            rows.add(List.of(
                    new Words(words.apply(FEATURES.get(f % FEATURES.size()))),
                    new Words(words.apply("EUR")),
                    new Figure(40 + f),
                    new Figure(20 + f),
                    new Figure(61.5 + f),
                    new Effect(1.5 - f / 4.0, Optional.of(new Interval(1.25 - f / 4.0, 1.75 - f / 4.0)))));
        }
        rows.add(List.of(
                new Words(words.apply("Complaints")), new Words(words.apply("of many kinds")), FEW, FEW, FEW, FEW));
        return new ReportModel.Group(
                name(segment),
                Optional.empty(),
                List.of(
                        new ReportModel.Table(
                                words.apply("What is typical"),
                                List.of("feature", "unit", "typical", "lower quartile", "upper quartile", "apart"),
                                rows),
                        boxes(4, FEW)));
    }

    private ReportModel.Curve curve(int points, boolean banded) {
        List<Point> line = new ArrayList<>();
        List<Interval> band = new ArrayList<>();
        for (int p = 0; p < points; p++) {
            double y = Figures.rounded(0.3 + 0.04 * p - 0.005 * p * p);
            line.add(new Point(p + 2, y));
            if (banded) {
                band.add(new Interval(Figures.rounded(y - 0.02 - 0.003 * p), Figures.rounded(y + 0.02 + 0.004 * p)));
            }
        }
        return new ReportModel.Curve(
                words.apply("Silhouette by number of segments"),
                words.apply("segments"),
                words.apply("silhouette"),
                line,
                band);
    }

    private ReportModel.Boxes boxes(int groups, Value hidden) {
        List<Box> boxes = new ArrayList<>();
        for (int g = 0; g < groups; g++) {
            boxes.add(
                    g == 2
                            ? new Box(name(g), hidden, hidden, hidden)
                            : new Box(
                                    name(g),
                                    new Figure(12.5 + 9 * g),
                                    new Figure(40 + 12 * g),
                                    new Figure(71 + 31 * g)));
        }
        return new ReportModel.Boxes(words.apply("Spent in a year"), words.apply("EUR"), boxes);
    }

    private ReportModel.Plane plane(int side, int segments) {
        List<PlaneMark> marks = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int s = 0; s < segments; s++) {
            marks.add(new PlaneMark(s, ((s * 7 + 3) % 12 + 0.5) * side / 12.0, ((s * 5 + 2) % 11 + 0.5) * side / 11.0));
            names.add(name(s));
        }
        List<PlaneSquare> squares = new ArrayList<>();
        for (int row = 0; row < side; row++) {
            for (int column = 0; column < side; column++) {
                int nearest = 0;
                double least = Double.MAX_VALUE;
                for (PlaneMark mark : marks) {
                    double right = mark.x() - column - 0.5;
                    double up = mark.y() - row - 0.5;
                    if (right * right + up * up < least) {
                        least = right * right + up * up;
                        nearest = mark.segment();
                    }
                }
                long persons = Math.round(700 / (1 + least)) - 18;
                if (persons >= 20) {
                    boolean none = column == row && column % 6 == 5;
                    squares.add(new PlaneSquare(column, row, none ? -1 : nearest, persons));
                }
            }
        }
        return new ReportModel.Plane(
                words.apply("Customers on a map"),
                words.apply("A sample of the customers along the two directions in which they differ most."),
                words.apply("mostly spent and purchases"),
                words.apply("mostly days since last purchase"),
                side,
                side,
                names,
                squares,
                marks);
    }

    private Answer answer(int segment) {
        return new Answer(name(segment), segment == 2 ? FEW : new Figure(1000 + 37 * segment));
    }

    private Node balanced(int from, int to) {
        if (to - from == 1) {
            return answer(from);
        }
        int middle = (from + to) / 2;
        return new Question(
                words.apply(FEATURES.get(middle % FEATURES.size()) + " at most " + (3.5 + middle)),
                balanced(from, middle),
                balanced(middle, to));
    }

    private ReportModel.Tree tree(int leaves) {
        return new ReportModel.Tree(
                words.apply("The segments as questions"),
                words.apply("97 of 100 customers come to their own segment by these questions."),
                balanced(0, leaves));
    }

    private ReportModel.Tree chain(int questions) {
        Node node = answer(questions);
        for (int q = questions - 1; q >= 0; q--) {
            node = new Question(words.apply(FEATURES.get(q % FEATURES.size()) + " at most " + q), answer(q), node);
        }
        return new ReportModel.Tree(words.apply("One by one"), "", node);
    }

    private ReportModel.Flows flows(int places) {
        List<Flow> flows = new ArrayList<>();
        for (int from = 0; from < places; from++) {
            for (int to = 0; to < places; to++) {
                int persons = from == to ? 900 - 60 * from : (from * 7 + to * 3) % 4 == 1 ? 35 + 11 * to : 0;
                if (persons > 0) {
                    flows.add(new Flow(name(from), name(to), from == 1 && to > 1 ? FEW : new Figure(persons)));
                }
            }
        }
        return new ReportModel.Flows(
                words.apply("Who moved"),
                words.apply("Since the release before."),
                words.apply("before"),
                words.apply("now"),
                flows);
    }
}
