package io.github.segmentation4j.privacy.cluster;

import io.github.segmentation4j.internal.random.SeededRandom;

/**
 * Starts that look at no row: points drawn around the noisy mean of the rows, as wide as their noisy deviations, each the
 * farthest from those before of a few. The seed is no secret.
 *
 * <p>References: D. Su, J. Cao, N. Li, E. Bertino, H. Jin, Differentially private k-means clustering, CODASPY 2016.
 */
final class SpherePacking {
    /** Draws for each point: more push the points to the border. */
    private static final int DRAWS = 16;

    /** Distances in all, a few milliseconds of them for each ten columns: many points take fewer draws each. */
    private static final int DISTANCES = 1 << 22;

    private SpherePacking() {}

    static double[][] points(GridRows rows, Spread spread, int count, SeededRandom random) {
        double[][] chosen = new double[count][];
        long draws = Math.max(1, Math.min(DRAWS, DISTANCES / ((long) count * count)));
        for (int j = 0; j < count; j++) {
            double farthest = -1;
            for (int draw = 0; draw < draws; draw++) {
                double[] point = around(rows, spread.mean(), spread.deviation(), random);
                double distance = nearest(point, chosen, j);
                if (distance > farthest) {
                    farthest = distance;
                    chosen[j] = point;
                }
            }
        }
        return chosen;
    }

    /** A point of a normal distribution, within the bounds. */
    static double[] around(GridRows rows, double[] middle, double[] deviation, SeededRandom random) {
        double[] point = new double[middle.length];
        for (int c = 0; c < point.length; c++) {
            point[c] = middle[c] + deviation[c] * random.nextGaussian();
        }
        return rows.placed(point);
    }

    private static double nearest(double[] point, double[][] others, int count) {
        double least = Double.MAX_VALUE;
        for (int j = 0; j < count; j++) {
            double square = 0;
            for (int c = 0; c < point.length; c++) {
                square += (point[c] - others[j][c]) * (point[c] - others[j][c]);
            }
            least = Math.min(least, square);
        }
        return least;
    }
}
