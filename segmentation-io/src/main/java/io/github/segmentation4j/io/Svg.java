package io.github.segmentation4j.io;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** A picture that is being drawn: shapes in units of its own, colours by the classes of the page's style. */
final class Svg {
    /** The size of letters in a picture. */
    static final double LETTER = 12.5;
    /** From line to line. */
    static final double LINE = 15;

    // Wide letters of common fonts take about this much of their size; a narrower font leaves air.
    private static final double WIDTH_OF_LETTER = 0.57;
    private static final int FIRST_WIDE_LETTER = 0x2e80;

    private final String kind;
    private final double width;
    private final double height;
    private final StringBuilder shapes = new StringBuilder();

    Svg(String kind, double width, double height) {
        this.kind = kind;
        this.width = width;
        this.height = height;
    }

    double width() {
        return width;
    }

    /** The picture with a name and a description for those who do not see it; the id makes theirs unique. */
    String named(String id, String title, String description) {
        return "<svg class=\"" + kind + "\" viewBox=\"0 0 " + number(width) + " " + number(height) + "\" width=\""
                + number(width) + "\" role=\"img\" aria-labelledby=\"" + id + "-t " + id + "-d\"><title id=\"" + id
                + "-t\">" + ReportHtml.escaped(title) + "</title><desc id=\"" + id + "-d\">"
                + ReportHtml.escaped(description) + "</desc>" + shapes + "</svg>\n";
    }

    Svg rect(String style, double x, double y, double wide, double high) {
        shapes.append("<rect class=\"").append(style);
        attribute("x", x);
        attribute("y", y);
        attribute("width", wide);
        attribute("height", high);
        shapes.append("\"/>");
        return this;
    }

    Svg circle(String style, double x, double y, double radius) {
        shapes.append("<circle class=\"").append(style);
        attribute("cx", x);
        attribute("cy", y);
        attribute("r", radius);
        shapes.append("\"/>");
        return this;
    }

    Svg path(String style, CharSequence steps) {
        shapes.append("<path class=\"").append(style).append("\" d=\"").append(steps);
        shapes.append("\"/>");
        return this;
    }

    /** Words at a point; the anchor is start, middle or end. */
    Svg text(String style, double x, double y, String anchor, String words) {
        shapes.append("<text class=\"").append(style);
        attribute("x", x);
        attribute("y", y);
        if (!anchor.equals("start")) {
            shapes.append("\" text-anchor=\"").append(anchor);
        }
        shapes.append("\">").append(ReportHtml.escaped(words)).append("</text>");
        return this;
    }

    private void attribute(String name, double number) {
        shapes.append("\" ").append(name).append("=\"").append(number(number));
    }

    /** A coordinate: a tenth of a unit is finer than the eye. */
    static String number(double number) {
        long tenths = Math.round(10 * number);
        if (tenths % 10 == 0) {
            return Long.toString(tenths / 10);
        }
        return (tenths < 0 ? "-" : "") + Math.abs(tenths) / 10 + "." + Math.abs(tenths) % 10;
    }

    /** A point of a path. */
    static String point(double x, double y) {
        return number(x) + " " + number(y);
    }

    /** About how wide words are in a picture, rather too much than too little. */
    static double widthOf(String words) {
        return words.codePoints().mapToDouble(Svg::widthOf).sum();
    }

    private static double widthOf(int letter) {
        return LETTER * (letter >= FIRST_WIDE_LETTER ? 1.1 : WIDTH_OF_LETTER);
    }

    /** Words that fit, with an ellipsis where some had to go. */
    static String fitting(String words, double room) {
        if (widthOf(words) <= room) {
            return words;
        }
        StringBuilder kept = new StringBuilder();
        double used = widthOf('\u2026');
        for (int i = 0; i < words.length(); i += Character.charCount(words.codePointAt(i))) {
            used += widthOf(words.codePointAt(i));
            if (used > room) {
                break;
            }
            kept.appendCodePoint(words.codePointAt(i));
        }
        return kept.toString().strip() + "\u2026";
    }

    /** The labels of an axis from left to right, each moved as far as it must to stay in the picture, none on another. */
    Svg labels(Ticks ticks, DoubleUnaryOperator place, double y) {
        double free = 0;
        for (double tick : ticks.values()) {
            String words = ticks.label(tick);
            double half = widthOf(words) / 2;
            double middle = Math.max(half, Math.min(width - half, place.applyAsDouble(tick)));
            if (middle - half >= free) {
                text("soft", middle, y, "middle", words);
                free = middle + half + LETTER / 2;
            }
        }
        return this;
    }

    /** Words in lines that fit; what does not fit into the last one is left out behind an ellipsis. */
    static List<String> lines(String words, double room, int most) {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : words.strip().split("\\s+", -1)) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (line.isEmpty() || lines.size() + 1 == most || widthOf(longer) <= room) {
                line = longer;
            } else {
                lines.add(fitting(line, room));
                line = word;
            }
        }
        lines.add(fitting(line, room));
        return lines;
    }
}
