package io.github.segmentation4j.privacy.audit;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.random.SeededRandom;

/**
 * Rows for a {@link OneRunAudit} that move a release as far as a customer may.
 *
 * <p>Holds no state and is safe for use by several threads.
 */
public final class Canaries {
    private Canaries() {}

    /**
     * Corners of a box, each drawn at random: the rows that bounds on the columns leave the most room to. In few columns
     * some come several times, which makes them harder to tell apart and the audit weaker, not wrong.
     *
     * @param lower the lower bound of each column, finite
     * @param upper the upper bound of each column, finite, at least the lower one
     * @param count at least 1
     * @param seed any number; every value is as good as another
     */
    public static FeatureMatrix atCorners(double[] lower, double[] upper, int count, long seed) {
        if (lower.length != upper.length || lower.length == 0) {
            throw new IllegalArgumentException("there must be a lower and an upper bound for each of 1 or more columns,"
                    + " were " + lower.length + " and " + upper.length);
        }
        if (count < 1) {
            throw new IllegalArgumentException("there must be at least 1 canary, was " + count);
        }
        for (int c = 0; c < lower.length; c++) {
            if (!(lower[c] <= upper[c]) || !Double.isFinite(lower[c]) || !Double.isFinite(upper[c])) {
                throw new IllegalArgumentException("the bounds of column " + (c + 1)
                        + " must be finite, the lower one at most the upper one, were " + lower[c] + " and "
                        + upper[c]);
            }
        }
        SeededRandom random = SeededRandom.of(seed);
        double[][] rows = new double[count][lower.length];
        for (double[] row : rows) {
            for (int c = 0; c < row.length; c++) {
                row[c] = random.nextLong() < 0 ? lower[c] : upper[c];
            }
        }
        return FeatureMatrix.of(rows);
    }
}
