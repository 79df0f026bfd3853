package io.github.segmentation4j.io;

import io.github.segmentation4j.Verdict;
import io.github.segmentation4j.io.ReportModel.Value;

/** How values are written on the page. */
final class ReportValues {
    private ReportValues() {}

    static String html(Value value) {
        if (value instanceof ReportModel.Words words) {
            return ReportHtml.escaped(words.text());
        }
        if (value instanceof ReportModel.Figure figure) {
            return Figures.number(figure.number());
        }
        if (value instanceof ReportModel.Effect effect) {
            String interval = effect.interval()
                    .map(ends -> " <small>(" + signed(ends.lower()) + " to " + signed(ends.upper()) + ")</small>")
                    .orElse("");
            return ReportDrawing.effect(effect.deviations(), interval);
        }
        if (value instanceof ReportModel.Share share) {
            String details = details(share);
            return Figures.percent(share.share()) + (details.isEmpty() ? "" : " <small>(" + details + ")</small>");
        }
        return "<i class=\"hidden\">" + ReportHtml.escaped(((ReportModel.Hidden) value).reason()) + "</i>";
    }

    /** The value in plain words; nothing is escaped. */
    static String text(Value value) {
        if (value instanceof ReportModel.Words words) {
            return words.text();
        }
        if (value instanceof ReportModel.Figure figure) {
            return Figures.number(figure.number());
        }
        if (value instanceof ReportModel.Effect effect) {
            return signed(effect.deviations());
        }
        if (value instanceof ReportModel.Share share) {
            return Figures.percent(share.share());
        }
        return ((ReportModel.Hidden) value).reason();
    }

    private static String details(ReportModel.Share share) {
        String interval = share.interval()
                .map(ends -> Figures.percent(ends.lower()) + " to " + Figures.percent(ends.upper()))
                .orElse("");
        String of = share.of().map(count -> "of " + Figures.number(count)).orElse("");
        return interval.isEmpty() || of.isEmpty() ? interval + of : interval + ", " + of;
    }

    /** A number whose sign is told for more as well as for less. */
    static String signed(double number) {
        String sign = number > 0 ? "+" : number < 0 ? "\u2212" : "";
        return sign + Figures.number(Math.abs(number));
    }

    static String badge(Verdict verdict) {
        String word = ReportBuilder.words(verdict);
        return "<b class=\"badge " + word + "\">" + word + "</b>";
    }
}
