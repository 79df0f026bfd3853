package io.github.segmentation4j.io;

import io.github.segmentation4j.SegmentationProposal;
import io.github.segmentation4j.Verdict;
import io.github.segmentation4j.io.ReportModel.Block;
import io.github.segmentation4j.io.ReportModel.Value;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The report of a proposal as one page: no script, no address outside, its own style and drawings inside, readable in
 * light, in dark and on paper. It tells about groups only, and nothing about groups smaller than the disclosure minimum.
 *
 * <p>Only static methods; safe for use by several threads.
 */
public final class ReportHtml {
    private final StringBuilder html = new StringBuilder(1 << 16);

    private ReportHtml() {}

    /** The text of the page. */
    public static String format(SegmentationProposal proposal) {
        return format(ReportBuilder.of(proposal));
    }

    /**
     * Writes the page, whole or not at all.
     *
     * @throws io.github.segmentation4j.run.SegmentationException if the file cannot be written
     */
    public static void write(SegmentationProposal proposal, Path file) {
        AtomicFile.writeText(file, format(proposal));
    }

    static String format(ReportModel report) {
        ReportHtml page = new ReportHtml();
        page.page(report);
        return page.html.toString();
    }

    private void page(ReportModel report) {
        html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src"
                        + " 'unsafe-inline'; img-src data:\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .append("<meta name=\"referrer\" content=\"no-referrer\">\n<title>")
                .append(escaped(report.title()))
                .append("</title>\n<style>\n")
                .append(ReportStyle.CSS)
                .append("</style>\n</head>\n<body>\n<header><h1>")
                .append(escaped(report.title()))
                .append("</h1>")
                .append(badge(report.verdict()))
                .append("</header>\n<nav aria-label=\"Sections\">");
        for (ReportModel.Section section : report.sections()) {
            html.append("<a href=\"#").append(escaped(section.id())).append("\">");
            html.append(escaped(section.title())).append("</a> ");
        }
        html.append("</nav>\n<main>\n");
        for (ReportModel.Section section : report.sections()) {
            html.append("<section id=\"").append(escaped(section.id())).append("\"><h2>");
            html.append(escaped(section.title())).append("</h2>\n");
            section.blocks().forEach(this::block);
            html.append("</section>\n");
        }
        html.append("</main>\n</body>\n</html>\n");
    }

    private void block(Block block) {
        if (block instanceof ReportModel.Paragraph paragraph) {
            html.append("<p>").append(escaped(paragraph.text())).append("</p>\n");
        } else if (block instanceof ReportModel.Facts facts) {
            facts(facts);
        } else if (block instanceof ReportModel.Findings findings) {
            findings(findings);
        } else if (block instanceof ReportModel.Table table) {
            table(table);
        } else if (block instanceof ReportModel.Bars bars) {
            bars(bars);
        } else if (block instanceof ReportModel.Curve curve) {
            html.append("<figure><figcaption>")
                    .append(escaped(curve.title()))
                    .append("</figcaption>\n")
                    .append(ReportDrawing.curve(curve))
                    .append("</figure>\n");
        } else if (block instanceof ReportModel.Group group) {
            html.append("<div class=\"group\"><h3>")
                    .append(escaped(group.title()))
                    .append("</h3>");
            group.verdict().ifPresent(verdict -> html.append(badge(verdict)));
            html.append('\n');
            group.blocks().forEach(this::block);
            html.append("</div>\n");
        }
    }

    private void facts(ReportModel.Facts facts) {
        html.append("<dl>");
        for (ReportModel.Fact fact : facts.facts()) {
            html.append("<div><dt>").append(escaped(fact.name())).append("</dt><dd>");
            html.append(value(fact.value())).append("</dd></div>");
        }
        html.append("</dl>\n");
    }

    private void findings(ReportModel.Findings findings) {
        html.append("<ul class=\"findings\">\n");
        for (ReportModel.FindingLine finding : findings.findings()) {
            html.append("<li>").append(badge(finding.verdict())).append("<span>");
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
        Optional<String> expected = finding.expected().map(value -> "expected " + value(value));
        Optional<String> actual = finding.actual().map(value -> "found " + value(value));
        return List.of(expected, actual).stream().flatMap(Optional::stream).collect(Collectors.joining(", "));
    }

    private void table(ReportModel.Table table) {
        html.append("<div class=\"wide\"><table><caption>").append(escaped(table.title()));
        html.append("</caption>\n<thead><tr>");
        for (int c = 0; c < table.columns().size(); c++) {
            html.append(isNumeric(table, c) ? "<th scope=\"col\" class=\"n\">" : "<th scope=\"col\">");
            html.append(escaped(table.columns().get(c))).append("</th>");
        }
        html.append("</tr></thead>\n<tbody>\n");
        for (List<Value> row : table.rows()) {
            html.append("<tr>");
            for (int c = 0; c < row.size(); c++) {
                // A reason among numbers may be long, and would squeeze the other columns unless it may break.
                String kind = row.get(c) instanceof ReportModel.Words ? "n words" : "n";
                html.append(isNumeric(table, c) ? "<td class=\"" + kind + "\">" : "<td>");
                html.append(value(row.get(c))).append("</td>");
            }
            html.append("</tr>\n");
        }
        html.append("</tbody></table></div>\n");
    }

    private static boolean isNumeric(ReportModel.Table table, int column) {
        return table.rows().stream()
                .map(row -> row.get(column))
                .anyMatch(cell -> !(cell instanceof ReportModel.Words) && !(cell instanceof ReportModel.Effect));
    }

    private void bars(ReportModel.Bars bars) {
        double largest = bars.bars().stream()
                .mapToDouble(bar -> Math.abs(length(bar.value())))
                .max()
                .orElse(0);
        html.append("<figure><figcaption>").append(escaped(bars.title()));
        if (!bars.unit().isEmpty()) {
            html.append(" <small>(").append(escaped(bars.unit())).append(")</small>");
        }
        html.append("</figcaption>\n<table class=\"bars\"><tbody>\n");
        for (ReportModel.Fact bar : bars.bars()) {
            html.append("<tr><th scope=\"row\">").append(escaped(bar.name())).append("</th><td>");
            html.append(ReportDrawing.bar(largest == 0 ? 0 : Math.abs(length(bar.value())) / largest));
            html.append("</td><td class=\"n\">").append(value(bar.value())).append("</td></tr>\n");
        }
        html.append("</tbody></table></figure>\n");
    }

    private static double length(Value value) {
        if (value instanceof ReportModel.Figure figure) {
            return figure.number();
        }
        return value instanceof ReportModel.Share share ? share.share() : 0;
    }

    private static String value(Value value) {
        if (value instanceof ReportModel.Words words) {
            return escaped(words.text());
        }
        if (value instanceof ReportModel.Figure figure) {
            return Figures.number(figure.number());
        }
        if (value instanceof ReportModel.Effect effect) {
            return ReportDrawing.effect(effect.deviations());
        }
        if (value instanceof ReportModel.Share share) {
            String interval = share.interval()
                    .map(ends -> Figures.percent(ends.lower()) + " to " + Figures.percent(ends.upper()))
                    .orElse("");
            String of = share.of().map(count -> "of " + Figures.number(count)).orElse("");
            String both = interval.isEmpty() || of.isEmpty() ? interval + of : interval + ", " + of;
            return Figures.percent(share.share()) + (both.isEmpty() ? "" : " <small>(" + both + ")</small>");
        }
        return "<i class=\"hidden\">" + escaped(((ReportModel.Hidden) value).reason()) + "</i>";
    }

    private static String badge(Verdict verdict) {
        String word = ReportBuilder.words(verdict);
        return "<b class=\"badge " + word + "\">" + word + "</b>";
    }

    /** Text that is nothing but text, wherever it stands in the page. */
    static String escaped(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.append(Character.isISOControl(c) ? ' ' : c);
            }
        }
        return safe.toString();
    }
}
