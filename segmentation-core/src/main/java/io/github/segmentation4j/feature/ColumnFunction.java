package io.github.segmentation4j.feature;

import io.github.segmentation4j.run.ModelState;
import java.util.Arrays;

/** What happens to the values of one column; a missing value stays missing. */
sealed interface ColumnFunction {
    /** Marks that every value was accepted. */
    int DONE = -1;

    /**
     * Changes the values from {@code from} to before {@code to} in place.
     *
     * @return {@link #DONE}, or the place of a value it cannot take
     */
    int apply(double[] values, int from, int to);

    /** The value that becomes {@code value}; within {@link #least()} to {@link #greatest()} only. */
    double inverse(double value);

    /** The least value there can be after it, as far as different values stay different. */
    default double least() {
        return Double.NEGATIVE_INFINITY;
    }

    /** The greatest value there can be after it, as far as different values stay different. */
    default double greatest() {
        return Double.POSITIVE_INFINITY;
    }

    /** Whether it makes all values one. */
    default boolean isConstant() {
        return !(least() < greatest());
    }

    /** What was learned. */
    double[] parameters();

    /** The function of a kind with what it learned. */
    static ColumnFunction of(ScalingMethod method, double[] parameters, ModelState state) {
        int wanted =
                switch (method) {
                    case STANDARD, ROBUST, MIN_MAX, WINSORISED -> 2;
                    case LOG, SIGNED_LOG -> 0;
                    case QUANTILE -> parameters.length;
                };
        Stored.require(parameters.length == wanted, state);
        return switch (method) {
            case STANDARD, ROBUST, MIN_MAX -> new Affine(parameters[0], parameters[1]);
            case WINSORISED -> new Clamp(parameters[0], parameters[1]);
            case LOG -> new Log();
            case SIGNED_LOG -> new SignedLog();
            case QUANTILE -> new Rank(parameters);
        };
    }

    /** {@code (x - shift) / divisor}, or 0 where the divisor is. */
    record Affine(double shift, double divisor) implements ColumnFunction {
        @Override
        public int apply(double[] values, int from, int to) {
            for (int i = from; i < to; i++) {
                double value = values[i];
                if (divisor != 0) {
                    values[i] = (value - shift) / divisor;
                } else if (!Double.isNaN(value)) {
                    values[i] = 0;
                }
            }
            return DONE;
        }

        @Override
        public double inverse(double value) {
            return Math.fma(value, divisor, shift);
        }

        @Override
        public boolean isConstant() {
            return !(divisor > 0);
        }

        @Override
        public double[] parameters() {
            return new double[] {shift, divisor};
        }
    }

    /** {@code log(1 + x)}. */
    record Log() implements ColumnFunction {
        @Override
        public int apply(double[] values, int from, int to) {
            for (int i = from; i < to; i++) {
                if (values[i] <= -1) {
                    return i;
                }
                values[i] = StrictMath.log1p(values[i]);
            }
            return DONE;
        }

        @Override
        public double inverse(double value) {
            return StrictMath.expm1(value);
        }

        @Override
        public double[] parameters() {
            return new double[0];
        }
    }

    /** {@code sign(x) log(1 + |x|)}. */
    record SignedLog() implements ColumnFunction {
        @Override
        public int apply(double[] values, int from, int to) {
            for (int i = from; i < to; i++) {
                values[i] = Math.copySign(StrictMath.log1p(Math.abs(values[i])), values[i]);
            }
            return DONE;
        }

        @Override
        public double inverse(double value) {
            return Math.copySign(StrictMath.expm1(Math.abs(value)), value);
        }

        @Override
        public double[] parameters() {
            return new double[0];
        }
    }

    /** Values beyond the bounds become the bounds. */
    record Clamp(double low, double high) implements ColumnFunction {
        @Override
        public int apply(double[] values, int from, int to) {
            for (int i = from; i < to; i++) {
                // Comparisons, not min and max, so that NaN passes and the sign of zero stays.
                if (values[i] < low) {
                    values[i] = low;
                } else if (values[i] > high) {
                    values[i] = high;
                }
            }
            return DONE;
        }

        @Override
        public double inverse(double value) {
            return value;
        }

        @Override
        public double least() {
            return low;
        }

        @Override
        public double greatest() {
            return high;
        }

        @Override
        public double[] parameters() {
            return new double[] {low, high};
        }
    }

    /** The rank among learned quantiles, from 0 to 1; the middle rank where quantiles are equal. */
    final class Rank implements ColumnFunction {
        private final double[] knots;

        Rank(double[] knots) {
            this.knots = knots.clone();
        }

        @Override
        public int apply(double[] values, int from, int to) {
            for (int i = from; i < to; i++) {
                if (!Double.isNaN(values[i])) {
                    values[i] = rank(values[i]);
                }
            }
            return DONE;
        }

        private double rank(double value) {
            int last = knots.length - 1;
            if (last < 1 || knots[0] == knots[last] || value < knots[0]) {
                return 0;
            }
            if (value > knots[last]) {
                return 1;
            }
            int first = firstAtLeast(value);
            if (knots[first] == value) {
                int end = first;
                while (end < last && knots[end + 1] == value) {
                    end++;
                }
                return (first + end) / 2.0 / last;
            }
            double low = knots[first - 1];
            return (first - 1 + (value - low) / (knots[first] - low)) / last;
        }

        private int firstAtLeast(double value) {
            int low = 0;
            int high = knots.length - 1;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (knots[middle] < value) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }

        @Override
        public double inverse(double value) {
            int last = knots.length - 1;
            double at = value * last;
            int below = Math.min((int) at, Math.max(0, last - 1));
            return below == last ? knots[last] : knots[below] + (at - below) * (knots[below + 1] - knots[below]);
        }

        @Override
        public double least() {
            return 0;
        }

        @Override
        public double greatest() {
            return knots.length < 2 || knots[0] == knots[knots.length - 1] ? 0 : 1;
        }

        @Override
        public double[] parameters() {
            return knots.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Rank that && Arrays.equals(knots, that.knots);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(knots);
        }
    }
}
