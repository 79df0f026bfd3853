package io.github.segmentation4j.fairness.targeting;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.quality.Statistic;
import java.util.ArrayList;
import java.util.List;

/** One allocation: solved exactly or with a certificate, and described. Belongs to one thread. */
final class AllocationWork {
    /** Rounds of prices, twice: before a good allocation is known, which sets the length of the steps, and after. */
    private static final int ROUNDS = 150;

    private final Pool pool;
    private final long perCustomer;
    private final RateBand band;
    private final int budget;
    private final BudgetUse use;
    private final Checkpoint checkpoint;
    private final Filling filling;
    private final long[] totals;
    private final double valueWithoutFairness;

    AllocationWork(Pool pool, long perCustomer, RateBand band, int budget, BudgetUse use, Checkpoint checkpoint) {
        this.pool = pool;
        this.perCustomer = perCustomer;
        this.band = band;
        this.budget = Math.min(budget, pool.size());
        this.use = use;
        this.checkpoint = checkpoint;
        filling = new Filling(pool, use == BudgetUse.EXACTLY ? pool.size() : pool.notNegative());
        totals = pool.totals();
        valueWithoutFairness = filling.value(plain());
    }

    private int[] plain() {
        return filling.fill(new int[pool.cells()], sizes(), budget);
    }

    private int[] sizes() {
        int[] sizes = new int[pool.cells()];
        for (int cell = 0; cell < sizes.length; cell++) {
            sizes[cell] = pool.members(cell).length;
        }
        return sizes;
    }

    /** The best allocation of groups that do not overlap. */
    Allocation exact() {
        if (pool.size() == 0) {
            return describe(members(), new int[0], new double[totals.length], 0, 0);
        }
        LevelSearch search = new LevelSearch(pool, filling, band, budget, use, checkpoint);
        int[] counts = search.solve();
        if (counts.length == 0) {
            throw infeasible(search.narrowestFeasible());
        }
        double value = filling.value(counts);
        return describe(members(), counts, cutOffPrices(counts), value, value);
    }

    /** A good allocation of groups that overlap, and how good. */
    Allocation certified() {
        GroupPairs pairs = new GroupPairs(pool.index(), totals, band);
        PriceSearch prices = new PriceSearch(pool, pairs, budget, use);
        QuotaSearch first = best(pairs, prices, members());
        prices.improve(first.isWithinBand() ? first.value() : 0, ROUNDS, checkpoint);
        int[][] order = prices.order();
        QuotaSearch second = best(pairs, prices, order);
        QuotaSearch better = isBetter(second, first) ? second : first;
        prices.improve(better.isWithinBand() ? better.value() : 0, ROUNDS, checkpoint);
        int[][] lastOrder = prices.order();
        QuotaSearch third = best(pairs, prices, lastOrder);
        boolean last = isBetter(third, better);
        QuotaSearch best = last ? third : better;
        if (!best.isWithinBand()) {
            throw infeasible(best.band());
        }
        int[][] bestOrder = last ? lastOrder : better == second ? order : members();
        double bound = Math.max(best.value(), prices.bound());
        return describe(bestOrder, best.counts(), prices.groupPrices(), best.value(), bound);
    }

    private QuotaSearch best(GroupPairs pairs, PriceSearch prices, int[][] order) {
        QuotaSearch best = search(pairs, order, prices.counts());
        List<int[]> starts = new ArrayList<>(List.of(proportional(), plain()));
        if (use == BudgetUse.UP_TO) {
            starts.add(new int[pool.cells()]);
        }
        for (int[] start : starts) {
            QuotaSearch next = search(pairs, order, start);
            best = isBetter(next, best) ? next : best;
        }
        return best;
    }

    private QuotaSearch search(GroupPairs pairs, int[][] order, int[] start) {
        return new QuotaSearch(pool, pairs, order, budget, use).from(start, checkpoint);
    }

    private static boolean isBetter(QuotaSearch one, QuotaSearch other) {
        return one.excess() < other.excess() || (one.excess() == other.excess() && one.value() > other.value());
    }

    /** The same share of every cell, the rest of the budget to the first cells with room. */
    private int[] proportional() {
        int[] counts = sizes();
        int left = budget;
        for (int cell = 0; cell < counts.length; cell++) {
            counts[cell] = (int) ((long) counts[cell] * budget / pool.size());
            left -= counts[cell];
        }
        for (int cell = 0; cell < counts.length && left > 0; cell++) {
            int added = Math.min(left, pool.members(cell).length - counts[cell]);
            counts[cell] += added;
            left -= added;
        }
        return counts;
    }

    private int[][] members() {
        int[][] members = new int[pool.cells()][];
        for (int cell = 0; cell < members.length; cell++) {
            members[cell] = pool.members(cell);
        }
        return members;
    }

    private InfeasibleAllocationException infeasible(RateBand wider) {
        return new InfeasibleAllocationException(
                "no way was found to give away exactly " + budget + " offers with a rate "
                        + (band.comparison() == RateComparison.DIFFERENCE
                                ? "difference of at most "
                                : "ratio of at least ")
                        + band.limit() + "; " + wider.limit() + " is enough, or give up to the budget",
                wider);
    }

    /** For each group how far its own cut-off lies from the common one of cells that the band leaves alone. */
    private double[] cutOffPrices(int[] counts) {
        double[] prices = new double[totals.length];
        double common = commonCutOff(counts);
        for (int cell = 0; cell < counts.length; cell++) {
            int[] ranks = pool.members(cell);
            double last = counts[cell] > 0 ? pool.score(ranks[counts[cell] - 1]) : common;
            double next = counts[cell] < ranks.length ? pool.score(ranks[counts[cell]]) : common;
            for (int group : pool.groups(cell)) {
                prices[group] = last < common ? common - last : Math.min(0, common - next);
            }
        }
        return prices;
    }

    private double commonCutOff(int[] counts) {
        int[] lowest = new int[counts.length];
        int[] highest = sizes();
        // What the band forced is what it keeps within these bounds; the rest was chosen by rank alone.
        long hits = 0;
        long of = 0;
        for (int cell = 0; cell < counts.length; cell++) {
            boolean lower = of == 0 || counts[cell] * of < hits * highest[cell];
            if (pool.groups(cell).length > 0 && lower) {
                hits = counts[cell];
                of = highest[cell];
            }
        }
        for (int cell = 0; cell < counts.length && of > 0; cell++) {
            if (pool.groups(cell).length > 0) {
                lowest[cell] = RateBand.fewest(hits, of, highest[cell]);
                highest[cell] = band.most(hits, of, highest[cell]);
            }
        }
        int reach = filling.reach(lowest, highest, budget);
        boolean spent = reach < (use == BudgetUse.EXACTLY ? pool.size() : pool.notNegative());
        return spent ? pool.score(reach) : use == BudgetUse.EXACTLY ? pool.score(reach - 1) : 0;
    }

    private Allocation describe(int[][] order, int[] counts, double[] prices, double value, double bound) {
        boolean[] byRank = new boolean[pool.size()];
        for (int cell = 0; cell < counts.length; cell++) {
            for (int i = 0; i < counts[cell]; i++) {
                byRank[order[cell][i]] = true;
            }
        }
        boolean[] byRow = new boolean[pool.size()];
        List<String> ids = new ArrayList<>();
        for (int rank = 0; rank < byRank.length; rank++) {
            if (byRank[rank]) {
                byRow[pool.row(rank)] = true;
                ids.add(pool.id(rank));
            }
        }
        return new Allocation(byRow, ids, rates(byRow, prices), value, bound, valueWithoutFairness);
    }

    private List<GroupRate> rates(boolean[] selected, double[] prices) {
        GroupIndex index = pool.index();
        long[] customers = new long[totals.length];
        long[] offers = new long[totals.length];
        long[] reached = new long[totals.length];
        for (int rank = 0; rank < selected.length; rank++) {
            int row = pool.row(rank);
            for (int a = 0; a < index.attributes(); a++) {
                int group = index.group(a, row);
                if (group != GroupIndex.NONE) {
                    customers[group]++;
                    offers[group] += selected[row] ? 1 : 0;
                    reached[group] += selected[row] ? pool.weight(rank) : 0;
                }
            }
        }
        List<GroupRate> rates = new ArrayList<>();
        for (int group = 0; group < totals.length; group++) {
            Statistic rate = totals[group] == 0
                    ? Statistic.undetermined("the group has nobody whom the rate could count")
                    : Statistic.of((double) reached[group] / totals[group]);
            rates.add(new GroupRate(
                    index.attribute(group),
                    index.name(group),
                    customers[group],
                    offers[group],
                    (double) totals[group] / perCustomer,
                    (double) reached[group] / perCustomer,
                    rate,
                    prices[group] * perCustomer));
        }
        return rates;
    }
}
