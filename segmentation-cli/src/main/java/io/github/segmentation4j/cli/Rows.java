package io.github.segmentation4j.cli;

import io.github.segmentation4j.data.Categories;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Rows of a table held in columns. */
final class Rows {
    private Rows() {}

    /** Some rows of a column, in the order given. */
    static Categories of(Categories column, int[] rows) {
        return Categories.of(
                column.name(),
                column.levels(),
                Arrays.stream(rows).map(column::code).toArray());
    }

    /**
     * The rows in the order of what they hold. The order in which they were read would be known to whoever has the same
     * customers in a list of their own (L. Sweeney 2002 calls it unsorted matching).
     */
    static List<Categories> sorted(List<Categories> columns) {
        Comparator<Integer> order = columns.stream()
                .map(column -> Comparator.<Integer>comparingInt(column::code))
                .reduce(Comparator::thenComparing)
                .orElseThrow();
        int[] rows = IntStream.range(0, columns.get(0).size())
                .boxed()
                .sorted(order)
                .mapToInt(Integer::intValue)
                .toArray();
        return columns.stream().map(column -> of(column, rows)).toList();
    }
}
