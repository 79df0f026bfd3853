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

/** Which customer is in which segment, as somebody else made them: the file of --labels, with --id a table. */
final class SegmentLabels {
    /** What the segments are called, also as the column of a table. */
    static final String NAME = "segment";

    private static final int MOST_SEGMENTS = 1000;

    private final Path file;
    private final List<String> ids;
    private final Rows rows;

    /** How many rows of the customers' file may have the same id. */
    enum Rows {
        ONE,
        MANY
    }

    private SegmentLabels(Path file, List<String> ids, Rows rows) {
        this.file = file;
        this.ids = ids;
        this.rows = rows;
    }

    /**
     * The segments of a file, for customers who have a row each.
     *
     * @param file a label a line, or with ids a table
     * @param ids the column of ids in the customers' file and, if it is called otherwise there, in this one; or none
     */
    static SegmentLabels of(Path file, List<String> ids) {
        if (ids.size() > 2) {
            throw new InvalidInputException("--id takes one column, or one of each file, were " + ids);
        }
        return new SegmentLabels(file, List.copyOf(ids), Rows.ONE);
    }

    /** These segments for customers with so many rows. */
    SegmentLabels withRows(Rows each) {
        return new SegmentLabels(file, ids, each);
    }

    /** The column of the customers' file that {@link #read} needs. */
    Optional<String> customerColumn() {
        return ids.stream().findFirst();
    }

    /**
     * The segment of each customer, missing for those in none. Of a file of labels the levels are the numbers.
     *
     * @param count rows of the customers' file
     * @param customers columns of it, that of ids among them if there is one
     */
    Categories read(int count, List<Categories> customers, RunContext context) {
        Categories segments = ids.isEmpty() ? labelled(context) : matched(idsOf(customers), context);
        if (segments.size() != count) {
            throw new InvalidInputException("--labels must hold a label for each of the " + count
                    + " rows of --customers, holds " + segments.size());
        }
        return segments;
    }

    /** The same, where at least one segment is wanted and no more than can be looked at one by one. */
    Categories readFew(List<Categories> customers, RunContext context) {
        Categories segments = read(customers.get(0).size(), customers, context);
        int count = segments.levels().size();
        if (count == 0 || count > MOST_SEGMENTS) {
            throw new InvalidInputException(
                    "--labels must name 1 to " + MOST_SEGMENTS + " different segments, names " + count);
        }
        return segments;
    }

    /** What to call segments beside other words. */
    List<String> names(Categories segments) {
        return ids.isEmpty()
                ? segments.levels().stream().map(label -> "label " + label).toList()
                : segments.levels();
    }

    private Categories idsOf(List<Categories> customers) {
        return customers.stream()
                .filter(column -> column.name().equals(ids.get(0)))
                .findFirst()
                .orElseThrow();
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
        return Categories.of(NAME, Arrays.stream(used).mapToObj(String::valueOf).toList(), codes);
    }

    /** The segments of a table of ids and segments, in the order of the customers. */
    private Categories matched(Categories customerIds, RunContext context) {
        String idColumn = ids.get(ids.size() - 1);
        List<Categories> table = TableFile.groups(file, List.of(idColumn, NAME), context);
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
        return Categories.of(NAME, table.get(1).levels(), codes);
    }

    private static String id(Categories ids, int row, String option) {
        if (ids.code(row) == Categories.MISSING) {
            throw InvalidInputException.at(
                    row + 1L, ids.name(), "a customer of " + option + " needs an id; fill it in");
        }
        return ids.levels().get(ids.code(row));
    }
}
