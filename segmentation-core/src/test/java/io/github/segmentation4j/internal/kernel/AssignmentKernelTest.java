package io.github.segmentation4j.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.segmentation4j.internal.random.SeededRandom;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AssignmentKernelTest {
    /** Data that tempt a kernel to differ from the plain loop. */
    enum Values {
        UNIFORM {
            @Override
            double next(SeededRandom random) {
                return random.nextDouble();
            }
        },
        TIES {
            @Override
            double next(SeededRandom random) {
                return random.nextInt(3);
            }
        },
        ONE_ULP_APART {
            @Override
            double next(SeededRandom random) {
                double value = random.nextInt(2);
                return random.nextInt(2) == 0 ? value : Math.nextUp(value);
            }
        },
        MEAN_OF_A_MILLION {
            @Override
            double next(SeededRandom random) {
                return 1e6 + random.nextGaussian();
            }
        },
        SUBNORMAL {
            @Override
            double next(SeededRandom random) {
                return random.nextInt(1000) * Double.MIN_VALUE;
            }
        },
        SUBNORMAL_DISTANCES {
            @Override
            double next(SeededRandom random) {
                return random.nextInt(4) * 0x1p-537;
            }
        },
        NEGATIVE_ZERO {
            @Override
            double next(SeededRandom random) {
                return random.nextInt(2) == 0 ? -0.0 : random.nextInt(2);
            }
        },
        HUGE {
            @Override
            double next(SeededRandom random) {
                return (random.nextDouble() - 0.5) * 1e152;
            }
        };

        abstract double next(SeededRandom random);
    }

    @ParameterizedTest
    @EnumSource
    void sameBitsAsThePlainLoop(Values values) {
        for (int columns : new int[] {1, 2, 3, 4, 5, 7, 8, 13}) {
            for (int clusters : new int[] {1, 2, 9}) {
                compare(values, 300, columns, clusters);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 255, 256, 257, 513})
    void sameBitsForAnyNumberOfRows(int rows) {
        compare(Values.TIES, rows, 3, 5);
        compare(Values.UNIFORM, rows, 6, 5);
    }

    @ParameterizedTest
    @CsvSource({"1, 1000", "2, 127", "2, 128", "17, 129", "64, 100", "300, 1", "300, 40", "1, 1"})
    void sameBitsForAnyShape(int columns, int clusters) {
        compare(Values.UNIFORM, 257, columns, clusters);
        compare(Values.ONE_ULP_APART, 257, columns, clusters);
        compare(Values.MEAN_OF_A_MILLION, 257, columns, clusters);
    }

    /** So many centroids that a kernel may look for a group of them first. */
    @ParameterizedTest
    @EnumSource
    void sameBitsForManyCentroids(Values values) {
        for (int clusters : new int[] {56, 57, 58, 59, 131}) {
            compare(values, 300, 3, clusters);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13})
    void squaredDistancesToAnyNumberOfCentroids(int count) {
        SeededRandom random = SeededRandom.of(count);
        for (int columns : new int[] {1, 8, 17, 64}) {
            PointBlocks points = filled(300, columns, random, Values.UNIFORM);
            PackedCentroids centroids = packed(count, columns, random, Values.UNIFORM);
            AssignmentKernel kernel = Kernels.chosen().create(columns);
            double[][] distances = new double[count][PointBlocks.ROWS];
            kernel.load(points, 1);
            kernel.squaredDistances(centroids, 0, distances);
            // Whatever a kernel was asked before must not matter.
            double[][] again = new double[count][PointBlocks.ROWS];
            kernel.nearestTwo(
                    centroids, new int[PointBlocks.ROWS], new double[PointBlocks.ROWS], new double[PointBlocks.ROWS]);
            kernel.squaredDistances(centroids, 0, again);
            double[] row = new double[columns];
            for (int p = 0; p < points.rowsIn(1); p++) {
                points.copyRow(PointBlocks.ROWS + p, row);
                for (int j = 0; j < count; j++) {
                    assertThat(distances[j][p]).isEqualTo(distance(row, centroids, j));
                    assertThat(again[j][p]).isEqualTo(distances[j][p]);
                }
            }
        }
    }

    /** More than a cache holds, where a kernel may read ahead. */
    @Test
    void sameBitsInALargeMatrix() {
        PointBlocks points = new PointBlocks(300_000, 2);
        SeededRandom random = SeededRandom.of(3);
        assertThat(points.isDistant()).isTrue();
        PackedCentroids centroids = packed(6, 2, random, Values.UNIFORM);
        AssignmentKernel kernel = Kernels.chosen().create(2);
        int[] labels = new int[PointBlocks.ROWS];
        double[] distances = new double[PointBlocks.ROWS];
        double[][] several = new double[6][PointBlocks.ROWS];
        double[] row = new double[2];
        for (int b = points.blockCount() - 3; b < points.blockCount(); b++) {
            for (int p = 0; p < points.rowsIn(b); p++) {
                points.set(PointBlocks.firstRow(b) + p, 0, random.nextDouble());
                points.set(PointBlocks.firstRow(b) + p, 1, random.nextDouble());
            }
        }
        for (int b = points.blockCount() - 3; b < points.blockCount(); b++) {
            kernel.load(points, b);
            kernel.nearest(centroids, labels, distances);
            kernel.load(points, b);
            kernel.squaredDistances(centroids, 0, several);
            for (int p = 0; p < points.rowsIn(b); p++) {
                points.copyRow(PointBlocks.firstRow(b) + p, row);
                assertThat(labels[p]).isEqualTo(naive(row, centroids));
                assertThat(distances[p]).isEqualTo(distance(row, centroids, labels[p]));
                for (int j = 0; j < several.length; j++) {
                    assertThat(several[j][p]).isEqualTo(distance(row, centroids, j));
                }
            }
        }
    }

    @Test
    void lowestOfSeveralEqualCentroidsWins() {
        PointBlocks points = new PointBlocks(10, 2);
        PackedCentroids centroids = new PackedCentroids(4, 2);
        for (int j = 0; j < 4; j++) {
            centroids.set(j, 0, j == 0 ? 4 : 3);
            centroids.set(j, 1, 3);
        }
        int[] labels = new int[PointBlocks.ROWS];
        nearest(points, 0, centroids, labels, new double[PointBlocks.ROWS]);
        assertThat(Arrays.copyOf(labels, 10)).containsOnly(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 100})
    void distanceTooLargeForADoubleCountsAsTheLargest(int clusters) {
        PointBlocks points = new PointBlocks(2, 1);
        points.set(0, 0, 1e200);
        PackedCentroids centroids = new PackedCentroids(clusters, 1);
        int[] labels = new int[PointBlocks.ROWS];
        double[] distances = new double[PointBlocks.ROWS];
        nearest(points, 0, centroids, labels, distances);
        assertThat(labels[0]).isZero();
        assertThat(distances[0]).isEqualTo(Double.MAX_VALUE);
        assertThat(distances[1]).isZero();
    }

    private void compare(Values values, int rows, int columns, int clusters) {
        SeededRandom random = SeededRandom.of(SeededRandom.derive(rows, columns * 1000L + clusters));
        PointBlocks points = filled(rows, columns, random, values);
        PackedCentroids centroids = packed(clusters, columns, random, values);
        int[] labels = new int[PointBlocks.ROWS];
        double[] distances = new double[PointBlocks.ROWS];
        double[] seconds = new double[PointBlocks.ROWS];
        int[] again = new int[PointBlocks.ROWS];
        double[] distancesAgain = new double[PointBlocks.ROWS];
        double[][] several = new double[Math.min(7, clusters)][PointBlocks.ROWS];
        int from = clusters - several.length;
        AssignmentKernel kernel = Kernels.chosen().create(columns);
        double[] row = new double[columns];
        for (int b = 0; b < points.blockCount(); b++) {
            kernel.load(points, b);
            kernel.nearest(centroids, labels, distances);
            kernel.nearestTwo(centroids, again, distancesAgain, seconds);
            kernel.squaredDistances(centroids, from, several);
            for (int p = 0; p < points.rowsIn(b); p++) {
                points.copyRow(PointBlocks.firstRow(b) + p, row);
                int label = naive(row, centroids);
                assertThat(labels[p]).isEqualTo(label);
                assertThat(distances[p]).isEqualTo(distance(row, centroids, label));
                assertThat(again[p]).isEqualTo(label);
                assertThat(distancesAgain[p]).isEqualTo(distances[p]);
                assertThat(seconds[p]).isEqualTo(second(row, centroids, label));
                for (int j = from; j < clusters; j++) {
                    assertThat(several[j - from][p]).isEqualTo(distance(row, centroids, j));
                }
                assertThat(centroids.nearest(row)).isEqualTo(label);
            }
        }
    }

    private static PointBlocks filled(int rows, int columns, SeededRandom random, Values values) {
        PointBlocks points = new PointBlocks(rows, columns);
        for (int row = 0; row < rows; row++) {
            for (int c = 0; c < columns; c++) {
                points.set(row, c, values.next(random));
            }
        }
        return points;
    }

    private static PackedCentroids packed(int clusters, int columns, SeededRandom random, Values values) {
        PackedCentroids centroids = new PackedCentroids(clusters, columns);
        for (int j = 0; j < clusters; j++) {
            for (int c = 0; c < columns; c++) {
                centroids.set(j, c, values.next(random));
            }
        }
        return centroids;
    }

    private void nearest(PointBlocks points, int block, PackedCentroids centroids, int[] labels, double[] distances) {
        AssignmentKernel kernel = Kernels.chosen().create(points.columns());
        kernel.load(points, block);
        kernel.nearest(centroids, labels, distances);
    }

    private static int naive(double[] row, PackedCentroids centroids) {
        int best = 0;
        for (int j = 1; j < centroids.count(); j++) {
            if (distance(row, centroids, j) < distance(row, centroids, best)) {
                best = j;
            }
        }
        return best;
    }

    private static double second(double[] row, PackedCentroids centroids, int nearest) {
        double least = Double.MAX_VALUE;
        for (int j = 0; j < centroids.count(); j++) {
            if (j != nearest) {
                least = Math.min(least, distance(row, centroids, j));
            }
        }
        return least;
    }

    private static double distance(double[] row, PackedCentroids centroids, int j) {
        double sum = 0;
        for (int c = 0; c < row.length; c++) {
            double d = row[c] - centroids.get(j, c);
            sum = Math.fma(d, d, sum);
        }
        return sum;
    }
}
