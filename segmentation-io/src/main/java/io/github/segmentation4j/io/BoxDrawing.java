package io.github.segmentation4j.io;

import io.github.segmentation4j.io.ReportModel.Box;
import io.github.segmentation4j.io.ReportModel.Boxes;
import io.github.segmentation4j.io.ReportModel.Figure;
import io.github.segmentation4j.io.ReportModel.Value;
import io.github.segmentation4j.io.ReportModel.Words;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The middle halves of groups, one below the other on one scale. */
final class BoxDrawing {
    private static final double WIDTH = 420;
    private static final double ROW = 44;
    private static final double EDGE = 16;

    private BoxDrawing() {}

    static Picture of(Boxes boxes) {
        ReportModel.Table numbers = new ReportModel.Table(
                boxes.title(),
                List.of("group", "lower quartile", "median", "upper quartile"),
                boxes.boxes().stream()
                        .map(box -> List.<Value>of(new Words(box.name()), box.lower(), box.median(), box.upper()))
                        .toList());
        List<Box> shown = boxes.boxes().stream().filter(BoxDrawing::isShown).toList();
        if (shown.isEmpty()) {
            return Picture.empty("There are no groups to draw.", numbers);
        }
        return Picture.of(drawn(boxes, shown), summary(boxes, shown), numbers);
    }

    private static boolean isShown(Box box) {
        return Stream.of(box.lower(), box.median(), box.upper()).allMatch(Figure.class::isInstance);
    }

    private static double number(Value value) {
        return ((Figure) value).number();
    }

    private static Svg drawn(Boxes boxes, List<Box> shown) {
        Ticks ticks = Ticks.over(
                shown.stream().mapToDouble(box -> number(box.lower())).min().orElseThrow(),
                shown.stream().mapToDouble(box -> number(box.upper())).max().orElseThrow());
        double floor = ROW * boxes.boxes().size() + 4;
        Svg svg = new Svg("boxes", WIDTH, floor + 26);
        for (double tick : ticks.values()) {
            svg.path("grid", "M" + Svg.point(x(ticks, tick), 0) + "V" + Svg.number(floor));
        }
        for (int b = 0; b < boxes.boxes().size(); b++) {
            Box box = boxes.boxes().get(b);
            double top = b * ROW;
            if (isShown(box)) {
                svg.text("name", 0, top + 15, "start", Svg.fitting(box.name(), WIDTH));
                box(svg, ticks, box, top + 21);
            } else {
                String why = ReportValues.text(hiddenPart(box).orElseThrow());
                String name = Svg.fitting(box.name(), WIDTH - Svg.widthOf(why) - 2 * Svg.LETTER);
                svg.text("name soft", 0, top + 15, "start", Svg.fitting(name + ": " + why, WIDTH));
            }
        }
        svg.path("axis", "M" + Svg.point(EDGE, floor) + "H" + Svg.number(WIDTH - EDGE));
        svg.labels(ticks, tick -> x(ticks, tick), floor + 17);
        return svg;
    }

    private static Optional<Value> hiddenPart(Box box) {
        return Stream.of(box.median(), box.lower(), box.upper())
                .filter(value -> !(value instanceof Figure))
                .findFirst();
    }

    private static void box(Svg svg, Ticks ticks, Box box, double top) {
        double from = x(ticks, number(box.lower()));
        double to = x(ticks, number(box.upper()));
        double middle = x(ticks, number(box.median()));
        // A group whose quartiles are equal is still seen.
        svg.rect("box", from, top, Math.max(1, to - from), 15);
        svg.path("median", "M" + Svg.point(middle, top - 2) + "v19");
    }

    private static double x(Ticks ticks, double value) {
        return EDGE + ticks.place(value) * (WIDTH - 2 * EDGE);
    }

    private static String summary(Boxes boxes, List<Box> shown) {
        Comparator<Box> byMedian = Comparator.comparingDouble(box -> number(box.median()));
        Box lowest = shown.stream().min(byMedian).orElseThrow();
        Box highest = shown.stream().max(byMedian).orElseThrow();
        int hidden = boxes.boxes().size() - shown.size();
        return "The middle half of " + Picture.counted(shown.size(), "group", "groups") + "; the lowest median is "
                + Figures.number(number(lowest.median())) + " (" + lowest.name() + "), the highest "
                + Figures.number(number(highest.median())) + " (" + highest.name() + ")."
                + (hidden == 0 ? "" : " Not drawn: " + Picture.counted(hidden, "group.", "groups."));
    }
}
