package io.github.segmentation4j.io;

import io.github.segmentation4j.io.ReportModel.Heat;
import io.github.segmentation4j.io.ReportModel.HeatRow;
import io.github.segmentation4j.io.ReportModel.Value;

/** A table whose cells are coloured by how far a value is from the others; the number and its sign stand in the cell. */
final class HeatDrawing {
    /** Where a difference is called small, medium and large (Cohen 1988). */
    private static final double[] LEVELS = {0.2, 0.5, 0.8};

    private static final int UPRIGHT_COLUMNS = 7;

    private HeatDrawing() {}

    /** The body of the table, without its caption. */
    static String rows(Heat heat) {
        StringBuilder html = new StringBuilder("<thead><tr><th scope=\"col\">segment</th>");
        String head = isMany(heat) ? "<th scope=\"col\" class=\"turned\"><span>" : "<th scope=\"col\"><span>";
        for (String column : heat.columns()) {
            html.append(head).append(ReportHtml.escaped(column)).append("</span></th>");
        }
        html.append("</tr></thead>\n<tbody>\n");
        for (HeatRow row : heat.rows()) {
            html.append("<tr><th scope=\"row\">")
                    .append(ReportHtml.escaped(row.name()))
                    .append("</th>");
            row.values().forEach(value -> html.append(cell(value)));
            html.append("</tr>\n");
        }
        return html.append("</tbody>").toString();
    }

    /** Whether the heads are turned and the print is small, so that more columns find room. */
    static boolean isMany(Heat heat) {
        return heat.columns().size() > UPRIGHT_COLUMNS;
    }

    private static String cell(Value value) {
        if (value instanceof ReportModel.Effect effect) {
            return "<td class=\"h" + level(effect.deviations()) + "\">" + ReportValues.signed(effect.deviations())
                    + "</td>";
        }
        return "<td>" + ReportValues.html(value) + "</td>";
    }

    /** From 1, much less, by 4, about the same, to 7, much more. */
    static int level(double deviations) {
        int size = 0;
        while (size < LEVELS.length && Math.abs(deviations) >= LEVELS[size]) {
            size++;
        }
        return deviations < 0 ? 4 - size : 4 + size;
    }

    static String legend() {
        StringBuilder html = new StringBuilder("<ul class=\"legend heat-key\">");
        String[] words = {
            "\u22120.8 or less",
            "to \u22120.5",
            "to \u22120.2",
            "about the same",
            "from +0.2",
            "from +0.5",
            "+0.8 or more"
        };
        for (int level = 1; level <= words.length; level++) {
            html.append("<li><span class=\"h").append(level).append("\">");
            html.append(words[level - 1]).append("</span></li>");
        }
        return html.append("</ul>\n").toString();
    }
}
