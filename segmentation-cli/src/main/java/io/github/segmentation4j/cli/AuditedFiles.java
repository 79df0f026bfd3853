package io.github.segmentation4j.cli;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.fairness.audit.AuditData;
import io.github.segmentation4j.io.LabelFile;
import io.github.segmentation4j.io.TableFile;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The files of an audit.
 *
 * @param labels the segments: a label a line, or with ids a table
 * @param ids the column of ids in the customers' file and in that of the labels, or none
 * @param customers the table of customers
 * @param protectedColumns the columns of groups
 * @param groups how those become groups
 * @param outcome the column of what was decided
 */
record AuditedFiles(
        Path labels,
        List<String> ids,
        Path customers,
        List<String> protectedColumns,
        ProtectedColumns groups,
        Optional<String> outcome) {
    private static final int MOST_SEGMENTS = 1000;
    private static final String SEGMENT = "segment";
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
        ids.stream().limit(1).forEach(column -> addIfAbsent(columns, column));
        List<Categories> table = TableFile.groups(customers, columns, context);
        Categories segments =
                ids.isEmpty() ? labelled(context) : matched(table.get(columns.indexOf(ids.get(0))), context);
        int rows = table.get(0).size();
        if (segments.size() != rows) {
            throw new InvalidInputException("--labels must hold a label for each of the " + rows
                    + " rows of --customers, holds " + segments.size());
        }
        int count = segments.levels().size();
        if (count == 0 || count > MOST_SEGMENTS) {
            throw new InvalidInputException(
                    "--labels must name 1 to " + MOST_SEGMENTS + " different segments, names " + count);
        }
        AuditData data = AuditData.of(
                        segments.codes(), count, groups.grouped(table.subList(0, protectedColumns.size())))
                .withSegmentNames(segments.levels());
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

    /** The labels of a file that has one a line; -1 is in no segment. */
    private Categories labelled(RunContext context) {
        int[] codes = LabelFile.read(labels, context);
        int[] different = Arrays.stream(codes).distinct().sorted().toArray();
        if (different[0] < Categories.MISSING) {
            throw new InvalidInputException("a label of --labels must be -1, which is in no segment, or more, was "
                    + different[0] + "; number the segments from 0");
        }
        int[] used = Arrays.stream(different).filter(label -> label >= 0).toArray();
        for (int row = 0; row < codes.length; row++) {
            codes[row] = codes[row] < 0 ? Categories.MISSING : Arrays.binarySearch(used, codes[row]);
        }
        return Categories.of(
                SEGMENT, Arrays.stream(used).mapToObj(label -> "label " + label).toList(), codes);
    }

    /** The segments of a table of ids and segments, in the order of the customers. */
    private Categories matched(Categories customerIds, RunContext context) {
        String idColumn = ids.get(ids.size() - 1);
        List<Categories> table = TableFile.groups(labels, List.of(idColumn, SEGMENT), context);
        Map<String, Integer> rowOf = new HashMap<>();
        for (int row = 0; row < table.get(0).size(); row++) {
            if (rowOf.put(id(table.get(0), row, "--labels"), row) != null) {
                throw InvalidInputException.at(
                        row + 1L, idColumn, "this id is in --labels twice; keep one of the rows");
            }
        }
        int[] codes = new int[customerIds.size()];
        int found = 0;
        for (int row = 0; row < codes.length; row++) {
            Integer place = rowOf.remove(id(customerIds, row, "--customers"));
            codes[row] = place == null ? Categories.MISSING : table.get(1).code(place);
            found += place == null ? 0 : 1;
        }
        if (!rowOf.isEmpty()) {
            throw new InvalidInputException(
                    "--labels holds " + rowOf.size() + " ids that are in no row or in several rows"
                            + " of --customers, and " + found + " that are in one; check --id");
        }
        return Categories.of(SEGMENT, table.get(1).levels(), codes);
    }

    private static String id(Categories ids, int row, String option) {
        if (ids.code(row) == Categories.MISSING) {
            throw InvalidInputException.at(
                    row + 1L, ids.name(), "a customer of " + option + " needs an id; fill it in");
        }
        return ids.levels().get(ids.code(row));
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
