package io.github.segmentation4j.io;

import io.github.segmentation4j.io.ReportModel.Figure;
import io.github.segmentation4j.io.ReportModel.Flow;
import io.github.segmentation4j.io.ReportModel.Flows;
import io.github.segmentation4j.io.ReportModel.Value;
import io.github.segmentation4j.io.ReportModel.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Ribbons from places on the left to places on the right, as wide as the persons who went are many. */
final class FlowDrawing {
    private static final double WIDTH = 420;
    private static final double NAME = 134;
    private static final double BAR = 9;
    private static final double TOP = 26;
    /** The height of all ribbons together. */
    private static final double PILE = 200;
    /** Two names below each other need as much. */
    private static final double LEAST_DISTANCE = 18;

    private final List<Flow> drawn;
    private final List<String> from;
    private final List<String> to;
    private final double scale;

    private FlowDrawing(List<Flow> drawn) {
        this.drawn = drawn;
        this.from = places(drawn, Flow::from);
        this.to = onTheRight(drawn, from);
        this.scale = PILE / drawn.stream().mapToDouble(FlowDrawing::persons).sum();
    }

    static Picture of(Flows flows) {
        List<Flow> drawn = flows.flows().stream()
                .filter(flow -> flow.persons() instanceof Figure figure && figure.number() > 0)
                .toList();
        ReportModel.Table numbers = numbers(flows);
        if (drawn.isEmpty()) {
            return Picture.empty("There are no flows to draw.", numbers);
        }
        return Picture.of(new FlowDrawing(drawn).svg(flows), summary(flows, drawn), numbers);
    }

    private static List<String> places(List<Flow> flows, Function<Flow, String> end) {
        return List.copyOf(new LinkedHashSet<>(flows.stream().map(end).toList()));
    }

    /** The places on the right in the order of the left, those that are new last. */
    private static List<String> onTheRight(List<Flow> flows, List<String> from) {
        return places(flows, Flow::to).stream()
                .sorted(Comparator.comparingInt(place -> from.contains(place) ? from.indexOf(place) : from.size()))
                .toList();
    }

    private static double persons(Flow flow) {
        return ((Figure) flow.persons()).number();
    }

    private Svg svg(Flows flows) {
        Map<String, Double> tops = new HashMap<>();
        double height = Math.max(place(from, Flow::from, "<", tops), place(to, Flow::to, ">", tops));
        Svg svg = new Svg("flows", WIDTH, height + 4);
        svg.text("soft", 0, 13, "start", Svg.fitting(flows.fromLabel(), WIDTH / 2 - 8));
        svg.text("soft", WIDTH, 13, "end", Svg.fitting(flows.toLabel(), WIDTH / 2 - 8));
        Map<String, Double> next = new HashMap<>(tops);
        drawn.stream()
                .sorted(Comparator.comparingInt((Flow flow) -> from.indexOf(flow.from()))
                        .thenComparingInt(flow -> to.indexOf(flow.to())))
                .forEach(flow -> ribbon(svg, flow, next));
        places(svg, from, "<", tops, next);
        places(svg, to, ">", tops, next);
        return svg;
    }

    /** Finds the top of each bar of a side, and tells where the side ends. */
    private double place(List<String> places, Function<Flow, String> end, String side, Map<String, Double> tops) {
        double y = TOP;
        for (String place : places) {
            double high = scale
                    * drawn.stream()
                            .filter(flow -> end.apply(flow).equals(place))
                            .mapToDouble(FlowDrawing::persons)
                            .sum();
            double slot = Math.max(high, LEAST_DISTANCE);
            tops.put(side + place, y + (slot - high) / 2);
            y += slot + 7;
        }
        return y;
    }

    private void ribbon(Svg svg, Flow flow, Map<String, Double> next) {
        double wide = scale * persons(flow);
        double left = next.merge("<" + flow.from(), wide, Double::sum) - wide;
        double right = next.merge(">" + flow.to(), wide, Double::sum) - wide;
        double start = NAME + BAR;
        double end = WIDTH - NAME - BAR;
        double bend = WIDTH / 2;
        // A ribbon of few persons among many is still seen.
        double seen = Math.max(0.6, wide);
        svg.path(
                "ribbon " + Picture.colour(colour(flow.from())),
                "M" + Svg.point(start, left) + "C" + Svg.point(bend, left) + " " + Svg.point(bend, right) + " "
                        + Svg.point(end, right) + "v" + Svg.number(seen) + "C" + Svg.point(bend, right + seen) + " "
                        + Svg.point(bend, left + seen) + " " + Svg.point(start, left + seen) + "z");
    }

    private void places(Svg svg, List<String> places, String side, Map<String, Double> tops, Map<String, Double> ends) {
        boolean left = side.equals("<");
        for (String place : places) {
            double top = tops.getOrDefault(side + place, TOP);
            double high = Math.max(1, ends.getOrDefault(side + place, top) - top);
            svg.rect(Picture.colour(colour(place)), left ? NAME : WIDTH - NAME - BAR, top, BAR, high);
            svg.text(
                    "",
                    left ? NAME - 6 : WIDTH - NAME + 6,
                    top + high / 2 + 4,
                    left ? "end" : "start",
                    Svg.fitting(place, NAME - 6));
        }
    }

    /** A place has the same colour on both sides. */
    private int colour(String place) {
        int left = from.indexOf(place);
        return left >= 0 ? left : from.size() + to.indexOf(place);
    }

    private static String summary(Flows flows, List<Flow> drawn) {
        Flow largest = drawn.stream()
                .max(Comparator.comparingDouble(FlowDrawing::persons))
                .orElseThrow();
        int hidden = (int) flows.flows().stream()
                .filter(flow -> !(flow.persons() instanceof Figure))
                .count();
        return Picture.counted(drawn.size(), "flow", "flows") + "; the largest is from " + largest.from() + " to "
                + largest.to() + " with " + Figures.number(persons(largest)) + " persons."
                + (hidden == 0 ? "" : " Not drawn: " + Picture.counted(hidden, "flow.", "flows."));
    }

    /** Where each place's persons went; what did not happen is left empty. */
    private static ReportModel.Table numbers(Flows flows) {
        List<String> from = places(flows.flows(), Flow::from);
        List<String> to = onTheRight(flows.flows(), from);
        Map<List<String>, Value> persons = new HashMap<>();
        flows.flows().forEach(flow -> persons.put(List.of(flow.from(), flow.to()), flow.persons()));
        List<String> columns = new ArrayList<>(List.of(flows.fromLabel() + " \u2193, " + flows.toLabel() + " \u2192"));
        columns.addAll(to);
        List<List<Value>> rows = new ArrayList<>();
        for (String left : from) {
            List<Value> row = new ArrayList<>(List.of(new Words(left)));
            to.forEach(right -> row.add(persons.getOrDefault(List.of(left, right), new Words(""))));
            rows.add(row);
        }
        return new ReportModel.Table(flows.title(), columns, rows);
    }
}
