package io.github.segmentation4j.io;

import static io.github.segmentation4j.io.ReportHtml.escaped;

import io.github.segmentation4j.io.ReportModel.Block;
import io.github.segmentation4j.io.ReportModel.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes the blocks of a page. One for each page: it numbers pictures and keeps the names of regions apart. */
final class ReportBlocks {
    /** Tables with more columns may be wider than a phone and scroll on their own. */
    private static final int MOST_FIXED_COLUMNS = 3;

    /** Tables with more columns are printed in small letters. */
    private static final int MOST_ROOMY_COLUMNS = 14;

    private static final int DEEPEST_HEADING = 6;

    /** Letters of words that stay in one line: no wider than a number with its unit. */
    private static final int LONGEST_SHORT = 12;

    private final StringBuilder html;
    private final Map<String, Integer> regions = new HashMap<>();
    private int pictures;

    ReportBlocks(StringBuilder html) {
        this.html = html;
    }

    /** Writes a block below headings that name what it belongs to. */
    void write(Block block, String about, int heading) {
        if (block instanceof ReportModel.Paragraph paragraph) {
            html.append("<p>").append(escaped(paragraph.text())).append("</p>\n");
        } else if (block instanceof ReportModel.Facts facts) {
            facts(facts);
        } else if (block instanceof ReportModel.Findings findings) {
            findings(findings);
        } else if (block instanceof ReportModel.Table table) {
            table(table, about, "caption");
        } else if (block instanceof ReportModel.Bars bars) {
            bars(bars);
        } else if (block instanceof ReportModel.Group group) {
            group(group, heading);
        } else if (block instanceof ReportModel.Heat heat) {
            heat(heat, about);
        } else if (block instanceof ReportModel.Curve curve) {
            picture(curve.title(), "", "", CurveDrawing.of(curve), about);
        } else if (block instanceof ReportModel.Boxes boxes) {
            picture(boxes.title(), boxes.unit(), "", BoxDrawing.of(boxes), about);
        } else if (block instanceof ReportModel.Plane plane) {
            picture(plane.title(), "", plane.text(), PlaneDrawing.of(plane), about);
        } else if (block instanceof ReportModel.Tree tree) {
            picture(tree.title(), "", tree.text(), TreeDrawing.of(tree), about);
        } else if (block instanceof ReportModel.Flows flows) {
            picture(flows.title(), "", flows.text(), FlowDrawing.of(flows), about);
        }
    }

    private void group(ReportModel.Group group, int heading) {
        String tag = "h" + Math.min(DEEPEST_HEADING, heading);
        html.append("<div class=\"group\"><div class=\"head\"><").append(tag).append('>');
        html.append(escaped(group.title())).append("</").append(tag).append('>');
        group.verdict().ifPresent(verdict -> html.append(ReportValues.badge(verdict)));
        html.append("</div>\n");
        group.blocks().forEach(block -> write(block, group.title() + ": ", heading + 1));
        html.append("</div>\n");
    }

    private void facts(ReportModel.Facts facts) {
        html.append("<dl>");
        for (ReportModel.Fact fact : facts.facts()) {
            html.append("<div><dt>").append(escaped(fact.name())).append("</dt><dd>");
            html.append(ReportValues.html(fact.value())).append("</dd></div>");
        }
        html.append("</dl>\n");
    }

    private void findings(ReportModel.Findings findings) {
        html.append("<ul class=\"findings\">\n");
        for (ReportModel.FindingLine finding : findings.findings()) {
            html.append("<li>").append(ReportValues.badge(finding.verdict())).append("<span>");
            html.append(escaped(finding.message()));
            String measured = measured(finding);
            if (!measured.isEmpty()) {
                html.append(" <small>(").append(measured).append(")</small>");
            }
            html.append("</span></li>\n");
        }
        html.append("</ul>\n");
    }

    private static String measured(ReportModel.FindingLine finding) {
        Optional<String> expected = finding.expected().map(value -> "expected " + ReportValues.html(value));
        Optional<String> actual = finding.actual().map(value -> "found " + ReportValues.html(value));
        return List.of(expected, actual).stream().flatMap(Optional::stream).collect(Collectors.joining(", "));
    }

    /** Opens a part that scrolls on its own, which the keyboard can reach only if it takes the focus. */
    private void openRegion(String name) {
        int times = regions.merge(name, 1, Integer::sum);
        String label = times == 1 ? name : name + " (" + times + ")";
        html.append("<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-label=\"")
                .append(escaped(label))
                .append("\">");
    }

    private void table(ReportModel.Table table, String about, String caption) {
        if (table.columns().size() > MOST_FIXED_COLUMNS) {
            openRegion(about + table.title());
        } else {
            html.append("<div class=\"narrow\">");
        }
        html.append(table.columns().size() > MOST_ROOMY_COLUMNS ? "<table class=\"dense\">" : "<table>");
        html.append("<caption class=\"").append(caption).append("\">").append(escaped(table.title()));
        html.append("</caption>\n<thead><tr>");
        for (int c = 0; c < table.columns().size(); c++) {
            html.append(isNumeric(table, c) ? "<th scope=\"col\" class=\"n\">" : "<th scope=\"col\">");
            html.append(escaped(table.columns().get(c))).append("</th>");
        }
        html.append("</tr></thead>\n<tbody>\n");
        for (List<Value> row : table.rows()) {
            html.append("<tr>");
            for (int c = 0; c < row.size(); c++) {
                cell(row.get(c), c == 0, isNumeric(table, c));
            }
            html.append("</tr>\n");
        }
        html.append("</tbody></table></div>\n");
    }

    private void cell(Value value, boolean first, boolean numeric) {
        boolean words = value instanceof ReportModel.Words;
        String tag = first && words ? "th" : "td";
        html.append('<').append(tag);
        if (first && words) {
            html.append(" scope=\"row\"");
        }
        if (numeric) {
            // A reason among numbers may be long, and would squeeze the other columns unless it may break.
            html.append(words && !isShort(value) ? " class=\"n words\"" : " class=\"n\"");
        } else if (isShort(value)) {
            html.append(" class=\"short\"");
        }
        html.append('>')
                .append(ReportValues.html(value))
                .append("</")
                .append(tag)
                .append('>');
    }

    /** Whether the column is set right; differences have bars that begin at the left, whatever stands among them. */
    private static boolean isNumeric(ReportModel.Table table, int column) {
        List<Value> cells = table.rows().stream().map(row -> row.get(column)).toList();
        return cells.stream().noneMatch(ReportModel.Effect.class::isInstance)
                && cells.stream().anyMatch(cell -> !(cell instanceof ReportModel.Words));
    }

    /** Whether the words would only look torn in two lines, such as {@code below 0.001}. */
    private static boolean isShort(Value value) {
        return value instanceof ReportModel.Words words && words.text().length() <= LONGEST_SHORT;
    }

    private void bars(ReportModel.Bars bars) {
        // Shares are parts of a whole, and the whole bar is the whole.
        boolean areShares = bars.bars().stream().anyMatch(bar -> bar.value() instanceof ReportModel.Share);
        double largest = areShares
                ? 1
                : bars.bars().stream()
                        .mapToDouble(bar -> Math.abs(length(bar.value())))
                        .max()
                        .orElse(0);
        html.append("<table class=\"bars\"><caption>").append(titled(bars.title(), bars.unit()));
        html.append("</caption><tbody>\n");
        for (ReportModel.Fact bar : bars.bars()) {
            html.append("<tr><th scope=\"row\">").append(escaped(bar.name())).append("</th><td>");
            html.append(ReportDrawing.bar(largest == 0 ? 0 : Math.abs(length(bar.value())) / largest));
            html.append("</td><td class=\"n\">").append(ReportValues.html(bar.value()));
            html.append("</td></tr>\n");
        }
        html.append("</tbody></table>\n");
    }

    private static double length(Value value) {
        if (value instanceof ReportModel.Figure figure) {
            return figure.number();
        }
        return value instanceof ReportModel.Share share ? share.share() : 0;
    }

    private static String titled(String title, String unit) {
        return escaped(title) + (unit.isEmpty() ? "" : " <small>(" + escaped(unit) + ")</small>");
    }

    private void heat(ReportModel.Heat heat, String about) {
        html.append("<figure><figcaption>").append(escaped(heat.title())).append("</figcaption>\n");
        lead(heat.text());
        if (heat.rows().isEmpty()) {
            html.append("<p>There are no rows to show.</p></figure>\n");
            return;
        }
        openRegion(about + heat.title());
        html.append(HeatDrawing.isMany(heat) ? "<table class=\"heat many\">" : "<table class=\"heat\">");
        html.append("<caption class=\"unseen\">");
        html.append(escaped(heat.title())).append("</caption>\n");
        html.append(HeatDrawing.rows(heat)).append("</table></div>\n");
        html.append(HeatDrawing.legend()).append("</figure>\n");
    }

    private void lead(String text) {
        if (!text.isEmpty()) {
            html.append("<p>").append(escaped(text)).append("</p>\n");
        }
    }

    private void picture(String title, String unit, String text, Picture picture, String about) {
        html.append("<figure><figcaption>").append(titled(title, unit)).append("</figcaption>\n");
        lead(text);
        if (picture.svg().isPresent()) {
            Svg svg = picture.svg().get();
            String description = text.isEmpty() ? picture.summary() : text + " " + picture.summary();
            openRegion(about + title + ", picture");
            html.append(svg.named("p" + ++pictures, title, description)).append("</div>\n");
            html.append(picture.legend());
        } else {
            lead(picture.summary());
        }
        boolean hasNumbers = !picture.list().isEmpty()
                || picture.tables().stream().anyMatch(table -> !table.rows().isEmpty());
        if (hasNumbers) {
            html.append("<details><summary>Numbers<span class=\"unseen\"> of ").append(escaped(title));
            html.append("</span></summary>\n").append(picture.list());
            picture.tables().stream()
                    .filter(table -> !table.rows().isEmpty())
                    .forEach(table -> table(table, about, picture.tables().size() > 1 ? "caption" : "unseen"));
            html.append("</details>\n");
        }
        html.append("</figure>\n");
    }
}
