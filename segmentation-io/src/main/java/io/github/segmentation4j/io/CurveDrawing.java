package io.github.segmentation4j.io;

import io.github.segmentation4j.io.ReportModel.Curve;
import io.github.segmentation4j.io.ReportModel.Figure;
import io.github.segmentation4j.io.ReportModel.Interval;
import io.github.segmentation4j.io.ReportModel.Point;
import io.github.segmentation4j.io.ReportModel.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;

/** A line through points, with a band where they are uncertain. */
final class CurveDrawing {
    private static final double WIDTH = 420;
    private static final double TOP = 30;
    private static final double FLOOR = 212;
    private static final double HEIGHT = 252;
    private static final int MOST_DOTS = 40;

    private final Curve curve;
    private final Ticks right;
    private final Ticks up;
    private final double left;
    private final double end;

    private CurveDrawing(Curve curve) {
        this.curve = curve;
        this.right = ticks(curve.points().stream().mapToDouble(Point::x));
        this.up = ticks(DoubleStream.concat(
                curve.points().stream().mapToDouble(Point::y),
                curve.band().stream().flatMapToDouble(ends -> DoubleStream.of(ends.lower(), ends.upper()))));
        this.left = up.roomForLabels() + 12;
        this.end = WIDTH - 14;
    }

    static Picture of(Curve curve) {
        if (curve.points().isEmpty()) {
            return Picture.empty("There are no points to draw.");
        }
        return Picture.of(new CurveDrawing(curve).drawn(), summary(curve), numbers(curve));
    }

    private static Ticks ticks(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        return Ticks.over(sorted[0], sorted[sorted.length - 1]);
    }

    private Svg drawn() {
        Svg svg = new Svg("curve", WIDTH, HEIGHT);
        for (double tick : up.values()) {
            double y = y(tick);
            svg.path("grid", "M" + Svg.point(left, y) + "H" + Svg.number(end));
            svg.text("soft", left - 7, y + 4, "end", up.label(tick));
        }
        for (double tick : right.values()) {
            svg.path("axis", "M" + Svg.point(x(tick), FLOOR) + "v5");
        }
        svg.labels(right, this::x, FLOOR + 19);
        svg.text("", 0, 13, "start", Svg.fitting(curve.yLabel(), WIDTH));
        svg.text("", end, HEIGHT - 4, "end", Svg.fitting(curve.xLabel(), WIDTH));
        if (!curve.band().isEmpty()) {
            svg.path("band", band());
        }
        StringBuilder line = new StringBuilder();
        for (Point point : curve.points()) {
            line.append(line.isEmpty() ? "M" : "L").append(Svg.point(x(point.x()), y(point.y())));
        }
        svg.path("line", line).path("axis", "M" + Svg.point(left, FLOOR) + "H" + Svg.number(end));
        if (curve.points().size() <= MOST_DOTS) {
            curve.points().forEach(point -> svg.circle("dot", x(point.x()), y(point.y()), 3.5));
        }
        return svg;
    }

    private String band() {
        StringBuilder upper = new StringBuilder();
        StringBuilder lower = new StringBuilder();
        for (int p = 0; p < curve.points().size(); p++) {
            double x = x(curve.points().get(p).x());
            Interval ends = curve.band().get(p);
            upper.append(p == 0 ? "M" : "L").append(Svg.point(x, y(ends.upper())));
            lower.insert(0, "L" + Svg.point(x, y(ends.lower())));
        }
        return upper.append(lower).append('z').toString();
    }

    private double x(double value) {
        return left + right.place(value) * (end - left);
    }

    private double y(double value) {
        return FLOOR - up.place(value) * (FLOOR - TOP);
    }

    private static String summary(Curve curve) {
        List<Point> points = curve.points();
        Point highest =
                points.stream().max(Comparator.comparingDouble(Point::y)).orElseThrow();
        return curve.yLabel() + " by " + curve.xLabel() + " at " + Picture.counted(points.size(), "point", "points")
                + ": from " + at(points.get(0)) + " to " + at(points.get(points.size() - 1)) + ", highest "
                + at(highest) + ".";
    }

    private static String at(Point point) {
        return Figures.number(point.y()) + " at " + Figures.number(point.x());
    }

    private static ReportModel.Table numbers(Curve curve) {
        boolean banded = !curve.band().isEmpty();
        List<String> columns = new ArrayList<>(List.of(curve.xLabel(), curve.yLabel()));
        if (banded) {
            columns.addAll(List.of("lower end", "upper end"));
        }
        List<List<Value>> rows = new ArrayList<>();
        for (int p = 0; p < curve.points().size(); p++) {
            Point point = curve.points().get(p);
            List<Value> row = new ArrayList<>(List.of(new Figure(point.x()), new Figure(point.y())));
            if (banded) {
                Interval ends = curve.band().get(p);
                row.addAll(List.of(new Figure(ends.lower()), new Figure(ends.upper())));
            }
            rows.add(row);
        }
        return new ReportModel.Table(curve.title(), columns, rows);
    }
}
