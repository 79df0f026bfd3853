package io.github.segmentation4j.fairness.unobserved;

import io.github.segmentation4j.quality.Statistic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;

/**
 * Takes out of group counts the chance by which each person disguised the own group: what is reported is the truth passed
 * through a channel of known probabilities, and its inverse gives the shares of the groups without bias, and the rate of
 * an outcome in each. The truth about a person stays unknown.
 *
 * <p>With two groups and the truth kept with probability p, the variance grows by the factor 1 / (2p - 1)^2. The disguise
 * must not depend on the outcome. Estimates are not cut to 0 and 1, which would bias them; {@link CorrectedShares} has
 * shares beside them that are. Costs k^3 for k groups. Immutable and safe for use by several threads.
 *
 * <p>References: S. L. Warner, Randomized response, Journal of the American Statistical Association 60, 1965; A.
 * Chaudhuri, R. Mukerjee, Randomized Response, 1988.
 */
public final class RandomisedResponseCorrection {
    /** Below this pivot the inverse would multiply the reports by more than a billion. */
    private static final double SINGULAR = 1e-9;

    /** Probabilities written as decimals may miss 1 by this much. */
    private static final double ROUNDING = 1e-9;

    private final List<String> levels;
    private final double[][] inverse;
    private final Confidence confidence;

    private RandomisedResponseCorrection(List<String> levels, double[][] inverse, Confidence confidence) {
        this.levels = levels;
        this.inverse = inverse;
        this.confidence = confidence;
    }

    /**
     * A correction for a channel that reports the truth with one probability and every other group with the same.
     *
     * @param levels the groups, at least 2
     * @param truth the probability of the truth, 0 to 1; 1 / k for k groups says nothing and is refused
     */
    public static RandomisedResponseCorrection symmetric(List<String> levels, double truth) {
        int k = levels.size();
        double[][] channel = new double[k][k];
        for (int from = 0; from < k; from++) {
            for (int to = 0; to < k; to++) {
                channel[from][to] = from == to ? truth : (1 - truth) / (k - 1);
            }
        }
        return of(levels, channel);
    }

    /**
     * A correction for any channel.
     *
     * @param levels the groups, at least 2
     * @param channel for each true group the probability of reporting each group; rows add up to 1; copied
     * @throws IllegalArgumentException if the channel cannot be inverted: different groups then look the same
     */
    public static RandomisedResponseCorrection of(List<String> levels, double[][] channel) {
        int k = levels.size();
        if (k < 2 || channel.length != k) {
            throw new IllegalArgumentException("a channel needs a row for each of at least 2 groups, had "
                    + channel.length + " rows for " + k + " groups");
        }
        double[][] transposed = new double[k][k];
        for (int from = 0; from < k; from++) {
            double sum = 0;
            for (int to = 0; to < k; to++) {
                double chance = channel[from].length == k ? channel[from][to] : Double.NaN;
                if (!(chance >= 0 && chance <= 1)) {
                    throw new IllegalArgumentException(
                            "row " + from + " of the channel must hold " + k + " probabilities");
                }
                transposed[to][from] = chance;
                sum += chance;
            }
            if (Math.abs(sum - 1) > ROUNDING) {
                throw new IllegalArgumentException("row " + from + " of the channel must add up to 1, was " + sum);
            }
        }
        LUDecomposition decomposition = new LUDecomposition(new Array2DRowRealMatrix(transposed), SINGULAR);
        if (!decomposition.getSolver().isNonSingular()) {
            throw new IllegalArgumentException("the channel cannot be inverted: some groups report alike whatever the"
                    + " truth; a truth probability of 1 / k says nothing");
        }
        double[][] inverse = decomposition.getSolver().getInverse().getData();
        return new RandomisedResponseCorrection(List.copyOf(levels), inverse, Confidence.STANDARD);
    }

    /**
     * This correction with another confidence. Default: 0.95.
     *
     * @param level above 0 and below 1
     */
    public RandomisedResponseCorrection withConfidence(double level) {
        return new RandomisedResponseCorrection(levels, inverse, new Confidence(level));
    }

    /**
     * The shares of the groups.
     *
     * @param reported how many persons reported each group, in the order of the levels
     */
    public CorrectedShares shares(long[] reported) {
        long persons = total(reported);
        List<Statistic> shares = new ArrayList<>();
        double[] plain = new double[levels.size()];
        for (int group = 0; group < plain.length; group++) {
            double square = 0;
            for (int report = 0; report < plain.length; report++) {
                double weight = inverse[group][report];
                plain[group] += weight * reported[report] / Math.max(1, persons);
                square += weight * weight * reported[report] / Math.max(1, persons);
            }
            shares.add(
                    persons == 0
                            ? Statistic.undetermined("nobody has reported a group")
                            : confidence.around(plain[group], (square - plain[group] * plain[group]) / persons));
        }
        return new CorrectedShares(levels, shares, persons == 0 ? List.of() : onSimplex(plain), persons);
    }

    /** The nearest shares that are not negative and add up to 1. */
    private static List<Double> onSimplex(double[] shares) {
        double[] nearest = Projection.ontoTotal(shares, ones(shares.length), 1, 0);
        List<Double> list = new ArrayList<>();
        for (double share : nearest) {
            list.add(share);
        }
        return list;
    }

    private static double[] ones(int length) {
        double[] ones = new double[length];
        Arrays.fill(ones, 1);
        return ones;
    }

    /**
     * The rate of an outcome among the true members of a group.
     *
     * @param reported how many persons reported each group
     * @param positives how many of those have the outcome
     * @return undetermined if the number of members cannot be told from 0
     */
    public Statistic rate(String level, long[] reported, long[] positives) {
        Ratio ratio = ratio(place(level), reported, positives);
        return ratio.reason().isEmpty()
                ? confidence.around(ratio.rate(), ratio.spread(ratio, reported, positives, 0))
                : Statistic.undetermined(ratio.reason());
    }

    /**
     * The rate of an outcome among the true members of a group less that of another.
     *
     * @param reported how many persons reported each group
     * @param positives how many of those have the outcome
     * @return undetermined if the number of members of either cannot be told from 0
     */
    public Statistic difference(String level, String other, long[] reported, long[] positives) {
        Ratio one = ratio(place(level), reported, positives);
        Ratio two = ratio(place(other), reported, positives);
        String reason = one.reason().isEmpty() ? two.reason() : one.reason();
        return reason.isEmpty()
                ? confidence.around(one.rate() - two.rate(), one.spread(two, reported, positives, 1))
                : Statistic.undetermined(reason);
    }

    private Ratio ratio(int group, long[] reported, long[] positives) {
        long persons = total(reported);
        if (positives.length != reported.length) {
            throw new IllegalArgumentException("positives must be counted for each of the " + reported.length
                    + " groups, were for " + positives.length);
        }
        double members = 0;
        double hits = 0;
        double square = 0;
        for (int report = 0; report < reported.length; report++) {
            if (positives[report] < 0 || positives[report] > reported[report]) {
                throw new IllegalArgumentException("positives must lie between 0 and the persons of their group");
            }
            double weight = inverse[group][report];
            members += weight * reported[report];
            hits += weight * positives[report];
            square += weight * weight * reported[report];
        }
        double variance = square - members / Math.max(1, persons) * members;
        boolean known = members > 0 && members > confidence.z() * Math.sqrt(Math.max(0, variance));
        String reason = known ? "" : "the number of true members of the group cannot be told from 0";
        return new Ratio(inverse[group], members, hits / members, reason);
    }

    private int place(String level) {
        int place = levels.indexOf(level);
        if (place < 0) {
            throw new IllegalArgumentException("the group must be one of " + levels + ", was '" + level + "'");
        }
        return place;
    }

    private long total(long[] reported) {
        if (reported.length != levels.size()) {
            throw new IllegalArgumentException(
                    "reports must be counted for each of " + levels.size() + " groups, were for " + reported.length);
        }
        long total = 0;
        for (long count : reported) {
            if (count < 0) {
                throw new IllegalArgumentException("a count must not be negative, was " + count);
            }
            total = Math.addExact(total, count);
        }
        return total;
    }

    /** The rate of one group, with what each report weighs in it; nobody changes the array. */
    private record Ratio(double[] weights, double members, double rate, String reason) {
        /** The variance of this rate less {@code times} another's, by the delta method. */
        double spread(Ratio other, long[] reported, long[] positives, int times) {
            double sum = 0;
            for (int report = 0; report < reported.length; report++) {
                for (int outcome = 0; outcome <= 1; outcome++) {
                    long count = outcome == 1 ? positives[report] : reported[report] - positives[report];
                    double influence = weights[report] * (outcome - rate) / members
                            - times * other.weights[report] * (outcome - other.rate) / other.members;
                    sum += count * influence * influence;
                }
            }
            return sum;
        }
    }
}
