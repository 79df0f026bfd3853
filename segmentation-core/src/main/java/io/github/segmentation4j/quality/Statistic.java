package io.github.segmentation4j.quality;

import java.util.Objects;
import java.util.OptionalDouble;

/** A number that may be impossible to compute: never NaN, never a 0 that means nothing. */
public sealed interface Statistic {
    /**
     * A number.
     *
     * @param number finite
     */
    record Value(double number) implements Statistic {
        /** Checks the number. */
        public Value {
            requireFinite(number);
        }
    }

    /**
     * A number known up to an interval.
     *
     * @param number the estimate, finite
     * @param lower the lower end of the interval
     * @param upper the upper end of the interval
     * @param confidence the confidence of the interval, such as 0.95
     */
    record Estimate(double number, double lower, double upper, double confidence) implements Statistic {
        /** Checks the numbers. */
        public Estimate {
            requireFinite(number);
            requireFinite(lower);
            requireFinite(upper);
            if (!(confidence > 0 && confidence < 1) || !(lower <= upper)) {
                throw new IllegalArgumentException("an interval needs lower <= upper and a confidence between 0 and 1,"
                        + " were " + lower + ", " + upper + ", " + confidence);
            }
        }
    }

    /**
     * No number, with the reason.
     *
     * @param reason why it cannot be computed, in words
     */
    record Undetermined(String reason) implements Statistic {
        /** Checks the reason. */
        public Undetermined {
            Objects.requireNonNull(reason, "reason");
        }
    }

    /** A number. */
    static Statistic of(double number) {
        return new Value(number);
    }

    /** No number, with the reason. */
    static Statistic undetermined(String reason) {
        return new Undetermined(reason);
    }

    /** The number, if there is one. */
    default OptionalDouble value() {
        if (this instanceof Value exact) {
            return OptionalDouble.of(exact.number());
        }
        return this instanceof Estimate estimate ? OptionalDouble.of(estimate.number()) : OptionalDouble.empty();
    }

    /**
     * The number.
     *
     * @throws IllegalStateException with the reason if there is none
     */
    default double orElseThrow() {
        if (this instanceof Undetermined none) {
            throw new IllegalStateException(none.reason());
        }
        return value().orElseThrow();
    }

    private static void requireFinite(double number) {
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException("a statistic must be finite, was " + number);
        }
    }
}
