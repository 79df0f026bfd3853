package io.github.segmentation4j.fairness.targeting;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Gives a limited number of offers so that the group worst off is as well off as it can be: the smallest mean benefit of
 * any group, its sum of scores over all its customers, is the largest possible. Of all such allocations it takes one of
 * the highest total score. Exact and without a lottery, see {@link TieBreak}.
 *
 * <p>Groups are those of one attribute; cross several with {@link io.github.segmentation4j.data.Categories#crossedWith}.
 * A group can reach a mean benefit with its best customers and no fewer; the largest mean that all groups can reach
 * together is one of finitely many, found by bisection. Costs sorting the n customers and O(G log^2 n) for G groups.
 * Immutable and safe for use by several threads.
 *
 * <p>References: J. Rawls, A Theory of Justice, 1971; B. Radunovic, J.-Y. Le Boudec, A unified framework for max-min and
 * min-max fairness, IEEE/ACM Transactions on Networking 15, 2007.
 *
 * <p>Implementation note: the second worst group is not raised for its own sake once the worst cannot be raised further.
 */
public final class MaxMinAllocation {
    private final TieBreak tieBreak;
    private final MissingGroup missing;

    private MaxMinAllocation(TieBreak tieBreak, MissingGroup missing) {
        this.tieBreak = Objects.requireNonNull(tieBreak, "tieBreak");
        this.missing = Objects.requireNonNull(missing, "missing");
    }

    /** An allocation with a tie break. */
    public static MaxMinAllocation of(TieBreak tieBreak) {
        return new MaxMinAllocation(tieBreak, MissingGroup.OWN_GROUP);
    }

    /** This allocation with another rule for customers whose group is missing. Default: {@code OWN_GROUP}. */
    public MaxMinAllocation withMissingGroup(MissingGroup rule) {
        return new MaxMinAllocation(tieBreak, rule);
    }

    /**
     * Allocates the offers.
     *
     * @param candidates with groups of one attribute; the scores are benefits, none of them negative
     * @param budget how many offers there are, 0 or more
     * @param context cancels the work; its seed changes nothing
     * @throws InvalidInputException if a score is negative
     */
    public MaxMinResult allocate(Candidates candidates, int budget, RunContext context) {
        if (candidates.groups().size() != 1) {
            throw new IllegalArgumentException("the groups must be those of one attribute, were of "
                    + candidates.groups().size() + "; cross several with crossedWith");
        }
        if (budget < 0) {
            throw new IllegalArgumentException("the budget must be at least 0, was " + budget);
        }
        long[] weights = Weights.ofEverybody(candidates.size()).units();
        Pool pool = new Pool(candidates, missing, weights, tieBreak);
        if (pool.notNegative() < pool.size()) {
            throw new InvalidInputException("a benefit must not be negative; leave out who would be harmed");
        }
        return new Work(pool, budget, Checkpoint.of(() -> context.throwIfCancelled("allocating offers"))).solve();
    }

    /** One allocation; belongs to one thread. */
    private static final class Work {
        private final Pool pool;
        private final int budget;
        private final Checkpoint checkpoint;
        private final double[][] sums;

        Work(Pool pool, int budget, Checkpoint checkpoint) {
            this.pool = pool;
            this.budget = budget;
            this.checkpoint = checkpoint;
            sums = new double[pool.cells()][];
            for (int cell = 0; cell < sums.length; cell++) {
                sums[cell] = pool.scoreSums(cell);
            }
        }

        MaxMinResult solve() {
            int[] sizes = new int[pool.cells()];
            for (int cell = 0; cell < sizes.length; cell++) {
                sizes[cell] = pool.members(cell).length;
            }
            int[] lowest = needed(bestLevel());
            int[] counts = new Filling(pool, pool.size()).fill(lowest, sizes, budget);
            return describe(counts);
        }

        /** The largest mean all groups can reach together; the means a single group can reach are the only candidates. */
        private double bestLevel() {
            int count = 0;
            for (int cell = 0; cell < sums.length; cell++) {
                count += isGroup(cell) ? sums[cell].length : 0;
            }
            double[] levels = new double[count];
            int next = 0;
            for (int cell = 0; cell < sums.length; cell++) {
                for (int i = 0; isGroup(cell) && i < sums[cell].length; i++) {
                    levels[next++] = mean(cell, i);
                }
            }
            Arrays.sort(levels);
            int low = 0;
            int high = levels.length - 1;
            while (low < high) {
                checkpoint.now();
                int middle = (low + high + 1) >>> 1;
                if (isReachable(levels[middle])) {
                    low = middle;
                } else {
                    high = middle - 1;
                }
            }
            return levels.length == 0 ? 0 : levels[low];
        }

        private boolean isReachable(double level) {
            for (int cell = 0; cell < sums.length; cell++) {
                if (isGroup(cell) && mean(cell, sums[cell].length - 1) < level) {
                    return false;
                }
            }
            return Filling.sum(needed(level)) <= budget;
        }

        /** The fewest of each cell that reach a mean. */
        private int[] needed(double level) {
            int[] needed = new int[sums.length];
            for (int cell = 0; cell < sums.length; cell++) {
                int low = 0;
                int high = isGroup(cell) ? sums[cell].length - 1 : 0;
                while (low < high) {
                    int middle = (low + high) >>> 1;
                    if (mean(cell, middle) >= level) {
                        high = middle;
                    } else {
                        low = middle + 1;
                    }
                }
                needed[cell] = low;
            }
            return needed;
        }

        private boolean isGroup(int cell) {
            return pool.groups(cell).length > 0;
        }

        private double mean(int cell, int count) {
            return sums[cell][count] / pool.members(cell).length;
        }

        private MaxMinResult describe(int[] counts) {
            GroupIndex index = pool.index();
            int groups = index.groups();
            long[] customers = pool.totals();
            int[] offers = new int[groups];
            double[] benefit = new double[groups];
            boolean[] chosen = new boolean[pool.size()];
            double value = 0;
            for (int cell = 0; cell < counts.length; cell++) {
                for (int i = 0; i < counts[cell]; i++) {
                    chosen[pool.members(cell)[i]] = true;
                }
                value += sums[cell][counts[cell]];
                for (int group : pool.groups(cell)) {
                    offers[group] = counts[cell];
                    benefit[group] = sums[cell][counts[cell]];
                }
            }
            List<GroupBenefit> benefits = new ArrayList<>();
            for (int group = 0; group < groups; group++) {
                Statistic mean = customers[group] == 0
                        ? Statistic.undetermined("the group has no customers")
                        : Statistic.of(benefit[group] / customers[group]);
                benefits.add(new GroupBenefit(
                        index.attribute(group), index.name(group), customers[group], offers[group], mean));
            }
            List<String> ids = new ArrayList<>();
            for (int rank = 0; rank < chosen.length; rank++) {
                if (chosen[rank]) {
                    ids.add(pool.id(rank));
                }
            }
            return new MaxMinResult(ids, benefits, value);
        }
    }
}
