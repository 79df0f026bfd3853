package io.github.segmentation4j.io;

import io.github.segmentation4j.Exhibit;
import io.github.segmentation4j.io.ReportModel.Figure;
import io.github.segmentation4j.io.ReportModel.Hidden;
import io.github.segmentation4j.io.ReportModel.Share;
import io.github.segmentation4j.io.ReportModel.Value;
import io.github.segmentation4j.io.ReportModel.Words;
import java.util.List;

/**
 * The rows of a table as words, with small groups of persons hidden as in a report: a row with a count of 1 to {@code
 * minimum - 1} persons loses its numbers, and where a total could give it away, so does another. For those who show a
 * table elsewhere than in a report.
 *
 * <p>Only static methods; safe for use by several threads.
 */
public final class DisclosedRows {
    private DisclosedRows() {}

    /**
     * The rows, each with as many cells as the table has columns. Numbers are rounded as in a report.
     *
     * @param table holds counts of persons as {@link Exhibit.Cell.Count}
     * @param minimum the fewest persons that are shown, at least 1
     */
    public static List<List<String>> of(Exhibit.Table table, int minimum) {
        if (minimum < 1) {
            throw new IllegalArgumentException("the fewest persons to show must be at least 1, was " + minimum);
        }
        return new Disclosure(minimum)
                .rows(table.rows()).stream()
                        .map(row -> row.stream().map(DisclosedRows::inWords).toList())
                        .toList();
    }

    private static String inWords(Value value) {
        if (value instanceof Words words) {
            return words.text();
        }
        if (value instanceof Hidden hidden) {
            return hidden.reason();
        }
        double number = value instanceof Share share ? share.share() : ((Figure) value).number();
        return number == Math.rint(number) && Math.abs(number) < 1L << 53
                ? Long.toString((long) number)
                : Double.toString(number);
    }
}
