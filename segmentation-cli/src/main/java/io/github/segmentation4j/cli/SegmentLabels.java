package io.github.segmentation4j.cli;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.io.LabelFile;
import io.github.segmentation4j.io.TableFile;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The file of segments: a label a line, or with ids a table.
 *
 * @param file the option --labels
 * @param ids the column of ids in the customers' file and in this one if it is called otherwise here, or none
 * @param rows how many rows a customer may have
 */
record SegmentLabels(Path file, List<String> ids, Rows rows) {
    private static final String SEGMENT = "segment";

    /** How many rows of the customers' file may have the same id. */
    enum Rows {
        ONE,
        MANY
    }

    /** Checks the number of columns. */
    SegmentLabels {
        if (ids.size() > 2) {
            throw new InvalidInputException("--id takes one column, or one of each file, were " + ids);
        }
    }

    /** The column of ids in the customers' file, if there is one. */
    Optional<String> idColumn() {
        return ids.stream().findFirst();
    }

    /**
     * The segment of each customer, missing where there is none. Levels are those in the file.
     *
     * @param customers the number of rows of the customers' file
     * @param customerIds its column of ids, if there is one
     */
    Categories read(int customers, Optional<Categories> customerIds, RunContext context) {
        Categories segments = customerIds.isPresent() ? matched(customerIds.get(), context) : labelled(context);
        if (segments.size() != customers) {
            throw new InvalidInputException("--labels must hold a label for each of the " + customers
                    + " rows of --customers, holds " + segments.size());
        }
        return segments;
    }

    /** The labels of a file that has one a line; -1 is in no segment. */
    private Categories labelled(RunContext context) {
        int[] codes = LabelFile.read(file, context);
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
                SEGMENT, Arrays.stream(used).mapToObj(String::valueOf).toList(), codes);
    }

    /** The segments of a table of ids and segments, in the order of the customers. */
    private Categories matched(Categories customerIds, RunContext context) {
        String idColumn = ids.get(ids.size() - 1);
        List<Categories> table = TableFile.groups(file, List.of(idColumn, SEGMENT), context);
        Map<String, Integer> rowOf = new HashMap<>();
        for (int row = 0; row < table.get(0).size(); row++) {
            if (rowOf.put(id(table.get(0), row, "--labels"), row) != null) {
                throw InvalidInputException.at(
                        row + 1L, idColumn, "this id is in --labels twice; keep one of the rows");
            }
        }
        int[] codes = new int[customerIds.size()];
        Set<String> unmatched = new HashSet<>(rowOf.keySet());
        int found = 0;
        for (int row = 0; row < codes.length; row++) {
            String id = id(customerIds, row, "--customers");
            Integer place = rows == Rows.ONE ? rowOf.remove(id) : rowOf.get(id);
            unmatched.remove(id);
            codes[row] = place == null ? Categories.MISSING : table.get(1).code(place);
            found += place == null ? 0 : 1;
        }
        if (!unmatched.isEmpty()) {
            throw new InvalidInputException("--labels holds " + unmatched.size() + " ids that are in no row of"
                    + " --customers, and " + found + " that are in one; check --id");
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
}
