package io.github.segmentation4j.fairness.cluster;

import io.github.segmentation4j.data.Categories;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/** Tries every assignment of a few rows. Rules are read from their definitions, in fractions, not from the solver's rows. */
final class BruteForce {
    private final double[][] costs;
    private final GroupRules rules;
    private final List<Categories> groups;
    private final int[] labels;
    private double best = Double.POSITIVE_INFINITY;
    private int[] bestLabels = new int[0];

    private BruteForce(double[][] points, double[][] centres, GroupRules rules, List<Categories> groups) {
        costs = costs(points, centres);
        this.rules = rules;
        this.groups = groups;
        labels = new int[points.length];
    }

    static double[][] costs(double[][] points, double[][] centres) {
        double[][] costs = new double[points.length][centres.length];
        for (int i = 0; i < points.length; i++) {
            for (int j = 0; j < centres.length; j++) {
                for (int c = 0; c < points[i].length; c++) {
                    double difference = points[i][c] - centres[j][c];
                    costs[i][j] += difference * difference;
                }
            }
        }
        return costs;
    }

    /** The least cost under the rules, infinite if nothing obeys them. */
    static double leastCost(double[][] points, double[][] centres, GroupRules rules, List<Categories> groups) {
        BruteForce all = new BruteForce(points, centres, rules, groups);
        all.assign(0, 0);
        return all.best;
    }

    /** The labels of least cost. */
    static int[] bestLabels(double[][] points, double[][] centres, GroupRules rules, List<Categories> groups) {
        BruteForce all = new BruteForce(points, centres, rules, groups);
        all.assign(0, 0);
        return all.bestLabels;
    }

    private void assign(int row, double cost) {
        if (cost >= best) {
            return;
        }
        if (row == labels.length) {
            if (obeys(rules, groups, labels, costs[0].length)) {
                best = cost;
                bestLabels = labels.clone();
            }
            return;
        }
        for (int j = 0; j < costs[row].length; j++) {
            labels[row] = j;
            assign(row + 1, cost + costs[row][j]);
        }
    }

    /** Whether labels obey rules, exactly. */
    static boolean obeys(GroupRules rules, List<Categories> groups, int[] labels, int segments) {
        int[] sizes = new int[segments];
        for (int label : labels) {
            sizes[label]++;
        }
        return rules.rules().stream().allMatch(rule -> obeys(rule, groups, labels, sizes));
    }

    private static boolean obeys(GroupRules.Rule rule, List<Categories> groups, int[] labels, int[] sizes) {
        if (rule instanceof GroupRules.Sizes bounds) {
            return Arrays.stream(sizes).allMatch(size -> size >= bounds.min() && size <= bounds.max());
        }
        Categories attribute = groups.stream()
                .filter(one -> rule.attributes().contains(one.name()))
                .findFirst()
                .orElseThrow();
        int[][] counts = new int[attribute.levels().size()][sizes.length];
        for (int row = 0; row < labels.length; row++) {
            if (attribute.code(row) >= 0) {
                counts[attribute.code(row)][labels[row]]++;
            }
        }
        if (rule instanceof GroupRules.Counts exact) {
            int[] group = counts[attribute.levels().indexOf(exact.level())];
            for (int j = 0; j < sizes.length; j++) {
                if (group[j] < exact.lower().get(j) || group[j] > exact.upper().get(j)) {
                    return false;
                }
            }
            return true;
        }
        if (rule instanceof GroupRules.Share share) {
            int[] group = counts[attribute.levels().indexOf(share.level())];
            for (int j = 0; j < sizes.length; j++) {
                if (!atLeast(group[j], share.lower(), sizes[j]) || !atMost(group[j], share.upper(), sizes[j])) {
                    return false;
                }
            }
            return true;
        }
        int[] inhabited = attribute.counts();
        for (int g = 0; g < counts.length; g++) {
            for (int j = 0; j < sizes.length; j++) {
                if (rule instanceof GroupRules.Within within) {
                    long all = (long) inhabited[g] * sizes[j];
                    long own = (long) counts[g][j] * labels.length;
                    if (!atLeast(own, within.factor(), all) || !atLeast(all, within.factor(), own)) {
                        return false;
                    }
                } else if (rule instanceof GroupRules.Balance balance) {
                    for (int h = 0; h < counts.length; h++) {
                        if (inhabited[g] > 0 && !atLeast(counts[g][j], balance.least(), counts[h][j])) {
                            return false;
                        }
                    }
                }
            }
        }
        return true;
    }

    private static boolean atLeast(long part, Fraction fraction, long whole) {
        return compare(part, fraction, whole) >= 0;
    }

    private static boolean atMost(long part, Fraction fraction, long whole) {
        return compare(part, fraction, whole) <= 0;
    }

    private static int compare(long part, Fraction fraction, long whole) {
        return BigInteger.valueOf(part)
                .multiply(BigInteger.valueOf(fraction.denominator()))
                .compareTo(BigInteger.valueOf(whole).multiply(BigInteger.valueOf(fraction.numerator())));
    }
}
