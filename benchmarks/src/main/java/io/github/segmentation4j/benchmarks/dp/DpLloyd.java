package io.github.segmentation4j.benchmarks.dp;

import io.github.segmentation4j.internal.random.SeededRandom;

/**
 * DPLloyd as its improved form is published: five iterations from sphere-packed starts, each with Laplace noise of pure
 * epsilon / 5 on all counts and sums together, to which a row adds at most d + 1 in columns of -1 to 1. Floating-point
 * noise of a seeded generator: to compare costs with, not to hide anything.
 *
 * <p>References: D. Su, J. Cao, N. Li, E. Bertino, H. Jin, Differentially private k-means clustering, CODASPY 2016; A. Blum,
 * C. Dwork, F. McSherry, K. Nissim, Practical privacy: the SuLQ framework, PODS 2005.
 */
final class DpLloyd {
    private static final int ITERATIONS = 5;

    private DpLloyd() {}

    /** Centres of rows within -1 and 1. */
    static double[][] centres(double[][] rows, int clusters, double epsilon, long seed) {
        SeededRandom random = SeededRandom.of(seed);
        int columns = rows[0].length;
        double[][] centres = packed(clusters, columns, random);
        double scale = (columns + 1) * ITERATIONS / epsilon;
        for (int iteration = 0; iteration < ITERATIONS; iteration++) {
            double[][] sums = new double[clusters][columns];
            double[] counts = new double[clusters];
            for (double[] row : rows) {
                int nearest = nearest(row, centres);
                counts[nearest]++;
                for (int c = 0; c < columns; c++) {
                    sums[nearest][c] += row[c];
                }
            }
            for (int j = 0; j < clusters; j++) {
                double count = Math.max(1, counts[j] + laplace(scale, random));
                for (int c = 0; c < columns; c++) {
                    double mean = (sums[j][c] + laplace(scale, random)) / count;
                    centres[j][c] = Math.max(-1, Math.min(1, mean));
                }
            }
        }
        return centres;
    }

    /** Points at least a from the border and 2 a from each other, with a as large as a halving search finds. */
    private static double[][] packed(int clusters, int columns, SeededRandom random) {
        double low = 0;
        double high = 1;
        double[][] best = new double[clusters][columns];
        for (int step = 0; step < 20; step++) {
            double a = (low + high) / 2;
            double[][] points = new double[clusters][];
            boolean all = true;
            for (int j = 0; all && j < clusters; j++) {
                all = false;
                for (int attempt = 0; !all && attempt < 100; attempt++) {
                    double[] point = new double[columns];
                    for (int c = 0; c < columns; c++) {
                        point[c] = (1 - a) * (2 * random.nextDouble() - 1);
                    }
                    all = true;
                    for (int other = 0; other < j; other++) {
                        all &= square(point, points[other]) >= 4 * a * a;
                    }
                    points[j] = point;
                }
            }
            if (all) {
                best = points;
                low = a;
            } else {
                high = a;
            }
        }
        return best;
    }

    private static int nearest(double[] row, double[][] centres) {
        int best = 0;
        double least = Double.MAX_VALUE;
        for (int j = 0; j < centres.length; j++) {
            double square = square(row, centres[j]);
            if (square < least) {
                least = square;
                best = j;
            }
        }
        return best;
    }

    private static double square(double[] first, double[] second) {
        double sum = 0;
        for (int c = 0; c < first.length; c++) {
            sum += (first[c] - second[c]) * (first[c] - second[c]);
        }
        return sum;
    }

    private static double laplace(double scale, SeededRandom random) {
        double u = random.nextDouble() - 0.5;
        return -scale * Math.signum(u) * StrictMath.log(Math.max(Double.MIN_NORMAL, 1 - 2 * Math.abs(u)));
    }
}
