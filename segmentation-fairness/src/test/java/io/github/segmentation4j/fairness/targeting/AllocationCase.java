package io.github.segmentation4j.fairness.targeting;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.RunContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A small random allocation problem and its solution by looking at every subset. Scores are eighths: sums are exact. */
record AllocationCase(Candidates candidates, RateBand band, boolean outcomes, int budget, BudgetUse use) {
    static final TieBreak TIE_BREAK = TieBreak.of("a key of a campaign for tests".getBytes(StandardCharsets.UTF_8));
    static final RunContext CONTEXT = RunContext.seeded(1);

    private static final double[] LIMITS = {0, 0.1, 0.2, 0.25, 0.3, 0.5, 0.8, 1};

    static AllocationCase random(long seed, int attributes, boolean outcomes, BudgetUse use) {
        SeededRandom random = SeededRandom.of(SeededRandom.derive(20_260_101, seed));
        int n = 1 + random.nextInt(12);
        double[] scores = new double[n];
        double[] expected = new double[n];
        int spread = 1 + random.nextInt(16);
        for (int row = 0; row < n; row++) {
            scores[row] = (random.nextInt(2 * spread) - spread / 4) / 8.0;
            expected[row] = random.nextInt(2);
        }
        Categories[] groups = new Categories[attributes];
        for (int a = 0; a < attributes; a++) {
            groups[a] = groups("attribute " + a, n, 1 + random.nextInt(4), random);
        }
        double limit = LIMITS[random.nextInt(LIMITS.length)];
        RateBand band = random.nextInt(2) == 0 ? RateBand.difference(limit) : RateBand.ratio(limit);
        Candidates candidates = Candidates.of(ids(n), scores)
                .withGroups(groups[0], Arrays.copyOfRange(groups, 1, attributes))
                .withOutcomes(expected);
        return new AllocationCase(candidates, band, outcomes, random.nextInt(n + 1), use);
    }

    static List<String> ids(int n) {
        List<String> ids = new ArrayList<>();
        for (int row = 0; row < n; row++) {
            ids.add("customer " + row);
        }
        return ids;
    }

    static Categories groups(String name, int n, int levels, SeededRandom random) {
        List<String> names = new ArrayList<>();
        for (int level = 0; level <= levels; level++) {
            names.add("level " + (levels - level));
        }
        int[] codes = new int[n];
        for (int row = 0; row < n; row++) {
            codes[row] = random.nextInt(levels + 1) - 1;
        }
        return Categories.of(name, names, codes);
    }

    OfferAllocation allocation() {
        OfferAllocation plain = outcomes
                ? OfferAllocation.equalOpportunity(band, TIE_BREAK)
                : OfferAllocation.demographicParity(band, TIE_BREAK);
        return plain.withBudgetUse(use);
    }

    Allocation solve() {
        return allocation().allocate(candidates, budget, CONTEXT);
    }

    /** The highest value of any subset within the band, minus infinity if there is none. */
    double bruteForce(RateBand within) {
        int n = candidates.size();
        double best = Double.NEGATIVE_INFINITY;
        for (int subset = 0; subset < 1 << n; subset++) {
            int size = Integer.bitCount(subset);
            boolean allowed = use == BudgetUse.EXACTLY ? size == budget : size <= budget;
            if (allowed && isWithin(subset, within)) {
                best = Math.max(best, value(subset));
            }
        }
        return best;
    }

    private double value(int subset) {
        double[] scores = candidates.scores();
        double value = 0;
        for (int row = 0; row < scores.length; row++) {
            value += (subset >> row & 1) * scores[row];
        }
        return value;
    }

    /** Whether a subset, a bit for each row, keeps a band; whole numbers alone. */
    boolean isWithin(int subset, RateBand within) {
        double[] expected = candidates.outcomes().orElseThrow();
        for (Categories groups : candidates.groups()) {
            int levels = groups.levels().size();
            long[] hits = new long[levels + 1];
            long[] sizes = new long[levels + 1];
            for (int row = 0; row < groups.size(); row++) {
                int group = groups.code(row) < 0 ? levels : groups.code(row);
                if (!outcomes || expected[row] == 1) {
                    sizes[group]++;
                    hits[group] += subset >> row & 1;
                }
            }
            for (int g = 0; g <= levels; g++) {
                for (int h = 0; h <= levels; h++) {
                    if (sizes[g] > 0 && sizes[h] > 0 && isBeyond(hits[g], sizes[g], hits[h], sizes[h], within)) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private static boolean isBeyond(long high, long highOf, long low, long lowOf, RateBand within) {
        long limit = within.billionths();
        return within.comparison() == RateComparison.DIFFERENCE
                ? (high * lowOf - low * highOf) * 1_000_000_000 > limit * highOf * lowOf
                : high * lowOf * limit > low * highOf * 1_000_000_000;
    }

    int subset(Allocation allocation) {
        int subset = 0;
        for (int row : allocation.rows()) {
            subset |= 1 << row;
        }
        return subset;
    }
}
