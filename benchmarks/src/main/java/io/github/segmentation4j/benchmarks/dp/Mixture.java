package io.github.segmentation4j.benchmarks.dp;

import io.github.segmentation4j.internal.random.SeededRandom;
import java.util.Arrays;

/**
 * Rows made from a fixed seed, with the bounds that a user would give.
 *
 * <p>A ball mixture: k centres uniform in the ball of radius 0.8, each cluster a round normal distribution whose deviation
 * is 0.5 / (k^(1/d) sqrt(d)) in every column, weights of clusters in proportion to 1 + u with u uniform from 0 to 1; rows
 * outside the unit ball are brought back to its border. Bounds are -1 and 1.
 *
 * <p>Like RFM: six columns that are logarithms of what a shop knows (recency, frequency, monetary value, tenure, basket,
 * breadth), six clusters around levels drawn uniformly from -0.6 to 0.6 in each column, deviations of 0.06 to 0.18,
 * frequency, monetary value and breadth sharing a third of their deviation, sizes from 35 % down to 5 % of the rows. Cut
 * off at -1 and 1, which are the bounds.
 */
record Mixture(String name, double[][] rows, int clusters, double lower, double upper) {
    private static final double[] SHARES = {0.35, 0.25, 0.15, 0.12, 0.08, 0.05};

    static Mixture ball(int columns, int clusters, int count, long seed) {
        SeededRandom random = SeededRandom.of(seed);
        double[][] centres = new double[clusters][];
        double[] ends = new double[clusters];
        double sum = 0;
        for (int j = 0; j < clusters; j++) {
            centres[j] = inBall(columns, random);
            for (int c = 0; c < columns; c++) {
                centres[j][c] *= 0.8;
            }
            sum += 1 + random.nextDouble();
            ends[j] = sum;
        }
        double deviation = 0.5 / (StrictMath.pow(clusters, 1.0 / columns) * Math.sqrt(columns));
        double[][] rows = new double[count][];
        for (int r = 0; r < count; r++) {
            rows[r] = centres[drawn(ends, sum * random.nextDouble())].clone();
            double square = 0;
            for (int c = 0; c < columns; c++) {
                rows[r][c] += deviation * random.nextGaussian();
                square += rows[r][c] * rows[r][c];
            }
            for (int c = 0; square > 1 && c < columns; c++) {
                rows[r][c] /= Math.sqrt(square);
            }
        }
        return new Mixture(columns + "-d, k " + clusters + ", n " + count, rows, clusters, -1, 1);
    }

    static Mixture likeRfm(int count, long seed) {
        SeededRandom random = SeededRandom.of(seed);
        int columns = 6;
        double[][] centres = new double[SHARES.length][columns];
        double[][] deviations = new double[SHARES.length][columns];
        double[] ends = new double[SHARES.length];
        double sum = 0;
        for (int j = 0; j < SHARES.length; j++) {
            Arrays.setAll(centres[j], c -> 1.2 * random.nextDouble() - 0.6);
            Arrays.setAll(deviations[j], c -> 0.06 + 0.12 * random.nextDouble());
            sum += SHARES[j];
            ends[j] = sum;
        }
        double[][] rows = new double[count][columns];
        for (double[] row : rows) {
            int j = drawn(ends, sum * random.nextDouble());
            double shared = random.nextGaussian();
            for (int c = 0; c < columns; c++) {
                boolean buying = c == 1 || c == 2 || c == 5;
                double own = random.nextGaussian();
                double noise = buying ? Math.sqrt(1.0 / 3) * shared + Math.sqrt(2.0 / 3) * own : own;
                row[c] = Math.max(-1, Math.min(1, centres[j][c] + deviations[j][c] * noise));
            }
        }
        return new Mixture("like RFM, 6-d, k 6, n " + count, rows, SHARES.length, -1, 1);
    }

    private static int drawn(double[] ends, double place) {
        int j = 0;
        while (j < ends.length - 1 && place >= ends[j]) {
            j++;
        }
        return j;
    }

    private static double[] inBall(int columns, SeededRandom random) {
        double[] point = new double[columns];
        double square = 0;
        for (int c = 0; c < columns; c++) {
            point[c] = random.nextGaussian();
            square += point[c] * point[c];
        }
        double radius = StrictMath.pow(random.nextDouble(), 1.0 / columns);
        for (int c = 0; c < columns; c++) {
            point[c] *= radius / Math.sqrt(square);
        }
        return point;
    }
}
