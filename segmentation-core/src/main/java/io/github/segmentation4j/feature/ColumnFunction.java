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
