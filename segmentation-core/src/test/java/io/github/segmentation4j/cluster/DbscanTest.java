package io.github.segmentation4j.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.distance.Dissimilarity;
import io.github.segmentation4j.distance.Distances;
import io.github.segmentation4j.distance.FittedDissimilarity;
import io.github.segmentation4j.distance.Gower;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.Cancellation;
import io.github.segmentation4j.run.CancelledException;
import io.github.segmentation4j.run.RunContext;
import io.github.segmentation4j.testing.ReferenceData;
import io.github.segmentation4j.testing.RequiresData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What follows from the definition of DBSCAN, degenerate data and values of public data. */
class DbscanTest {
    static Stream<Arguments> dissimilaritiesAndSeeds() {
        List<Dissimilarity> all = List.of(
                Distances.euclidean(),
                Distances.manhattan(),
                Distances.cosine(),
                Distances.mahalanobis(),
                Gower.of("x2"));
        return all.stream().flatMap(one -> Stream.of(1L, 2L, 3L).map(seed -> Arguments.of(one, seed)));
    }

    static Stream<Arguments> othersThanMahalanobis() {
        return dissimilaritiesAndSeeds().filter(one -> !one.get()[0].equals(Distances.mahalanobis()));
    }

    @ParameterizedTest
    @MethodSource("dissimilaritiesAndSeeds")
    void clustersAreThoseOfTheDefinition(Dissimilarity dissimilarity, long seed) {
        SeededRandom random = SeededRandom.of(seed);
        double[][] rows = wholes(random, 300, 3, 9);
        FeatureMatrix matrix = FeatureMatrix.of(rows);
        FittedDissimilarity fitted = dissimilarity.fit(matrix, RunContext.seeded(1));
        double[] distances = IntStream.range(0, 2_000)
                .mapToDouble(i -> fitted.between(rows[random.nextInt(300)], rows[random.nextInt(300)]))
                .filter(distance -> distance > 0)
                .sorted()
                .toArray();
        // Radii that are distances of rows, so that some lie exactly at the radius.
        for (int quantile : new int[] {100, 40, 12}) {
            double radius = distances[distances.length / quantile];
            for (int minimum : new int[] {1, 3, 6}) {
                Clustering found = Dbscan.withRadius(radius)
                        .withMinimumNeighbours(minimum)
                        .withDissimilarity(dissimilarity)
                        .fit(matrix, RunContext.seeded(1));
                assertDefinition(found, rows, fitted, radius, minimum);
            }
        }
    }

    private static void assertDefinition(
            Clustering found, double[][] rows, FittedDissimilarity fitted, double radius, int minimum) {
        int n = rows.length;
        boolean[] core = new boolean[n];
        int[] piece = IntStream.range(0, n).toArray();
        for (int i = 0; i < n; i++) {
            int row = i;
            core[i] = IntStream.range(0, n)
                            .filter(other -> fitted.between(rows[row], rows[other]) <= radius)
                            .count()
                    >= minimum;
        }
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    if (core[i] && core[j] && piece[j] < piece[i] && fitted.between(rows[i], rows[j]) <= radius) {
                        piece[i] = piece[j];
                        changed = true;
                    }
                }
            }
        }
        for (int i = 0; i < n; i++) {
            double least = Double.POSITIVE_INFINITY;
            for (int j = 0; j < n; j++) {
                if (core[j]) {
                    least = Math.min(least, fitted.between(rows[i], rows[j]));
                    assertThat(core[i] && found.label(i) == found.label(j)).isEqualTo(core[i] && piece[i] == piece[j]);
                }
            }
            assertThat(found.label(i) == Clustering.NOISE).isEqualTo(!(least <= radius));
            if (found.label(i) != Clustering.NOISE && !core[i]) {
                assertThat(nearestLabels(found, rows, fitted, core, i, least)).contains(found.label(i));
            }
        }
        assertThat(found.clusterCount()).isEqualTo((int)
                IntStream.range(0, n).filter(i -> core[i] && piece[i] == i).count());
    }

    /** The labels of the core rows nearest to a row; cosines of equal size may differ in the last digits. */
    private static List<Integer> nearestLabels(
            Clustering found, double[][] rows, FittedDissimilarity fitted, boolean[] core, int row, double least) {
        return IntStream.range(0, rows.length)
                .filter(j -> core[j] && fitted.between(rows[row], rows[j]) <= least)
                .mapToObj(found::label)
                .toList();
    }

    // Mahalanobis is left out: sums it learns from differ in their last digits, which decide between equally near rows.
    @ParameterizedTest
    @MethodSource("othersThanMahalanobis")
    void orderOfTheRowsChangesNoLabelNotEvenOfBorders(Dissimilarity dissimilarity, long seed) {
        SeededRandom random = SeededRandom.of(seed);
        double[][] rows = wholes(random, 600, 2, 32);
        double radius =
                switch (dissimilarity.describe()) {
                    case "cosine" -> 1e-4;
                    case "euclidean", "manhattan" -> 1;
                    default -> 0.08;
                };
        Dbscan dbscan = Dbscan.withRadius(radius).withMinimumNeighbours(4).withDissimilarity(dissimilarity);
        Clustering expected = dbscan.fit(FeatureMatrix.of(rows), RunContext.seeded(1));
        int[] order = IntStream.range(0, rows.length).toArray();
        random.shuffle(order);
        Clustering shuffled = dbscan.fit(FeatureMatrix.of(rows).rows(order), RunContext.seeded(2));
        for (int i = 0; i < order.length; i++) {
            assertThat(shuffled.label(i)).isEqualTo(expected.label(order[i]));
        }
        assertThat(expected.clusterCount()).isGreaterThan(1);
        assertThat(expected.model().assign(FeatureMatrix.of(rows), RunContext.seeded(3)))
                .isEqualTo(expected.labels());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void weightCountsLikeCopies(long seed) {
        SeededRandom random = SeededRandom.of(seed);
        double[][] rows = wholes(random, 250, 2, 45);
        double[] weights = new double[rows.length];
        List<double[]> copies = new ArrayList<>();
        List<Integer> origin = new ArrayList<>();
        for (int row = 0; row < rows.length; row++) {
            weights[row] = row == 0 ? 1 : random.nextInt(4);
            for (int copy = 0; copy < weights[row]; copy++) {
                copies.add(rows[row]);
                origin.add(row);
            }
        }
        Dbscan dbscan = Dbscan.withRadius(1.5).withMinimumNeighbours(6);
        Clustering weighted =
                dbscan.fit(TrainingSet.of(FeatureMatrix.of(rows)).withWeights(weights), RunContext.seeded(1));
        Clustering copied = dbscan.fit(FeatureMatrix.of(copies.toArray(double[][]::new)), RunContext.seeded(1));
        assertThat(weighted.clusterCount()).isEqualTo(copied.clusterCount()).isGreaterThan(1);
        for (int i = 0; i < origin.size(); i++) {
            for (int j = 0; j < i; j++) {
                assertThat(weighted.label(origin.get(i)) == weighted.label(origin.get(j)))
                        .isEqualTo(copied.label(i) == copied.label(j));
            }
            assertThat(weighted.label(origin.get(i)) == Clustering.NOISE)
                    .isEqualTo(copied.label(i) == Clustering.NOISE);
        }
    }

    // scikit-learn 1.2.1, DBSCAN(eps, min_samples): clusters, core samples, noise.
    @ParameterizedTest
    @CsvSource({
        "sipu/aggregation, 1.5, 10, 7, 555, 26",
        "sipu/aggregation, 2.0, 5, 5, 787, 0",
        "other/hdbscan, 0.03, 15, 8, 1507, 564",
        "other/hdbscan, 0.025, 5, 8, 1854, 355"
    })
    @RequiresData({"clustering/sipu/aggregation.data.gz", "clustering/other/hdbscan.data.gz"})
    void publicDataGiveTheFiguresOfAnotherProgram(
            String file, double radius, int minimum, int clusters, int cores, int noise) {
        FeatureMatrix matrix = FeatureMatrix.of(ReferenceData.matrix("clustering/" + file + ".data.gz"));
        Clustering found =
                Dbscan.withRadius(radius).withMinimumNeighbours(minimum).fit(matrix, RunContext.seeded(1));
        assertThat(found.clusterCount()).isEqualTo(clusters);
        assertThat(((InstanceModel) found.model()).instanceCount()).isEqualTo(cores);
        assertThat(Arrays.stream(found.labels()).filter(label -> label == Clustering.NOISE))
                .hasSize(noise);
    }

    @Test
    void sparseRowsAreNoiseAndThereMayBeNoCluster() {
        FeatureMatrix matrix = FeatureMatrix.of(new double[][] {{0, 0}, {9, 0}, {0, 9}});
        Clustering found = Dbscan.withRadius(1).fit(matrix, RunContext.seeded(1));
        assertThat(found.labels()).containsOnly(Clustering.NOISE);
        assertThat(found.clusterCount()).isZero();
        assertThat(found.model().columnCount()).isEqualTo(2);
        assertThat(found.model().assign(matrix, RunContext.seeded(1))).isEqualTo(found.labels());
        ClusterModel restored = ClusterModels.restore(found.model().state(), Map.of());
        assertThat(restored.assign(new double[] {0, 0})).isEqualTo(Clustering.NOISE);
        Clustering alone = Dbscan.withRadius(1).fit(FeatureMatrix.of(new double[][] {{3}}), RunContext.seeded(1));
        assertThat(alone.labels()).containsExactly(Clustering.NOISE);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-310, 1e-9, 1, 1e9, 1e150})
    void unitOfTheColumnsChangesNoCluster(double unit) {
        double[][] rows = {{1, 1, 7}, {2, 1, 7}, {3, 1, 7}, {20, 1, 7}, {21, 1, 7}, {22, 1, 7}, {50, 1, 7}};
        double[][] scaled = Arrays.stream(rows)
                .map(row -> Arrays.stream(row).map(value -> value * unit).toArray())
                .toArray(double[][]::new);
        // Squares of differences below 1e-162 are 0, so that all rows are equally near.
        int[] expected = unit < 1e-162 ? new int[rows.length] : new int[] {0, 0, 0, 1, 1, 1, Clustering.NOISE};
        assertThat(Dbscan.withRadius(1.5 * unit)
                        .withMinimumNeighbours(2)
                        .fit(FeatureMatrix.of(scaled), RunContext.seeded(1))
                        .labels())
                .containsExactly(expected);
    }

    @Test
    void rowsFarFromTheOriginLoseNoDigit() {
        double[][] rows = new double[40][];
        Arrays.setAll(rows, r -> new double[] {1e9 + (r < 20 ? r * 0.25 : 100 + r * 0.25), -1e9});
        Clustering found =
                Dbscan.withRadius(0.25).withMinimumNeighbours(2).fit(FeatureMatrix.of(rows), RunContext.seeded(1));
        assertThat(found.sizes()).containsExactly(20, 20);
    }

    @Test
    void hundredThousandEqualRowsAreOneCoreRow() {
        double[][] rows = new double[100_000][];
        Arrays.fill(rows, new double[] {0.1, -0.0});
        rows[7] = new double[] {0.1, 0.0};
        Clustering found = Dbscan.withRadius(1e-9).fit(FeatureMatrix.of(rows), RunContext.seeded(1));
        assertThat(found.labels()).containsOnly(0);
        assertThat(((InstanceModel) found.model()).instanceCount()).isEqualTo(1);
    }

    @Test
    void cancelledAtAnyStepItStops() {
        FeatureMatrix matrix = FeatureMatrix.of(wholes(SeededRandom.of(1), 5_000, 2, 1_000));
        for (int step = 0; step < 5; step++) {
            int last = step;
            Cancellation cancellation = Cancellation.create();
            RunContext context = RunContext.seeded(1)
                    .withCancellation(cancellation)
                    .withListener(progress -> {
                        if (progress.done() == last) {
                            cancellation.cancel();
                        }
                    });
            assertThatThrownBy(() -> Dbscan.withRadius(3).fit(matrix, context)).isInstanceOf(CancelledException.class);
        }
    }

    @Test
    void optionsOutOfRangeAreRefusedAndTheDescriptionNamesAll() {
        assertThatIllegalArgumentException().isThrownBy(() -> Dbscan.withRadius(0));
        assertThatIllegalArgumentException().isThrownBy(() -> Dbscan.withRadius(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> Dbscan.withRadius(Double.POSITIVE_INFINITY));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dbscan.withRadius(1).withMinimumNeighbours(0));
        assertThat(Dbscan.withRadius(0.5).withDissimilarity(Distances.cosine()).toString())
                .isEqualTo("DBSCAN(radius=0.5, minimumNeighbours=5, dissimilarity=cosine)");
    }

    private static double[][] wholes(SeededRandom random, int count, int columns, int range) {
        double[][] rows = new double[count][columns];
        for (double[] row : rows) {
            Arrays.setAll(row, c -> 1 + random.nextInt(range));
        }
        return rows;
    }
}
