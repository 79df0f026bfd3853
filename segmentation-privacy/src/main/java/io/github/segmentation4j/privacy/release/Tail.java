package io.github.segmentation4j.privacy.release;

import io.github.segmentation4j.internal.statistic.StandardNormal;
import io.github.segmentation4j.privacy.ledger.PrivacyCharge;
import io.github.segmentation4j.privacy.noise.GaussianNoise;

/** How far noise reaches upward but for a small chance, always to the safe side. */
final class Tail {
    private static final int STEPS = 100;

    private Tail() {}

    /** A number of units that the noise of a charge reaches with at most a chance, above 0 and below a half. */
    static long above(PrivacyCharge charge, Sensitivity sensitivity, double chance) {
        double units;
        if (charge.isPure()) {
            double rate = charge.share() / sensitivity.l1();
            // P(x >= m) = e^(-m rate) / (1 + e^-rate) for m >= 1.
            units = -StrictMath.log(chance * (1 + StrictMath.exp(-rate))) / rate;
        } else {
            // A discrete Gaussian reaches m no more often than a continuous one of the same sigma reaches m - 1; its
            // own
            // deviation may be far below sigma, while its tail is not.
            double sigma =
                    Math.sqrt(GaussianNoise.of(sensitivity.l2(), charge.share()).sigmaSquared());
            units = quantile(chance) * sigma + 1;
        }
        // One unit more makes up for the rounding of the logarithm.
        return (long) Math.ceil(Math.max(0, units)) + 1;
    }

    /** The chance that the noise of a charge is at least a number of units. */
    static double chance(PrivacyCharge charge, Sensitivity sensitivity, double units) {
        if (!charge.isPure()) {
            return StandardNormal.upperTail(
                    units / sensitivity.mechanism(charge).standardDeviation());
        }
        double rate = charge.share() / sensitivity.l1();
        double far = StrictMath.exp(-Math.max(units, 1 - units) * rate) / (1 + StrictMath.exp(-rate));
        return units >= 1 ? far : 1 - far;
    }

    /** Where the upper tail of the standard normal distribution is at most a chance; exact far out. */
    private static double quantile(double chance) {
        double low = 0;
        // e^(-z^2 / 2) bounds the tail.
        double high = Math.sqrt(-2 * StrictMath.log(chance));
        for (int step = 0; step < STEPS; step++) {
            double middle = low + (high - low) / 2;
            if (StandardNormal.upperTail(middle) <= chance) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }
}
