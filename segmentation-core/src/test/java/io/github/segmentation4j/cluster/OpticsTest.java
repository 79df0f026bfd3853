package io.github.segmentation4j.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.distance.Dissimilarity;
import io.github.segmentation4j.distance.Distances;
import io.github.segmentation4j.distance.FittedDissimilarity;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.Cancellation;
import io.github.segmentation4j.run.CancelledException;
import io.github.segmentation4j.run.RunContext;
import io.github.segmentation4j.testing.ReferenceData;
import io.github.segmentation4j.testing.RequiresData;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What follows from the definition of OPTICS, valleys by hand, degenerate data and values of public data. */
class OpticsTest {
    private static final double INFINITE = Double.POSITIVE_INFINITY;

    static Stream<Arguments> dissimilaritiesAndRadii() {
        return Stream.of(Distances.euclidean(), Distances.manhattan(), Distances.mahalanobis())
                .flatMap(one -> Stream.of(1.0, 3.0, INFINITE).map(radius -> Arguments.of(one, radius)));
    }

    @ParameterizedTest
    @MethodSource("dissimilaritiesAndRadii")
    void orderingIsThatOfTheDefinition(Dissimilarity dissimilarity, double radius) {
        double[][] rows = wholes(SeededRandom.of(4), 200, 2, 18);
        FeatureMatrix matrix = FeatureMatrix.of(rows);
        FittedDissimilarity fitted = dissimilarity.fit(matrix, RunContext.seeded(1));
        OpticsOrdering found = Optics.withMinimumNeighbours(5)
                .withMaximumRadius(radius)
                .withDissimilarity(dissimilarity)
                .ordering(matrix, RunContext.seeded(1));
        int n = rows.length;
        double[] cores = new double[n];
        double[] reach = new double[n];
        Arrays.fill(reach, INFINITE);
        boolean[] visited = new boolean[n];
        for (int i = 0; i < n; i++) {
            double[] row = rows[i];
            double fifth = Arrays.stream(rows)
                    .mapToDouble(other -> fitted.between(row, other))
                    .sorted()
                    .toArray()[4];
            cores[i] = fifth <= radius ? fifth : INFINITE;
        }
        double[] last = {};
        for (int position = 0; position < n; position++) {
            int next = -1;
            for (int i = 0; i < n; i++) {
                if (!visited[i] && (next < 0 || comesBefore(reach, rows, i, next, last))) {
                    next = i;
                }
            }
            last = rows[next];
            visited[next] = true;
            assertThat(found.row(position)).isEqualTo(next);
            assertThat(found.reachability(position)).isEqualTo(reach[next]);
            assertThat(found.coreDistance(position)).isEqualTo(cores[next]);
            for (int i = 0; i < n; i++) {
                double distance = fitted.between(rows[next], rows[i]);
                if (distance <= radius) {
                    reach[i] = Math.min(reach[i], Math.max(cores[next], distance));
                }
            }
        }
        assertThat(found.order()).hasSize(found.size());
    }

    private static boolean comesBefore(double[] reach, double[][] rows, int a, int b, double[] last) {
        if (reach[a] != reach[b] || Arrays.equals(rows[b], last)) {
            return reach[a] < reach[b];
        }
        return Arrays.equals(rows[a], last) || Arrays.compare(rows[a], rows[b]) < 0;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void cutIsDbscanAtThatRadius(long seed) {
        FeatureMatrix matrix = FeatureMatrix.of(wholes(SeededRandom.of(seed), 500, 2, 60));
        double[] weights = new double[500];
        Arrays.setAll(weights, row -> row % 4);
        for (double radius : new double[] {1, 2, 2.5}) {
            for (double most : new double[] {radius, 4, INFINITE}) {
                Optics optics = Optics.withMinimumNeighbours(6)
                        .withMaximumRadius(most)
                        .withExtraction(Optics.Extraction.cut(radius));
                Dbscan dbscan = Dbscan.withRadius(radius).withMinimumNeighbours(6);
                assertThat(optics.fit(matrix, RunContext.seeded(1)).labels())
                        .isEqualTo(dbscan.fit(matrix, RunContext.seeded(1)).labels());
                TrainingSet weighted = TrainingSet.of(matrix).withWeights(weights);
                assertThat(optics.fit(weighted, RunContext.seeded(1)).labels())
                        .isEqualTo(dbscan.fit(weighted, RunContext.seeded(1)).labels());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void orderOfTheRowsChangesNothing(long seed) {
        SeededRandom random = SeededRandom.of(seed);
        FeatureMatrix matrix = FeatureMatrix.of(wholes(random, 800, 2, 50));
        int[] order = IntStream.range(0, 800).toArray();
        random.shuffle(order);
        Optics optics = Optics.withMinimumNeighbours(5).withExtraction(Optics.Extraction.xi(0.1));
        Clustering expected = optics.fit(matrix, RunContext.seeded(1));
        Clustering shuffled = optics.fit(matrix.rows(order), RunContext.seeded(2));
        assertThat(expected.clusterCount()).isGreaterThan(1);
        for (int i = 0; i < order.length; i++) {
            assertThat(shuffled.label(i)).isEqualTo(expected.label(order[i]));
        }
        OpticsOrdering plain = optics.ordering(matrix, RunContext.seeded(1));
        OpticsOrdering other = optics.ordering(matrix.rows(order), RunContext.seeded(1));
        for (int position = 0; position < 800; position++) {
            assertThat(other.reachability(position)).isEqualTo(plain.reachability(position));
            assertThat(matrix.row(order[other.row(position)])).isEqualTo(matrix.row(plain.row(position)));
        }
    }

    // scikit-learn 1.2.1, OPTICS(min_samples): the sum of core distances, which no order changes.
    @ParameterizedTest
    @CsvSource({"sipu/aggregation, 10, 1114.80791676", "other/hdbscan, 15, 79.4654234256"})
    @RequiresData({"clustering/sipu/aggregation.data.gz", "clustering/other/hdbscan.data.gz"})
    void coreDistancesOfPublicDataAreThoseOfAnotherProgram(String file, int minimum, double sum) {
        FeatureMatrix matrix = FeatureMatrix.of(ReferenceData.matrix("clustering/" + file + ".data.gz"));
        OpticsOrdering found = Optics.withMinimumNeighbours(minimum).ordering(matrix, RunContext.seeded(1));
        assertThat(IntStream.range(0, found.size())
                        .mapToDouble(found::coreDistance)
                        .sum())
                .isCloseTo(sum, within(1e-10 * sum));
    }

    // A plain at 10, two valleys to 1 parted by a ridge of 4, and a plain again; rows are reached from the one before.
    @Test
    void valleysByHand() {
        double[] plot = {INFINITE, 10, 10, 1, 1, 1, 1, 4, 1, 1, 1, 10, 10, INFINITE};
        XiValleys valleys = new XiValleys(plot, 0.5, 0, 3, position -> position - 1, Checkpoint.none());
        assertThat(valleys.leaves()).containsExactlyInAnyOrder(new XiValleys.Valley(2, 6), new XiValleys.Valley(7, 10));
        assertThat(valleys.all())
                .contains(new XiValleys.Valley(2, 10), new XiValleys.Valley(2, 6), new XiValleys.Valley(7, 10));
        XiValleys longer = new XiValleys(plot, 0.5, 0, 6, position -> position - 1, Checkpoint.none());
        assertThat(longer.leaves()).containsExactly(new XiValleys.Valley(2, 10));
    }

    // The row at position 7 lies on the way out and, in one of the cases, was reached from before the valley.
    @Test
    void rowAtTheEndThatWasReachedFromBeforeTheValleyIsNotOfIt() {
        double[] plot = {INFINITE, 4, 4, 1, 1, 1, 1, 4.5, 9, INFINITE};
        XiValleys reached = new XiValleys(plot, 0.5, 0, 2, position -> position - 1, Checkpoint.none());
        XiValleys other =
                new XiValleys(plot, 0.5, 0, 2, position -> position == 7 ? 0 : position - 1, Checkpoint.none());
        assertThat(reached.leaves()).containsExactly(new XiValleys.Valley(2, 7));
        assertThat(other.leaves()).containsExactly(new XiValleys.Valley(2, 6));
    }

    @Test
    void regionsOfAnyDensityAreFoundTogether() {
        SeededRandom random = SeededRandom.of(3);
        double[][] rows = new double[600][2];
        for (int row = 0; row < rows.length; row++) {
            double spread = row < 300 ? 0.01 : 5;
            double centre = row < 300 ? 0 : 100;
            Arrays.setAll(rows[row], c -> centre + spread * random.nextGaussian());
        }
        Clustering found = Optics.withMinimumNeighbours(10)
                .withExtraction(Optics.Extraction.xi(0.7, 100))
                .fit(FeatureMatrix.of(rows), RunContext.seeded(1));
        assertThat(found.clusterCount()).isEqualTo(2);
        assertThat(found.sizes()[0]).isBetween(290, 300);
        assertThat(found.sizes()[1]).isBetween(290, 300);
        assertThat(found.model().assign(FeatureMatrix.of(rows), RunContext.seeded(1)))
                .isEqualTo(found.labels());
    }

    @Test
    void hundredThousandEqualRowsAreOneCluster() {
        double[][] rows = new double[100_000][];
        Arrays.fill(rows, new double[] {0.1, 7});
        Clustering found = Optics.withMinimumNeighbours(5).fit(FeatureMatrix.of(rows), RunContext.seeded(1));
        assertThat(found.labels()).containsOnly(0);
        assertThat(((InstanceModel) found.model()).instanceCount()).isEqualTo(1);
    }

    @Test
    void fewerRowsThanNeighboursAreAllNoise() {
        FeatureMatrix matrix = FeatureMatrix.of(new double[][] {{1}, {2}, {3}});
        Clustering found = Optics.withMinimumNeighbours(4).fit(matrix, RunContext.seeded(1));
        assertThat(found.labels()).containsOnly(Clustering.NOISE);
        OpticsOrdering ordering = Optics.withMinimumNeighbours(4).ordering(matrix, RunContext.seeded(1));
        assertThat(ordering.order()).containsExactly(0, 1, 2);
        assertThat(ordering.reachability(2)).isEqualTo(INFINITE);
        assertThat(ordering.coreDistance(2)).isEqualTo(INFINITE);
    }

    @Test
    void cancelledInTheMiddleItStops() {
        Cancellation cancellation = Cancellation.create();
        RunContext context = RunContext.seeded(1).withCancellation(cancellation).withListener(progress -> {
            if (progress.done() >= 50) {
                cancellation.cancel();
            }
        });
        FeatureMatrix matrix = FeatureMatrix.of(wholes(SeededRandom.of(1), 2_000, 2, 1_000));
        assertThatThrownBy(() -> Optics.withMinimumNeighbours(5).fit(matrix, context))
                .isInstanceOf(CancelledException.class);
    }

    @Test
    void optionsOutOfRangeAreRefusedAndTheDescriptionNamesAll() {
        Optics optics = Optics.withMinimumNeighbours(5);
        assertThatIllegalArgumentException().isThrownBy(() -> Optics.withMinimumNeighbours(0));
        assertThatIllegalArgumentException().isThrownBy(() -> optics.withMaximumRadius(0));
        assertThatIllegalArgumentException().isThrownBy(() -> optics.withMaximumRadius(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> Optics.Extraction.xi(1));
        assertThatIllegalArgumentException().isThrownBy(() -> Optics.Extraction.xi(0.1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> Optics.Extraction.cut(INFINITE));
        Optics beyond = optics.withMaximumRadius(2).withExtraction(Optics.Extraction.cut(3));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> beyond.fit(FeatureMatrix.of(new double[][] {{1}}), RunContext.seeded(1)));
        assertThat(beyond.toString())
                .isEqualTo("OPTICS(minimumNeighbours=5, maximumRadius=2.0, dissimilarity=euclidean,"
                        + " extraction=cut(radius=3.0))");
        assertThat(optics.withExtraction(Optics.Extraction.xi(0.1, 7)).describe())
                .endsWith("extraction=xi(steepness=0.1, minimumClusterSize=7))");
    }

    private static double[][] wholes(SeededRandom random, int count, int columns, int range) {
        double[][] rows = new double[count][columns];
        for (double[] row : rows) {
            Arrays.setAll(row, c -> 1 + random.nextInt(range));
        }
        return rows;
    }
}
