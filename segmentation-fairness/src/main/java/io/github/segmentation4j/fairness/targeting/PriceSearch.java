package io.github.segmentation4j.fairness.targeting;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import java.util.Arrays;

/**
 * Prices that stand for the band of overlapping groups: every pair of groups has one, a customer's score is changed by
 * those of its groups, and then the best scores are chosen without any band. Whatever the prices, the value reached plus
 * the price of the room within the band is at least that of the best allocation: the certificate. The lowest such bound
 * is searched by projected subgradients. Belongs to one thread.
 *
 * <p>References: M. Held, P. Wolfe, H. P. Crowder, Validation of subgradient optimization, Mathematical Programming 6,
 * 1974; A. M. Geoffrion, Lagrangean relaxation for integer programming, Mathematical Programming Study 2, 1974.
 */
final class PriceSearch {
    /** Rounds without a better bound before the step is halved, as in Held, Wolfe and Crowder. */
    private static final int PATIENCE = 12;

    private final Pool pool;
    private final GroupPairs pairs;
    private final int budget;
    private final BudgetUse use;
    private final long[] totals;
    private final double[] adjusted;
    private final double[] ordered;
    private double[] prices;
    private double[] bestPrices;
    private double bound = Double.POSITIVE_INFINITY;

    PriceSearch(Pool pool, GroupPairs pairs, int budget, BudgetUse use) {
        this.pool = pool;
        this.pairs = pairs;
        this.budget = budget;
        this.use = use;
        totals = pool.totals();
        adjusted = new double[pool.size()];
        ordered = new double[pool.size()];
        prices = new double[pairs.count()];
        bestPrices = prices.clone();
    }

    /**
     * Lowers the bound.
     *
     * @param target the value of an allocation within the band
     */
    void improve(double target, int rounds, Checkpoint checkpoint) {
        double step = 1;
        int waited = 0;
        prices = bestPrices.clone();
        for (int round = 0; round < rounds && step > 1e-6; round++) {
            checkpoint.now();
            double cut = adjust(prices);
            double value = value(cut) + room(prices);
            if (value < bound) {
                bound = value;
                bestPrices = prices.clone();
                waited = 0;
            } else if (++waited >= PATIENCE) {
                step /= 2;
                waited = 0;
                prices = bestPrices.clone();
                cut = adjust(prices);
                value = bound;
            }
            if (!move(step * (value - target), rates(cut))) {
                return;
            }
        }
    }

    /** The least bound found on the value of any allocation within the band. */
    double bound() {
        return bound;
    }

    /** What the best prices add to the score of a customer for a whole unit of the weight of a group. */
    double[] groupPrices() {
        return groupPrices(bestPrices);
    }

    /** The chosen of each cell under the best prices, in the order of {@link #order}. */
    int[] counts() {
        double cut = adjust(bestPrices);
        int[] counts = new int[pool.cells()];
        boolean[] chosen = chosen(cut);
        for (int rank = 0; rank < chosen.length; rank++) {
            if (chosen[rank]) {
                counts[pool.cell(rank)]++;
            }
        }
        return counts;
    }

    /** The ranks of each cell, from the best score changed by the prices to the worst. */
    int[][] order() {
        adjust(bestPrices);
        int[][] order = new int[pool.cells()][];
        for (int cell = 0; cell < order.length; cell++) {
            Integer[] ranks = Arrays.stream(pool.members(cell)).boxed().toArray(Integer[]::new);
            Arrays.sort(ranks, (a, b) -> Double.compare(adjusted[b], adjusted[a]));
            order[cell] = Arrays.stream(ranks).mapToInt(Integer::intValue).toArray();
        }
        return order;
    }

    private double[] groupPrices(double[] of) {
        double[] byGroup = new double[totals.length];
        for (int pair = 0; pair < of.length; pair++) {
            byGroup[pairs.above(pair)] -= pairs.factor() * of[pair];
            byGroup[pairs.below(pair)] += of[pair];
        }
        for (int group = 0; group < byGroup.length; group++) {
            byGroup[group] = totals[group] == 0 ? 0 : byGroup[group] / totals[group];
        }
        return byGroup;
    }

    /** Changes the scores and returns the lowest one that gets an offer; for several of that score there may be too few. */
    private double adjust(double[] with) {
        double[] byGroup = groupPrices(with);
        for (int cell = 0; cell < pool.cells(); cell++) {
            double price = 0;
            for (int group : pool.groups(cell)) {
                price += byGroup[group];
            }
            for (int rank : pool.members(cell)) {
                adjusted[rank] = pool.score(rank) + pool.weight(rank) * price;
            }
        }
        if (budget == 0) {
            return Double.POSITIVE_INFINITY;
        }
        System.arraycopy(adjusted, 0, ordered, 0, adjusted.length);
        double least = budget >= ordered.length
                ? Double.NEGATIVE_INFINITY
                : Selection.smallest(ordered, ordered.length - budget);
        return use == BudgetUse.UP_TO ? Math.max(0, least) : least;
    }

    private boolean[] chosen(double cut) {
        boolean[] chosen = new boolean[adjusted.length];
        int left = budget;
        for (int rank = 0; rank < chosen.length; rank++) {
            if (adjusted[rank] > cut) {
                chosen[rank] = true;
                left--;
            }
        }
        for (int rank = 0; rank < chosen.length && left > 0; rank++) {
            if (adjusted[rank] == cut) {
                chosen[rank] = true;
                left--;
            }
        }
        return chosen;
    }

    private double value(double cut) {
        double value = 0;
        int above = 0;
        for (double score : adjusted) {
            if (score > cut) {
                value += score;
                above++;
            }
        }
        // Those at the cut fill what is left of the budget; without a finite cut everybody is above it.
        return Double.isInfinite(cut) || cut == 0 ? value : value + cut * (budget - above);
    }

    private double room(double[] of) {
        double sum = 0;
        for (double price : of) {
            sum += price;
        }
        return sum * pairs.room();
    }

    private double[] rates(double cut) {
        double[] rates = new double[totals.length];
        boolean[] chosen = chosen(cut);
        for (int rank = 0; rank < chosen.length; rank++) {
            if (chosen[rank]) {
                for (int group : pool.groups(pool.cell(rank))) {
                    rates[group] += (double) pool.weight(rank) / totals[group];
                }
            }
        }
        return rates;
    }

    /** One step against the subgradient; false if it is 0, which proves the bound to be the lowest. */
    private boolean move(double length, double[] rates) {
        double[] slope = new double[prices.length];
        double square = 0;
        for (int pair = 0; pair < slope.length; pair++) {
            slope[pair] = pairs.room() - pairs.factor() * rates[pairs.above(pair)] + rates[pairs.below(pair)];
            boolean stuck = prices[pair] == 0 && slope[pair] > 0;
            square += stuck ? 0 : slope[pair] * slope[pair];
        }
        if (!(square > 0) || !(length > 0)) {
            return false;
        }
        for (int pair = 0; pair < slope.length; pair++) {
            prices[pair] = Math.max(0, prices[pair] - length / square * slope[pair]);
        }
        return true;
    }
}
