package io.github.segmentation4j.fairness.targeting;

import java.util.Arrays;

/**
 * Gives offers to the best customers under bounds for every cell. Scores fall within a cell, so its value is a concave
 * function of how many are chosen, and taking the best customer whose cell has room is optimal.
 *
 * <p>Immutable. References: A. Federgruen, H. Groenevelt, The greedy procedure for resource allocation problems,
 * Operations Research 34, 1986.
 */
final class Filling {
    private final Pool pool;
    private final int usable;
    private final double[][] sums;

    /**
     * A filling.
     *
     * @param usable ranks from here on are chosen only where a lower bound asks for them
     */
    Filling(Pool pool, int usable) {
        this.pool = pool;
        this.usable = usable;
        sums = new double[pool.cells()][];
        for (int cell = 0; cell < sums.length; cell++) {
            sums[cell] = pool.scoreSums(cell);
        }
    }

    /** How many of each cell to choose; an empty array if the lower bounds exceed the budget. */
    int[] fill(int[] lowest, int[] highest, int budget) {
        if (sum(lowest) > budget) {
            return new int[0];
        }
        int reach = reach(lowest, highest, budget);
        int[] counts = new int[lowest.length];
        for (int cell = 0; cell < counts.length; cell++) {
            counts[cell] = count(cell, reach, lowest, highest);
        }
        return counts;
    }

    /** The first rank for which there is no offer left. */
    int reach(int[] lowest, int[] highest, int budget) {
        int low = 0;
        int high = usable;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            long used = 0;
            for (int cell = 0; cell < lowest.length; cell++) {
                used += count(cell, middle, lowest, highest);
            }
            if (used <= budget) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    private int count(int cell, int reach, int[] lowest, int[] highest) {
        int place = Arrays.binarySearch(pool.members(cell), reach);
        int before = place < 0 ? -place - 1 : place;
        return Math.max(lowest[cell], Math.min(highest[cell], before));
    }

    /** The value of choosing so many of each cell. */
    double value(int[] counts) {
        double value = 0;
        for (int cell = 0; cell < counts.length; cell++) {
            value += sums[cell][counts[cell]];
        }
        return value;
    }

    static long sum(int[] counts) {
        long sum = 0;
        for (int count : counts) {
            sum += count;
        }
        return sum;
    }
}
