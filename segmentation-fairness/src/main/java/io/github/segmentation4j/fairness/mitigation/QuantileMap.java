package io.github.segmentation4j.fairness.mitigation;

import io.github.segmentation4j.run.ModelState;
import java.util.Arrays;

/**
 * A rising function through points, linear between them, moved in parallel beyond the first and the last; without points
 * it changes nothing. Where several points have the same value, that value goes to the middle of where they go.
 */
final class QuantileMap {
    static final QuantileMap IDENTITY = new QuantileMap(new double[0], new double[0]);

    private final double[] from;
    private final double[] to;

    /** Both rising, of the same length; nobody else holds them. */
    QuantileMap(double[] from, double[] to) {
        this.from = from;
        this.to = to;
    }

    /** Where a value goes if it goes a share of the way: to the bit itself for a share of 0 and where nothing changes. */
    double at(double value, double share) {
        if (from.length == 0 || share == 0 || Double.isNaN(value)) {
            return value;
        }
        return share == 1 ? at(value) : (1 - share) * value + share * at(value);
    }

    private double at(double value) {
        int last = from.length - 1;
        // Each end is bounded by its point, so that rounding cannot turn the order of two values round.
        if (value < from[0]) {
            return Math.min(to[0], value + (to[0] - from[0]));
        }
        if (value > from[last]) {
            return Math.max(to[last], value + (to[last] - from[last]));
        }
        int right = firstAtLeast(value);
        if (from[right] == value) {
            int end = right;
            while (end < last && from[end + 1] == value) {
                end++;
            }
            int middle = (right + end) >>> 1;
            return to[middle] / 2 + to[right + end - middle] / 2;
        }
        double share = (value - from[right - 1]) / (from[right] - from[right - 1]);
        return Math.min(to[right], to[right - 1] + share * (to[right] - to[right - 1]));
    }

    private int firstAtLeast(double value) {
        int low = 0;
        int high = from.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (from[middle] >= value) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    ModelState state() {
        return ModelState.of("quantiles/1").put("from", from).put("to", to).build();
    }

    static QuantileMap restore(ModelState state) {
        double[] from = state.numbers("from");
        double[] to = state.numbers("to");
        MitigationInput.require(from.length == to.length && rises(from) && rises(to), state);
        return new QuantileMap(from, to);
    }

    private static boolean rises(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        for (int i = 0; i < values.length; i++) {
            if (values[i] != sorted[i] || Double.isInfinite(values[i])) {
                return false;
            }
        }
        return true;
    }
}
