package io.github.segmentation4j.benchmarks.dp;

import io.github.segmentation4j.benchmarks.fair.FairData;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.random.SeededRandom;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/**
 * Rows with the bounds that a user would give: made from a fixed seed, or read.
 *
 * <p>A ball mixture: k centres uniform in the ball of radius 0.8, each cluster a round normal distribution whose deviation
 * is 0.5 / (k^(1/d) sqrt(d)) in every column, weights of clusters in proportion to 1 + u with u uniform from 0 to 1; rows
 * outside the unit ball are brought back to its border. Bounds are -1 and 1.
 *
 * <p>Like RFM: six columns that are logarithms of what a shop knows (recency, frequency, monetary value, tenure, basket,
 * breadth), six clusters around levels drawn uniformly from -0.6 to 0.6 in each column, deviations of 0.06 to 0.18,
 * frequency, monetary value and breadth sharing a third of their deviation, sizes from 35 % down to 5 % of the rows. Cut
 * off at -1 and 1, which are the bounds.
 *
 * <p>S1 and the six numbers of the Adult census are data of Su and others (2016), with their numbers of clusters.
 */
record BoundedRows(String name, double[][] rows, int clusters, double lower, double upper) {
    private static final double[] SHARES = {0.35, 0.25, 0.15, 0.12, 0.08, 0.05};

    /**
     * The benchmark data set S1, whose coordinates are whole numbers below a million.
     *
     * @param folder holds {@code clustering/sipu}
     */
    static BoundedRows s1(Path folder) throws IOException {
        Path file = folder.resolve("clustering/sipu/s1.data.gz");
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.US_ASCII))) {
            double[][] rows = lines.lines()
                    .map(line -> Arrays.stream(line.trim().split(" +", -1))
                            .mapToDouble(number -> Double.parseDouble(number) / 5e5 - 1)
                            .toArray())
                    .toArray(double[][]::new);
            return new BoundedRows("S1, 2-d, k 15, n 5000", rows, 15, -1, 1);
        }
    }

    /**
     * Six numbers of both files of the Adult census, each from -1 to 1 between its least and its greatest value, as if
     * these were known.
     *
     * @param folder holds {@code tabular/adult}
     */
    static BoundedRows adult(Path folder) throws IOException {
        FeatureMatrix matrix = FairData.minMax(folder).matrix();
        double[][] rows = new double[matrix.rowCount()][];
        for (int r = 0; r < rows.length; r++) {
            rows[r] = matrix.row(r);
            for (int c = 0; c < rows[r].length; c++) {
                rows[r][c] = 2 * rows[r][c] - 1;
            }
        }
        return new BoundedRows("Adult, 6-d, k 5, n " + rows.length, rows, 5, -1, 1);
    }

    static BoundedRows ball(int columns, int clusters, int count, long seed) {
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
        return new BoundedRows(columns + "-d, k " + clusters + ", n " + count, rows, clusters, -1, 1);
    }

    static BoundedRows likeRfm(int count, long seed) {
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
        return new BoundedRows("like RFM, 6-d, k 6, n " + count, rows, SHARES.length, -1, 1);
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
