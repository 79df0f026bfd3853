package io.github.segmentation4j.fairness.inference;

import io.github.segmentation4j.internal.statistic.StandardNormal;
import io.github.segmentation4j.quality.Statistic;

/**
 * What the pooled two-sided z test of two shares can find: how likely, with how many persons, from which gap on. Says
 * before an audit what it could miss, and after one what "nothing found" is worth.
 *
 * <p>By the normal approximation, the far tail left out; good where about 5 hits and misses are expected on either
 * side.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: J. L. Fleiss, B. Levin, M. C. Paik, Statistical methods for rates and proportions, 2003, without the
 * correction for continuity.
 */
public final class PowerAnalysis {
    private static final double LEVEL = 0.05;
    private static final double POWER = 0.8;

    private final double level;
    private final double power;

    private PowerAnalysis(double level, double power) {
        this.level = level;
        this.power = power;
    }

    /** A test at the level of 5 % that shall find a gap with a probability of 80 %. */
    public static PowerAnalysis standard() {
        return new PowerAnalysis(LEVEL, POWER);
    }

    /**
     * This analysis for another level.
     *
     * @param newLevel above 0 and below 1; for many comparisons, what the correction leaves of it
     */
    public PowerAnalysis withLevel(double newLevel) {
        Arguments.requireInside(newLevel, "the level");
        return new PowerAnalysis(newLevel, power);
    }

    /**
     * This analysis for another power.
     *
     * @param newPower the probability to find a gap, from a half and below 1
     */
    public PowerAnalysis withPower(double newPower) {
        if (!(newPower >= 0.5 && newPower < 1)) {
            throw new IllegalArgumentException("the power must be at least a half and below 1, was " + newPower);
        }
        return new PowerAnalysis(level, newPower);
    }

    /**
     * How many persons each of two groups of equal size needs.
     *
     * @param share a true share, from 0 to 1
     * @param otherShare another one
     */
    public long neededPerGroup(double share, double otherShare) {
        Arguments.requireProbability(share, "a share");
        Arguments.requireProbability(otherShare, "a share");
        if (share == otherShare) {
            throw new IllegalArgumentException(
                    "no number of persons shows a gap between equal shares; both were " + share);
        }
        double pooled = (share + otherShare) / 2;
        double root = critical() * Math.sqrt(2 * pooled * (1 - pooled))
                + StandardNormal.quantile(power) * Math.sqrt(share * (1 - share) + otherShare * (1 - otherShare));
        double gap = share - otherShare;
        return (long) Math.ceil(root * root / (gap * gap));
    }

    /**
     * The probability that the test finds a gap.
     *
     * @param share the true share of the first group, from 0 to 1
     * @param size its size, at least 1
     * @param otherShare the true share of the other group
     * @param otherSize its size
     */
    public double powerOf(double share, long size, double otherShare, long otherSize) {
        Arguments.requireProbability(share, "a share");
        Arguments.requireProbability(otherShare, "a share");
        requireSizes(size, otherSize);
        return share == otherShare ? level : power(share, size, otherShare, otherSize);
    }

    private double power(double share, long size, double otherShare, long otherSize) {
        double pooled = (share * size + otherShare * otherSize) / ((double) size + otherSize);
        double under = critical() * Math.sqrt(pooled * (1 - pooled) * (1.0 / size + 1.0 / otherSize));
        double gap = Math.abs(share - otherShare);
        double variance = share * (1 - share) / size + otherShare * (1 - otherShare) / otherSize;
        return variance == 0 ? (gap > under ? 1 : 0) : StandardNormal.upperTail((under - gap) / Math.sqrt(variance));
    }

    /**
     * The shares of the first group nearest to that of the other one, below and above, that the test finds with the
     * wanted power: what lies between them may go unseen.
     *
     * @param otherShare the true share of the other group, from 0 to 1
     * @param size the size of the first group, at least 1
     * @param otherSize the size of the other group
     */
    public Detectable detectable(double otherShare, long size, long otherSize) {
        Arguments.requireProbability(otherShare, "a share");
        requireSizes(size, otherSize);
        return new Detectable(
                nearest(otherShare, size, otherSize, 0, "below"), nearest(otherShare, size, otherSize, 1, "above"));
    }

    private Statistic nearest(double otherShare, long size, long otherSize, double end, String side) {
        if (end == otherShare || power(end, size, otherShare, otherSize) < power) {
            return Statistic.undetermined("the groups are too small to find any gap " + side);
        }
        double missed = otherShare;
        double found = end;
        // Halving a double 60 times leaves nothing to halve.
        for (int step = 0; step < 60; step++) {
            double middle = missed + (found - missed) / 2;
            if (power(middle, size, otherShare, otherSize) < power) {
                missed = middle;
            } else {
                found = middle;
            }
        }
        return Statistic.of(found);
    }

    private double critical() {
        return StandardNormal.quantile(1 - level / 2);
    }

    private static void requireSizes(long size, long otherSize) {
        if (size < 1 || otherSize < 1) {
            throw new IllegalArgumentException("both sizes must be at least 1, were " + size + " and " + otherSize);
        }
    }

    /**
     * The nearest shares that are found.
     *
     * @param below the one below the other group's share; undetermined if even 0 is too near
     * @param above the one above it; undetermined if even 1 is too near
     */
    public record Detectable(Statistic below, Statistic above) {}
}
