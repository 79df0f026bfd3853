package io.github.segmentation4j.fairness.targeting;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import java.util.Arrays;

/**
 * The best allocation under a band for groups that do not overlap, exactly. If the lowest rate is known, the band is a
 * lower and an upper bound for each group, and {@link Filling} is optimal under those. The lowest rate is one of finitely
 * many {@link Levels}; they are searched by branch and bound: the loosest bounds of a range of levels tell the most any
 * of them can reach. Belongs to one thread.
 *
 * <p>References: A. H. Land, A. G. Doig, An automatic method of solving discrete programming problems, Econometrica 28,
 * 1960.
 */
final class LevelSearch {
    private final Pool pool;
    private final Filling filling;
    private final RateBand band;
    private final int budget;
    private final BudgetUse use;
    private final Checkpoint checkpoint;
    private final Levels levels;
    private int[] best = new int[0];
    private double bestValue = Double.NEGATIVE_INFINITY;

    LevelSearch(Pool pool, Filling filling, RateBand band, int budget, BudgetUse use, Checkpoint checkpoint) {
        this.pool = pool;
        this.filling = filling;
        this.band = band;
        this.budget = budget;
        this.use = use;
        this.checkpoint = checkpoint;
        int[] sizes = new int[pool.cells()];
        int groups = 0;
        for (int cell = 0; cell < pool.cells(); cell++) {
            if (isGroup(cell)) {
                sizes[groups++] = size(cell);
            }
        }
        levels = new Levels(Arrays.copyOf(sizes, groups), checkpoint);
    }

    /** How many of each cell to choose; an empty array if the whole budget must be used and cannot. */
    int[] solve() {
        if (levels.count() == 0) {
            int[] all = highest(band, 0);
            return use == BudgetUse.EXACTLY && Filling.sum(all) < budget
                    ? new int[0]
                    : filling.fill(new int[pool.cells()], all, budget);
        }
        search(0, levels.count() - 1, bound(0, levels.count() - 1));
        return best;
    }

    private void search(int first, int last, int[] counts) {
        checkpoint.now();
        if (counts.length == 0) {
            return;
        }
        double value = filling.value(counts);
        if (!(value > bestValue)) {
            return;
        }
        if (first == last || isWithin(counts)) {
            best = counts;
            bestValue = value;
            return;
        }
        int middle = (first + last) >>> 1;
        int[] lower = bound(first, middle);
        int[] upper = bound(middle + 1, last);
        if (worth(lower) >= worth(upper)) {
            search(first, middle, lower);
            search(middle + 1, last, upper);
        } else {
            search(middle + 1, last, upper);
            search(first, middle, lower);
        }
    }

    private double worth(int[] counts) {
        return counts.length == 0 ? Double.NEGATIVE_INFINITY : filling.value(counts);
    }

    /** The best counts under the loosest bounds of a range of levels; an empty array if there are none. */
    private int[] bound(int first, int last) {
        int[] lowest = lowest(first);
        int[] highest = highest(band, last);
        boolean reachable = use == BudgetUse.UP_TO || Filling.sum(highest) >= budget;
        return reachable && areOrdered(lowest, highest) ? filling.fill(lowest, highest, budget) : new int[0];
    }

    /** Between two rates there may be no whole number of a small group. */
    private static boolean areOrdered(int[] lowest, int[] highest) {
        for (int cell = 0; cell < lowest.length; cell++) {
            if (lowest[cell] > highest[cell]) {
                return false;
            }
        }
        return true;
    }

    private int[] lowest(int level) {
        int[] bounds = new int[pool.cells()];
        for (int cell = 0; cell < bounds.length; cell++) {
            bounds[cell] = isGroup(cell) ? RateBand.fewest(levels.hits(level), levels.of(level), size(cell)) : 0;
        }
        return bounds;
    }

    private int[] highest(RateBand within, int level) {
        int[] bounds = new int[pool.cells()];
        for (int cell = 0; cell < bounds.length; cell++) {
            bounds[cell] = isGroup(cell) ? within.most(levels.hits(level), levels.of(level), size(cell)) : size(cell);
        }
        return bounds;
    }

    private boolean isWithin(int[] counts) {
        for (int a = 0; a < counts.length; a++) {
            for (int b = 0; b < counts.length; b++) {
                if (isGroup(a) && isGroup(b) && band.excess(counts[a], size(a), counts[b], size(b)) > 0) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean isGroup(int cell) {
        return pool.groups(cell).length > 0;
    }

    private int size(int cell) {
        return pool.members(cell).length;
    }

    /** The narrowest band under which exactly the budget can be given away; the budget is at most the customers. */
    RateBand narrowestFeasible() {
        boolean difference = band.comparison() == RateComparison.DIFFERENCE;
        // Of these two the first is not feasible and the second, no limit at all, is.
        long narrow = band.billionths();
        long wide = difference ? RateBand.ONE : 0;
        while (Math.abs(wide - narrow) > 1) {
            long middle = (wide + narrow) >> 1;
            if (isFeasible(band.withBillionths(middle))) {
                wide = middle;
            } else {
                narrow = middle;
            }
        }
        return band.withBillionths(wide);
    }

    private boolean isFeasible(RateBand within) {
        int low = 0;
        int high = levels.count() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (Filling.sum(lowest(middle)) <= budget) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        // From the highest level whose lower bounds the budget covers, down to where the upper ones no longer reach it.
        for (int level = low; level >= 0; level--) {
            checkpoint.at(level);
            int[] highest = highest(within, level);
            if (Filling.sum(highest) < budget) {
                return false;
            }
            if (areOrdered(lowest(level), highest)) {
                return true;
            }
        }
        return false;
    }
}
