package io.github.segmentation4j.io;

import io.github.segmentation4j.SegmentationProposal;
import java.nio.file.Path;

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

    /**
     * Writes the page of a report that is made already.
     *
     * @throws io.github.segmentation4j.run.SegmentationException if the file cannot be written
     */
    public static void write(Report report, Path file) {
        AtomicFile.writeText(file, format(report.model()));
    }

    private void page(ReportModel report) {
        html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n")
                .append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src"
                        + " 'unsafe-inline'; img-src data:\"/>\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n")
                .append("<meta name=\"referrer\" content=\"no-referrer\"/>\n<title>")
                .append(escaped(report.title()))
                .append("</title>\n<style>\n")
                .append(ReportStyle.CSS)
                .append("</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#report\">Skip to the report</a>\n")
                .append("<header><h1>")
                .append(escaped(report.title()))
                .append("</h1>")
                .append(ReportValues.badge(report.verdict()))
                .append("</header>\n<nav aria-label=\"Sections\">");
        for (ReportModel.Section section : report.sections()) {
            html.append("<a href=\"#").append(escaped(section.id())).append("\">");
            html.append(escaped(section.title())).append("</a> ");
        }
        html.append("</nav>\n<main id=\"report\" tabindex=\"-1\">\n");
        ReportBlocks blocks = new ReportBlocks(html);
        for (ReportModel.Section section : report.sections()) {
            String id = escaped(section.id());
            html.append("<section id=\"")
                    .append(id)
                    .append("\" aria-labelledby=\"")
                    .append(id);
            html.append("-title\"><h2 id=\"").append(id).append("-title\">");
            html.append(escaped(section.title())).append("</h2>\n");
            section.blocks().forEach(block -> blocks.write(block, "", 3));
            html.append("</section>\n");
        }
        html.append("</main>\n</body>\n</html>\n");
    }

    /** Text that is nothing but text, wherever it stands in the page. */
    static String escaped(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.appendCodePoint(isText(c) ? c : ' ');
            }
        });
        return safe.toString();
    }

    /** Not a control, half a letter or no letter at all, and nothing that turns the text around it. */
    private static boolean isText(int letter) {
        boolean turning = (letter >= 0x202a && letter <= 0x202e) || (letter >= 0x2066 && letter <= 0x2069);
        boolean halfLetter = letter >= Character.MIN_SURROGATE && letter <= Character.MAX_SURROGATE;
        return !Character.isISOControl(letter) && !turning && !halfLetter && (letter & 0xfffe) != 0xfffe;
    }
}
