package io.github.segmentation4j.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.RunContext;
import io.github.segmentation4j.testing.Partitions;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GapsTest {
    private static final int ROWS = 3_000;

    /** Rows that tempt a gap to be wrong. */
    enum Rows {
        CLOUDS {
            @Override
            double value(SeededRandom random, int row, int column) {
                return cloud(row, column) + random.nextGaussian();
            }
        },
        FAR_FROM_THE_ORIGIN {
            @Override
            double value(SeededRandom random, int row, int column) {
                return 1e7 + cloud(row, column) + random.nextGaussian();
            }
        },
        TINY {
            @Override
            double value(SeededRandom random, int row, int column) {
                return 1e-120 * (cloud(row, column) + random.nextGaussian());
            }
        },
        TIES {
            @Override
            double value(SeededRandom random, int row, int column) {
                return random.nextInt(2) + (row % 12 == column ? 2 : 0);
            }
        },
        MANY_EQUAL {
            @Override
            double value(SeededRandom random, int row, int column) {
                return cloud(row, column) + row % 100 * 1e-3;
            }
        },
        HEAVY_TAILS {
            @Override
            double value(SeededRandom random, int row, int column) {
                return cloud(row, column) + Math.pow(random.nextGaussian(), 5);
            }
        },
        ONE_FAR_AWAY {
            @Override
            double value(SeededRandom random, int row, int column) {
                return row == 17 ? 1e9 : cloud(row, column) + random.nextGaussian();
            }
        },
        EVEN {
            @Override
            double value(SeededRandom random, int row, int column) {
                return random.nextDouble();
            }
        };

        abstract double value(SeededRandom random, int row, int column);

        private static double cloud(int row, int column) {
            return row % 12 == column ? 4 : (row % 12) * 0.1;
        }

        double[][] draw(long seed, int columns) {
            SeededRandom random = SeededRandom.of(seed);
            double[][] rows = new double[ROWS][columns];
            for (int row = 0; row < ROWS; row++) {
                for (int c = 0; c < columns; c++) {
                    rows[row][c] = value(random, row, c);
                }
            }
            return rows;
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachRowIsInTheClusterOfTheNearestCentroidWhenTheIterationEnds(Rows kind) {
        for (int[] shape : new int[][] {{3, 12}, {8, 10}, {12, 12}, {16, 50}}) {
            for (long seed = 1; seed <= 3; seed++) {
                double[][] rows = kind.draw(seed, shape[0]);
                Lloyd run = run(rows, shape[1]);
                run.iterate(Lloyd.NEVER, 200);
                int[] labels = run.labels();
                for (int row = 0; row < ROWS; row++) {
                    assertThat(labels[row]).isEqualTo(run.packed().nearest(rows[row]));
                }
                assertThat(run.inertia()).isEqualTo(again(rows, shape[1], run).inertia(), within(1e-9 * run.inertia()));
            }
        }
    }

    /** An iteration takes the rows that the one before put into the clusters, all of which the last pass compares. */
    @ParameterizedTest
    @EnumSource
    void centroidsAreTheMeansOfTheLabelsOfTheIterationBefore(Rows kind) {
        double[][] rows = kind.draw(4, 12);
        for (int limit = 2; limit <= 14; limit++) {
            Lloyd before = run(rows, 12);
            before.iterate(Lloyd.NEVER, limit - 1);
            Lloyd run = run(rows, 12);
            run.iterate(Lloyd.NEVER, limit);
            double[][] means = Partitions.means(rows, before.labels(), 12);
            for (double[] centroid : run.centroids()) {
                double least = Arrays.stream(means)
                        .mapToDouble(mean -> relative(mean, centroid))
                        .min()
                        .orElseThrow();
                assertThat(least).as("iteration %d", limit).isLessThan(1e-9);
            }
        }
    }

    /** So far from the origin that a centroid, once weighted, is rounded by more than many a row lies between two of them. */
    @ParameterizedTest
    @ValueSource(doubles = {0.3, 1, 7})
    void weightedFeaturesFarFromTheOrigin(double weight) {
        for (long seed = 1; seed <= 5; seed++) {
            double[][] rows = Rows.CLOUDS.draw(seed, 8);
            for (double[] row : rows) {
                Arrays.setAll(row, c -> 1e13 + Math.rint(row[c] * 64) / 64);
            }
            double[] weights = new double[8];
            Arrays.fill(weights, weight);
            RunContext context = RunContext.seeded(0);
            KMeansInput input = KMeansInput.of(
                    TrainingSet.of(FeatureMatrix.of(rows)), 10, Optional.of(weights), Optional.empty(), context);
            Lloyd run = Lloyd.fromRows(
                    new KMeansWork(input, 10, context),
                    IntStream.range(0, 10).map(j -> 7 * j + 1).toArray());
            run.iterate(Lloyd.NEVER, 200);
            assertThat(run.compared()).isLessThan((long) run.iterations() * ROWS);
            int[] labels = run.labels();
            double[] scaled = new double[8];
            for (int row = 0; row < ROWS; row++) {
                input.scaled().copyRow(row, scaled);
                assertThat(labels[row]).isEqualTo(run.packed().nearest(scaled));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"8, 10", "16, 50"})
    void rowsOfSettledCloudsAreNotCompared(int columns, int clusters) {
        Lloyd run = run(Rows.CLOUDS.draw(1, columns), clusters);
        run.iterate(Lloyd.NEVER, 200);
        assertThat(run.compared()).isLessThan(run.iterations() * 4L * ROWS / 5);
    }

    @Test
    void whatLittleCostsIsComparedAlways() {
        double[][] rows = Rows.CLOUDS.draw(1, 2);
        Lloyd run = run(rows, 2);
        run.iterate(Lloyd.NEVER, 200);
        assertThat(run.compared()).isGreaterThanOrEqualTo((long) run.iterations() * ROWS);
    }

    /** Two runs share the room for their gaps, so neither may trust what it finds there after the other had it. */
    @Test
    void runsThatTakeTurnsDoNotChangeEachOther() {
        double[][] rows = Rows.CLOUDS.draw(2, 12);
        double[][] others = Arrays.copyOfRange(rows, 100, 112);
        KMeansWork shared = work(rows, 12);
        Lloyd first = Lloyd.fromCentroids(shared, Arrays.copyOf(rows, 12));
        Lloyd second = Lloyd.fromCentroids(shared, others);
        for (double settled : new double[] {0.3, 0.1, 0.03, 0.01, Lloyd.NEVER}) {
            first.iterate(settled, 200);
            second.iterate(settled, 200);
        }
        Lloyd alone = Lloyd.fromCentroids(work(rows, 12), Arrays.copyOf(rows, 12));
        Lloyd otherAlone = Lloyd.fromCentroids(work(rows, 12), others);
        alone.iterate(Lloyd.NEVER, 200);
        otherAlone.iterate(Lloyd.NEVER, 200);
        assertThat(first.labels()).isEqualTo(alone.labels());
        assertThat(first.centroids()).isEqualTo(alone.centroids());
        assertThat(second.labels()).isEqualTo(otherAlone.labels());
        assertThat(second.centroids()).isEqualTo(otherAlone.centroids());
    }

    private static Lloyd again(double[][] rows, int clusters, Lloyd run) {
        Lloyd again = Lloyd.fromCentroids(work(rows, clusters), run.centroids());
        again.iterate(Lloyd.NEVER, 1);
        return again;
    }

    private static Lloyd run(double[][] rows, int clusters) {
        int[] first = IntStream.range(0, clusters).map(j -> 7 * j + 1).toArray();
        return Lloyd.fromRows(work(rows, clusters), first);
    }

    private static KMeansWork work(double[][] rows, int clusters) {
        RunContext context = RunContext.seeded(0);
        FeatureMatrix matrix = FeatureMatrix.of(rows);
        return new KMeansWork(
                KMeansInput.of(TrainingSet.of(matrix), clusters, Optional.empty(), Optional.empty(), context),
                clusters,
                context);
    }

    private static double relative(double[] a, double[] b) {
        double most = 0;
        for (int c = 0; c < a.length; c++) {
            most = Math.max(most, Math.abs(a[c] - b[c]) / Math.max(Math.abs(a[c]), Double.MIN_NORMAL));
        }
        return most;
    }
}
