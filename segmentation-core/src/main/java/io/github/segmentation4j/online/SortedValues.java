package io.github.segmentation4j.online;

import io.github.segmentation4j.run.InvalidInputException;
import java.util.Arrays;

/** Values in ascending order. */
final class SortedValues {
    private SortedValues() {}

    /** A sorted copy. */
    static double[] of(double[] values) {
        double[] sorted = values.clone();
        for (int i = 0; i < sorted.length; i++) {
            if (!Double.isFinite(sorted[i])) {
                throw new InvalidInputException("values must be finite, one is missing or infinite; leave it out");
            }
            sorted[i] += 0.0; // Arrays.sort tells the two zeros apart, ranks must not
        }
        Arrays.sort(sorted);
        return sorted;
    }

    /** How many are below a value. */
    static int below(double[] sorted, double value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** How many are at most a value. */
    static int atMost(double[] sorted, double value) {
        return below(sorted, Math.nextUp(value));
    }
}
