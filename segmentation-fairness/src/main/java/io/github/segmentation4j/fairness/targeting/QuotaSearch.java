package io.github.segmentation4j.fairness.targeting;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import java.util.Arrays;

/**
 * Brings how many of each cell are chosen within the band, then raises the value: a search over adding to a cell, taking
 * from it, and moving from one to another, in steps that halve. What it ends with keeps the band exactly or says that it
 * does not; that it is the best is for {@link PriceSearch} to say. Belongs to one thread.
 *
 * <p>References: R. Hooke, T. A. Jeeves, Direct search solution of numerical and statistical problems, Journal of the
 * ACM 8, 1961.
 */
final class QuotaSearch {
    /** Where there are hundreds of cells, time matters more than the last offer; the bound says what was left. */
    private static final int MOST_TRIALS = 2_000_000;

    private final Pool pool;
    private final GroupPairs pairs;
    private final int[][] order;
    private final int budget;
    private final BudgetUse use;
    private final double[][] scoreSums;
    private final long[][] weightSums;
    private final long[] chosen;
    private int[] counts;
    private long used;
    private double excess;

    QuotaSearch(Pool pool, GroupPairs pairs, int[][] order, int budget, BudgetUse use) {
        this.pool = pool;
        this.pairs = pairs;
        this.order = order;
        this.budget = budget;
        this.use = use;
        scoreSums = new double[order.length][];
        weightSums = new long[order.length][];
        for (int cell = 0; cell < order.length; cell++) {
            scoreSums[cell] = new double[order[cell].length + 1];
            weightSums[cell] = new long[order[cell].length + 1];
            for (int i = 0; i < order[cell].length; i++) {
                scoreSums[cell][i + 1] = scoreSums[cell][i] + pool.score(order[cell][i]);
                weightSums[cell][i + 1] = weightSums[cell][i] + pool.weight(order[cell][i]);
            }
        }
        chosen = new long[pool.index().groups()];
        counts = new int[order.length];
    }

    /** Searches from these counts; the budget must cover them and, to be used exactly, equal them. */
    QuotaSearch from(int[] start, Checkpoint checkpoint) {
        counts = new int[order.length];
        Arrays.fill(chosen, 0);
        used = 0;
        int largest = 1;
        for (int cell = 0; cell < counts.length; cell++) {
            change(cell, start[cell]);
            largest = Math.max(largest, order[cell].length);
        }
        excess = pairs.excess(chosen);
        int trials = 0;
        for (int step = Integer.highestOneBit(largest); step > 0 && trials < MOST_TRIALS; step /= 2) {
            boolean better = true;
            while (better && trials < MOST_TRIALS) {
                better = false;
                for (int from = -1; from < counts.length; from++) {
                    checkpoint.now();
                    for (int to = -1; to < counts.length; to++) {
                        better |= from != to && tryMove(from, to, step);
                        trials++;
                    }
                }
            }
        }
        return this;
    }

    /** Moves offers from a cell to another, either of them -1 for the rest of the budget, if that is better. */
    private boolean tryMove(int from, int to, int step) {
        if (use == BudgetUse.EXACTLY && (from < 0 || to < 0)) {
            return false;
        }
        long amount = step;
        amount = Math.min(amount, from < 0 ? budget - used : counts[from]);
        amount = to < 0 ? amount : Math.min(amount, (long) order[to].length - counts[to]);
        if (amount == 0) {
            return false;
        }
        int moved = (int) amount;
        double gain = gain(to, moved) + gain(from, -moved);
        if (excess == 0 && !(gain > 0)) {
            return false;
        }
        shift(from, to, moved);
        double now = pairs.excess(chosen);
        if (now < excess || (now == excess && gain > 0)) {
            excess = now;
            return true;
        }
        shift(to, from, moved);
        return false;
    }

    private void shift(int from, int to, int amount) {
        if (from >= 0) {
            change(from, -amount);
        }
        if (to >= 0) {
            change(to, amount);
        }
    }

    private double gain(int cell, int amount) {
        return cell < 0 ? 0 : scoreSums[cell][counts[cell] + amount] - scoreSums[cell][counts[cell]];
    }

    private void change(int cell, int amount) {
        long weight = weightSums[cell][counts[cell] + amount] - weightSums[cell][counts[cell]];
        counts[cell] += amount;
        used += amount;
        for (int group : pool.groups(cell)) {
            chosen[group] += weight;
        }
    }

    boolean isWithinBand() {
        return excess == 0;
    }

    double excess() {
        return excess;
    }

    /** The narrowest band that what was found keeps. */
    RateBand band() {
        return pairs.widened(chosen);
    }

    double value() {
        double value = 0;
        for (int cell = 0; cell < counts.length; cell++) {
            value += scoreSums[cell][counts[cell]];
        }
        return value;
    }

    /** The counts, copied. */
    int[] counts() {
        return counts.clone();
    }
}
