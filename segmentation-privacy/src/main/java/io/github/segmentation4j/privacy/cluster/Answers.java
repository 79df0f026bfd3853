package io.github.segmentation4j.privacy.cluster;

import io.github.segmentation4j.privacy.accounting.Adjacency;
import io.github.segmentation4j.privacy.accounting.PrivacyEvent;
import io.github.segmentation4j.privacy.ledger.PrivacyCharge;
import io.github.segmentation4j.privacy.noise.GaussianNoise;
import io.github.segmentation4j.privacy.noise.NoiseSource;

/**
 * The noisy answers of one fit: hands out parts of a rho and never more than all of it. Whatever a row adds to an answer
 * is a vector whose length has a bound; under replacement two such vectors differ. Belongs to one thread.
 */
final class Answers {
    /** Rounding of the parts; rho itself keeps a larger margin. */
    private static final double ROUNDING = 1e-9;

    /** Below it, noise on a sum of a few hundred columns could leave the range of a long. */
    private static final double LEAST_RHO = 1e-14;

    private final double rho;
    private final Adjacency adjacency;
    private final NoiseSource source;
    private double used;

    Answers(PrivacyCharge charge, NoiseSource source) {
        rho = paying(charge).share() * (1 - 2 * ROUNDING);
        adjacency = charge.adjacency();
        this.source = source;
    }

    /** Refuses a charge that does not pay for Gaussian noise. */
    static PrivacyCharge paying(PrivacyCharge charge) {
        if (charge.isPure()) {
            throw new IllegalArgumentException("a charge must be one in epsilon and delta or in rho, was " + charge
                    + "; the noise is Gaussian, which has no epsilon without a delta");
        }
        if (!(charge.share() >= LEAST_RHO)) {
            throw new IllegalArgumentException(
                    "a charge must leave room for an answer, was " + charge + "; the noise would overflow");
        }
        return charge;
    }

    /** What the ledger is asked to book. */
    static PrivacyEvent event(PrivacyCharge charge) {
        return new PrivacyEvent.ZeroConcentrated(paying(charge).share());
    }

    /** Whether the number of rows is no secret. */
    boolean knowsRows() {
        return adjacency == Adjacency.REPLACE;
    }

    /** Numbers to which a row adds 1 in one place. */
    long[] counts(long[] exact, double share) {
        return noise(countSensitivity(), share).release(exact, spend(share));
    }

    /**
     * Numbers to which a row adds a vector that is no longer than a bound, in any direction.
     *
     * @param length in units, at least 1
     */
    long[] sums(long[] exact, double length, double share) {
        return noise(sumSensitivity(length), share).release(exact, spend(share));
    }

    /**
     * Numbers whose sensitivity the caller knows.
     *
     * @param sensitivity the most that a neighbour changes them, as a length in units
     */
    long[] released(long[] exact, double sensitivity, double share) {
        return noise(sensitivity, share).release(exact, spend(share));
    }

    /** The standard deviation of {@link #counts}. */
    double countDeviation(double share) {
        return noise(countSensitivity(), share).standardDeviation();
    }

    /** The standard deviation of {@link #sums}, in units. */
    double sumDeviation(double length, double share) {
        return noise(sumSensitivity(length), share).standardDeviation();
    }

    /** The standard deviation of {@link #released}, in units. */
    double deviation(double sensitivity, double share) {
        return noise(sensitivity, share).standardDeviation();
    }

    /** The most that one row changes counts, as a length. */
    double countSensitivity() {
        return adjacency == Adjacency.REPLACE ? Math.nextUp(Math.sqrt(2)) : 1;
    }

    /** The most that one row changes sums, as a length. */
    double sumSensitivity(double length) {
        return adjacency == Adjacency.REPLACE ? 2 * length : length;
    }

    private GaussianNoise noise(double sensitivity, double share) {
        return GaussianNoise.of(sensitivity, share * rho);
    }

    private NoiseSource spend(double share) {
        used += share;
        if (!(share > 0) || used > 1 + ROUNDING) {
            throw new IllegalStateException("the parts of a spend must not exceed it, were " + used);
        }
        return source;
    }
}
