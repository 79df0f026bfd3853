package io.github.segmentation4j.io;

import java.util.List;
import java.util.Locale;

/** Small drawings as inline SVG; colours come from the style of the page. */
final class ReportDrawing {
    private static final double FULL_EFFECT = 2;
    private static final int WIDTH = 560;
    private static final int HEIGHT = 220;
    private static final int LEFT = 64;
    private static final int BOTTOM = 40;
    private static final int EDGE = 12;

    private ReportDrawing() {}

    /** A bar of a length from 0 to 1. */
    static String bar(double length) {
        return String.format(
                Locale.ROOT,
                "<svg class=\"bar\" viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
                        + "<rect class=\"rail\" width=\"100\" height=\"10\"/>"
                        + "<rect class=\"fill\" width=\"%.2f\" height=\"10\"/></svg>",
                100 * length);
    }

    /** A difference in standard deviations as a bar to the left or the right of a line. */
    static String effect(double deviations) {
        double length = 50 * Math.min(1, Math.abs(deviations) / FULL_EFFECT);
        String sign = deviations > 0 ? "+" : deviations < 0 ? "\u2212" : "";
        return String.format(
                Locale.ROOT,
                "<span class=\"effect\"><svg viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
                        + "<rect class=\"rail\" width=\"100\" height=\"10\"/>"
                        + "<rect class=\"%s\" x=\"%.2f\" width=\"%.2f\" height=\"10\"/>"
                        + "<rect class=\"axis\" x=\"49.5\" width=\"1\" height=\"10\"/></svg><span>%s%s sd</span></span>",
                deviations < 0 ? "less" : "more",
                deviations < 0 ? 50 - length : 50,
                length,
                sign,
                Figures.number(Math.abs(deviations)));
    }

    /** A line through points with its axes. */
    static String curve(ReportModel.Curve curve) {
        List<ReportModel.Point> points = curve.points();
        if (points.isEmpty()) {
            return "<p>There are no points to draw.</p>";
        }
        double minX = points.stream().mapToDouble(ReportModel.Point::x).min().orElse(0);
        double maxX = points.stream().mapToDouble(ReportModel.Point::x).max().orElse(1);
        double minY = points.stream().mapToDouble(ReportModel.Point::y).min().orElse(0);
        double maxY = points.stream().mapToDouble(ReportModel.Point::y).max().orElse(1);
        StringBuilder path = new StringBuilder();
        StringBuilder dots = new StringBuilder();
        for (ReportModel.Point point : points) {
            double x = LEFT + scaled(point.x(), minX, maxX) * (WIDTH - LEFT - EDGE);
            double y = HEIGHT - BOTTOM - scaled(point.y(), minY, maxY) * (HEIGHT - BOTTOM - EDGE);
            path.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
            if (points.size() <= 40) {
                dots.append(String.format(Locale.ROOT, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\"/>", x, y));
            }
        }
        int floor = HEIGHT - BOTTOM;
        return "<svg class=\"curve\" viewBox=\"0 0 " + WIDTH + " " + HEIGHT + "\" role=\"img\"><title>"
                + ReportHtml.escaped(curve.title()) + "</title>"
                + "<path class=\"axis\" d=\"M" + LEFT + " " + EDGE + "V" + floor + "H" + (WIDTH - EDGE) + "\"/>"
                + "<polyline points=\"" + path.toString().strip() + "\"/>" + dots
                + text(LEFT - 6, EDGE + 6, "end", Figures.number(maxY))
                + text(LEFT - 6, floor, "end", Figures.number(minY))
                + text(LEFT, floor + 16, "start", Figures.number(minX))
                + text(WIDTH - EDGE, floor + 16, "end", Figures.number(maxX))
                + text((LEFT + WIDTH - EDGE) / 2, floor + 32, "middle", curve.xLabel())
                + "<text class=\"label\" transform=\"translate(12," + floor / 2
                + ") rotate(-90)\" text-anchor=\"middle\">"
                + ReportHtml.escaped(curve.yLabel()) + "</text></svg>\n";
    }

    private static String text(int x, int y, String anchor, String text) {
        return "<text x=\"" + x + "\" y=\"" + y + "\" text-anchor=\"" + anchor + "\">" + ReportHtml.escaped(text)
                + "</text>";
    }

    private static double scaled(double value, double from, double to) {
        return to > from ? (value - from) / (to - from) : 0.5;
    }
}
