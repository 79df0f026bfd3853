package io.github.segmentation4j.fairness.inference;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Groups put together until each cell is expected to hold at least 5, which chi-squared tests need. The rarest are put
 * together first, and what is left over joins the last cell, so nobody is dropped. There are no cells if all groups
 * together are not expected to hold 5.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: W. G. Cochran, Some methods for strengthening the common chi-squared tests, Biometrics 10, 1954.
 *
 * @param cells the places of the groups in each cell
 */
public record PooledCells(List<List<Integer>> cells) {
    private static final double SMALLEST_EXPECTED = 5;

    /** Copies the cells. */
    public PooledCells {
        cells = cells.stream().map(List::copyOf).toList();
    }

    /**
     * Puts groups together.
     *
     * @param expected for each group how many persons are expected of it, where fewest are expected; 0 or more
     */
    public static PooledCells of(double[] expected) {
        List<Integer> rarestFirst = IntStream.range(0, expected.length)
                .boxed()
                .sorted(Comparator.comparingDouble(group -> expected[group]))
                .toList();
        List<List<Integer>> cells = new ArrayList<>();
        List<Integer> open = new ArrayList<>();
        double held = 0;
        for (int group : rarestFirst) {
            open.add(group);
            held += expected[group];
            if (held >= SMALLEST_EXPECTED) {
                cells.add(open);
                open = new ArrayList<>();
                held = 0;
            }
        }
        if (!cells.isEmpty()) {
            cells.get(cells.size() - 1).addAll(open);
        }
        return new PooledCells(cells);
    }

    /** How many cells there are. */
    public int size() {
        return cells.size();
    }

    /** How many groups share a cell with another. */
    public int pooledGroups() {
        return cells.stream().mapToInt(List::size).filter(size -> size > 1).sum();
    }

    /** The sums of counts, one for each group, over the cells. */
    public long[] sums(long[] counts) {
        return cells.stream()
                .mapToLong(
                        cell -> cell.stream().mapToLong(group -> counts[group]).sum())
                .toArray();
    }

    /** The sums of shares, one for each group, over the cells. */
    public double[] sums(double[] shares) {
        return cells.stream()
                .mapToDouble(cell ->
                        cell.stream().mapToDouble(group -> shares[group]).sum())
                .toArray();
    }
}
