package io.github.segmentation4j.privacy.local;

import io.github.segmentation4j.run.InvalidInputException;

/**
 * The range of a number, and places in it as whole units.
 *
 * @param lower finite
 * @param upper finite, above the lower end
 */
record Bounds(double lower, double upper) {
    static final int UNIT_BITS = 53;

    /** Units from the lower to the upper end. */
    static final long UNITS = 1L << UNIT_BITS;

    Bounds {
        if (!Double.isFinite(lower) || !Double.isFinite(upper) || !(lower < upper)) {
            throw new IllegalArgumentException(
                    "bounds must be finite and the lower below the upper, were " + lower + " and " + upper);
        }
        if (!(upper / 2 - lower / 2 >= Double.MIN_NORMAL)) {
            throw new IllegalArgumentException("bounds are too close, were " + lower + " and " + upper);
        }
    }

    /** Units from the lower end to a value, which is clipped to the bounds. */
    long units(double value) {
        return (long) (share(value) * UNITS);
    }

    /** From -1 at the lower end to 1 at the upper one, for a value that is clipped to the bounds. */
    double place(double value) {
        return 2 * share(value) - 1;
    }

    private double share(double value) {
        if (Double.isNaN(value)) {
            throw new InvalidInputException("a customer's value must be a number; leave out those who have none");
        }
        double clipped = Math.max(lower, Math.min(upper, value));
        return Math.min(1, (clipped / 2 - lower / 2) / halfWidth());
    }

    /** The value at a place. */
    double value(double place) {
        return lower / 2 + upper / 2 + place * halfWidth();
    }

    double halfWidth() {
        return upper / 2 - lower / 2;
    }
}
