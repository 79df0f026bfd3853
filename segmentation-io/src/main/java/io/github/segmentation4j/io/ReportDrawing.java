package io.github.segmentation4j.io;

/** Small drawings that stand beside a number, as inline SVG; colours come from the style of the page. */
final class ReportDrawing {
    private static final double FULL_EFFECT = 2;

    private ReportDrawing() {}

    /** A bar of a length from 0 to 1. */
    static String bar(double length) {
        return drawing("bar", "fill", 0, 100 * length) + "</svg>";
    }

    /** A difference in standard deviations as a bar to the left or the right of a line. */
    static String effect(double deviations, String details) {
        double length = 50 * Math.min(1, Math.abs(deviations) / FULL_EFFECT);
        String bar = drawing("beside", deviations < 0 ? "less" : "more", deviations < 0 ? 50 - length : 50, length);
        return "<span class=\"effect\">" + bar + "<path class=\"zero\" d=\"M49.5 0h1v10h-1z\"/></svg><span>"
                + ReportValues.signed(deviations) + " sd" + details + "</span></span>";
    }

    private static String drawing(String kind, String style, double from, double length) {
        return "<svg class=\"" + kind + "\" viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
                + "<path class=\"" + style + "\" d=\"M" + Svg.number(from) + " 0h" + Svg.number(length) + "v10H"
                + Svg.number(from) + "z\"/>";
    }
}
