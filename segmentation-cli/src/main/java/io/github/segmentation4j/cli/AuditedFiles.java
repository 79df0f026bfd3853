package io.github.segmentation4j.cli;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.fairness.audit.AuditData;
import io.github.segmentation4j.io.TableFile;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The files of an audit.
 *
 * @param labels the segments
 * @param customers the table of customers
 * @param protectedColumns the columns of groups
 * @param groups how those become groups
 * @param outcome the column of what was decided
 */
record AuditedFiles(
        SegmentLabels labels,
        Path customers,
        List<String> protectedColumns,
        ProtectedColumns groups,
        Optional<String> outcome) {
    private static final Set<String> YES = Set.of("1", "true", "yes", "y", "t");
    private static final Set<String> NO = Set.of("0", "false", "no", "n", "f");

    /**
     * What the files hold.
     *
     * @param data for the audit
     * @param leftOut how many customers are in no segment
     */
    record Content(AuditData data, long leftOut) {}

    Content read(RunContext context) {
        List<String> columns = new ArrayList<>(protectedColumns);
        outcome.ifPresent(column -> addIfAbsent(columns, column));
        labels.customerColumn().ifPresent(column -> addIfAbsent(columns, column));
        List<Categories> table = TableFile.groups(customers, columns, context);
        Categories segments = labels.readFew(table, context);
        int count = segments.levels().size();
        AuditData data = AuditData.of(
                        segments.codes(), count, groups.grouped(table.subList(0, protectedColumns.size())))
                .withSegmentNames(labels.names(segments));
        if (outcome.isPresent()) {
            data = data.withDecisions(decisions(table.get(columns.indexOf(outcome.get()))));
        }
        return new Content(data, segments.counts()[count]);
    }

    private static void addIfAbsent(List<String> columns, String column) {
        if (!columns.contains(column)) {
            columns.add(column);
        }
    }

    private static int[] decisions(Categories column) {
        List<String> texts = column.levels().stream()
                .map(level -> level.toLowerCase(Locale.ROOT))
                .toList();
        int[] selected = column.codes();
        for (int row = 0; row < selected.length; row++) {
            String text = selected[row] == Categories.MISSING ? "" : texts.get(selected[row]);
            if (!YES.contains(text) && !NO.contains(text)) {
                throw InvalidInputException.at(
                        row + 1L,
                        column.name(),
                        "0 or 1, yes or no, true or false was expected, came "
                                + (text.isEmpty() ? "nothing" : "another text")
                                + "; correct it or leave the row out of both files");
            }
            selected[row] = YES.contains(text) ? 1 : 0;
        }
        return selected;
    }
}
