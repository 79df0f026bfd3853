package io.github.segmentation4j.privacy.release;

import io.github.segmentation4j.privacy.noise.Grid;

/**
 * The bounds that values are clipped to, and their place between them as a number from -1 to 1 on a grid.
 *
 * @param lower finite
 * @param upper finite, above {@code lower}
 */
record ClippedRange(double lower, double upper) {
    /** Units in 1: 2^31 rows of them leave two bits of a long, whatever the data. */
    static final int BITS = 30;

    private static final Grid GRID = Grid.ofExponent(-BITS);

    static final long UNIT = 1L << BITS;

    ClippedRange {
        if (!Double.isFinite(lower) || !Double.isFinite(upper) || !(lower < upper)) {
            throw new IllegalArgumentException("bounds must be finite and the lower one below the upper one, were "
                    + lower + " and " + upper + "; without bounds there is no amount of noise that hides a customer");
        }
        if (upper / 2 - lower / 2 < Double.MIN_NORMAL) {
            throw new IllegalArgumentException("bounds lie too close together to be computed with, were " + lower
                    + " and " + upper + "; scale the values");
        }
    }

    double clip(double value) {
        return Math.max(lower, Math.min(upper, value));
    }

    double middle() {
        return lower / 2 + upper / 2;
    }

    double half() {
        return upper / 2 - lower / 2;
    }

    /** Where a value lies, from -2^30 at the lower bound to 2^30 at the upper one, cut toward the middle. */
    long units(double value) {
        double place = (clip(value) - middle()) / half();
        return GRID.toUnits(Math.max(-1, Math.min(1, place)));
    }

    /** Where a value lies, from 0 at the lower bound to 1 at the upper one. */
    double share(double value) {
        return Math.max(0, Math.min(1, (clip(value) / 2 - lower / 2) / half()));
    }

    double at(double share) {
        return clip(lower + 2 * half() * share);
    }
}
