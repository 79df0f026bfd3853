package io.github.segmentation4j.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.RunContext;
import io.github.segmentation4j.testing.Partitions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What follows from the definition of constrained k-means, whatever the data. */
class ConstrainedKMeansLawsTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void inertiaOfTenRowsIsTheLowestOfAllPartitionsThatObey(long seed) {
        SeededRandom random = SeededRandom.of(seed);
        double[][] rows = uniform(random, 10, 1 + random.nextInt(3));
        int clusters = 2 + random.nextInt(2);
        int min = random.nextInt(10 / clusters + 1);
        int max = 10 / clusters + 1 + random.nextInt(3);
        Optional<Links> links = seed % 4 == 0
                ? Optional.empty()
                : Optional.of(Links.builder()
                        .mustLink(0, 1)
                        .mustLink(1 + (int) (seed % 2), 2 + (int) (seed % 2))
                        .cannotLink(0, 4)
                        .cannotLink(4, 5)
                        .cannotLink(6, 7)
                        .build());
        TrainingSet training = training(rows, links);
        Clustering found = ConstrainedKMeans.withClusters(clusters)
                .withSizes(min, max)
                .withRestarts(200)
                .fit(training, seeded(seed));
        assertThat(ConstrainedAssignmentTest.obeys(found.labels(), clusters, links, min, max))
                .isTrue();
        assertThat(inertia(found)).isCloseTo(lowestInertia(rows, clusters, links, min, max), within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void withoutConstraintsItIsKMeans(long seed) {
        FeatureMatrix rows = matrix(uniform(SeededRandom.of(seed), 700, 3));
        Clustering expected = KMeans.withClusters(6)
                .withRestarts(3)
                .withMaxIterations(20)
                .withFeatureWeights(1, 2, 3)
                .withStart(KMeans.Start.PLUS_PLUS)
                .fit(rows, seeded(seed));
        ConstrainedKMeans same = ConstrainedKMeans.withClusters(6)
                .withRestarts(3)
                .withMaxIterations(20)
                .withFeatureWeights(1, 2, 3)
                .withStart(KMeans.Start.PLUS_PLUS);
        Clustering found = same.fit(rows, seeded(seed));
        assertThat(found.labels()).isEqualTo(expected.labels());
        assertThat(found.inertia()).isEqualTo(expected.inertia());
        TrainingSet empty = TrainingSet.of(rows).withLinks(Links.builder().build());
        assertThat(same.fit(empty, seeded(seed)).inertia()).isEqualTo(expected.inertia());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void constraintsThatDoNotBindLeaveTheRunFromKMeansAsItIs(long seed) {
        FeatureMatrix rows = matrix(uniform(SeededRandom.of(seed), 500, 2));
        Clustering expected = KMeans.withClusters(5).withRestarts(1).fit(rows, seeded(seed));
        ConstrainedKMeans loose =
                ConstrainedKMeans.withClusters(5).withRestarts(1).withSizes(1, 500);
        assertThat(loose.fit(rows, seeded(seed)).labels()).isEqualTo(expected.labels());
        Links.Builder links = Links.builder();
        for (int row = 1; row < 60; row++) {
            if (expected.label(row) == expected.label(0)) {
                links.mustLink(0, row);
            } else {
                links.cannotLink(0, row);
            }
        }
        Clustering linked = loose.fit(TrainingSet.of(rows).withLinks(links.build()), seeded(seed));
        assertThat(linked.labels()).isEqualTo(expected.labels());
        assertThat(inertia(linked)).isCloseTo(inertia(expected), within(1e-12 * inertia(expected)));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void modelPutsTheTrainingRowsWhereSizeBoundsPutThem(long seed) {
        double[][] rows = uniform(SeededRandom.of(seed), 900, 3);
        for (int bound = 180; bound <= 190; bound += 5) {
            Clustering found = ConstrainedKMeans.withClusters(5)
                    .withSizes(360 - bound, bound)
                    .withRestarts(2)
                    .withFeatureWeights(1, 0.2, 3)
                    .fit(matrix(rows), seeded(seed));
            assertThat(found.model().assign(matrix(rows), seeded(0))).isEqualTo(found.labels());
            assertThat(Arrays.stream(found.sizes())).allMatch(size -> size >= 170 && size <= 190);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void rowThatTheModelPutsElsewhereIsTied(long seed) {
        SeededRandom random = SeededRandom.of(seed);
        double[][] rows = new double[300][2];
        for (double[] row : rows) {
            Arrays.setAll(row, c -> random.nextInt(6));
        }
        Clustering found = ConstrainedKMeans.withClusters(3).withSizes(100, 100).fit(matrix(rows), seeded(seed));
        assertThat(found.sizes()).containsExactly(100, 100, 100);
        ConstrainedModel model = (ConstrainedModel) found.model();
        double[] offsets = model.state().numbers("offsets");
        for (int row = 0; row < rows.length; row++) {
            int assigned = model.assign(rows[row]);
            int label = found.label(row);
            assertThat(model.squaredDistance(rows[row], assigned) - offsets[assigned])
                    .isCloseTo(model.squaredDistance(rows[row], label) - offsets[label], within(1e-12));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void moreIterationsNeverRaiseTheInertia(long seed) {
        double[][] rows = uniform(SeededRandom.of(seed), 300, 3);
        TrainingSet training = training(rows, Optional.of(households(SeededRandom.of(seed), 300)));
        KMeansInput input = KMeansInput.of(training.withoutLinks(), 4, Optional.empty(), Optional.empty(), seeded(0));
        ConstrainedRun run = new ConstrainedRun(
                new CentroidCosts(input, 4, seeded(0)),
                new ConstrainedAssignment(LinkedUnits.of(training.links(), 300), 4, 70, 80, Checkpoint.none()),
                Arrays.copyOf(rows, 4),
                Optional.empty());
        double before = Double.POSITIVE_INFINITY;
        for (int limit = 1; limit <= 12; limit++) {
            run.iterate(-1, limit);
            assertThat(run.inertia()).isLessThanOrEqualTo(before * (1 + 1e-12));
            assertThat(ConstrainedAssignmentTest.obeys(run.labels(), 4, training.links(), 70, 80))
                    .isTrue();
            before = run.inertia();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void centroidsAreTheMeansAndTheInertiaIsThatOfTheLabels(long seed) {
        double[][] rows = uniform(SeededRandom.of(seed), 400, 3);
        TrainingSet training = training(rows, Optional.of(households(SeededRandom.of(seed), 400)));
        Clustering found = ConstrainedKMeans.withClusters(4)
                .withSizes(90, 110)
                .withRestarts(2)
                .fit(training, seeded(seed));
        assertThat(found.convergence()).isEqualTo(Clustering.Convergence.CONVERGED);
        double[][] means = Partitions.means(rows, found.labels(), 4);
        CentroidModel model = (CentroidModel) found.model();
        double sum = 0;
        for (int row = 0; row < rows.length; row++) {
            sum += model.squaredDistance(rows[row], found.label(row));
        }
        for (int j = 0; j < 4; j++) {
            assertThat(model.centroid(j)).containsExactly(means[j], within(1e-12));
        }
        assertThat(inertia(found)).isCloseTo(sum, within(1e-13 * sum));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void orderOfTheRowsChangesNoLabelWhereOneSolutionStandsOut(long seed) {
        double[][] rows = groups(SeededRandom.of(seed), 120);
        Links links =
                Links.builder().mustLink(0, 1).cannotLink(2, 5).cannotLink(5, 8).build();
        ConstrainedKMeans kmeans = ConstrainedKMeans.withClusters(3).withSizes(30, 45);
        int[] expected =
                kmeans.fit(training(rows, Optional.of(links)), seeded(1)).labels();
        int[] order = new int[rows.length];
        Arrays.setAll(order, row -> row);
        SeededRandom.of(seed + 100).shuffle(order);
        int[] place = new int[rows.length];
        for (int row = 0; row < order.length; row++) {
            place[order[row]] = row;
        }
        Links moved = Links.builder()
                .mustLink(place[0], place[1])
                .cannotLink(place[2], place[5])
                .cannotLink(place[5], place[8])
                .build();
        TrainingSet shuffled = TrainingSet.of(matrix(rows).rows(order)).withLinks(moved);
        int[] found = kmeans.fit(shuffled, seeded(seed)).labels();
        for (int row = 0; row < order.length; row++) {
            assertThat(found[row]).isEqualTo(expected[order[row]]);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0x1p-40, 0.5, 1024, 0x1p300})
    void scalingByAPowerOfTwoScalesEveryBit(double factor) {
        double[][] rows = uniform(SeededRandom.of(3), 200, 3);
        double[][] larger = Arrays.stream(rows)
                .map(row -> Arrays.stream(row).map(value -> value * factor).toArray())
                .toArray(double[][]::new);
        Optional<Links> links = Optional.of(households(SeededRandom.of(4), 200));
        ConstrainedKMeans kmeans =
                ConstrainedKMeans.withClusters(4).withSizes(45, 55).withRestarts(2);
        Clustering plain = kmeans.fit(training(rows, links), seeded(8));
        Clustering scaled = kmeans.fit(training(larger, links), seeded(8));
        assertThat(scaled.labels()).isEqualTo(plain.labels());
        assertThat(inertia(scaled)).isEqualTo(inertia(plain) * factor * factor);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void sameBitsForAnyThreadCountWhereSizesAndLinksBind(int threads) {
        TrainingSet training =
                training(uniform(SeededRandom.of(9), 9_001, 2), Optional.of(households(SeededRandom.of(9), 9_001)));
        ConstrainedKMeans kmeans = ConstrainedKMeans.withClusters(4)
                .withSizes(2_200, 2_300)
                .withRestarts(2)
                .withMaxIterations(4);
        Clustering expected = kmeans.fit(training, seeded(5));
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            Clustering found = kmeans.fit(training, seeded(5).withExecutor(pool, threads));
            assertThat(found.labels()).isEqualTo(expected.labels());
            assertThat(found.inertia()).isEqualTo(expected.inertia());
            assertThat(found.model().state().numbers("offsets"))
                    .isEqualTo(expected.model().state().numbers("offsets"));
        } finally {
            pool.shutdown();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void rowOfWeightTwoIsTwoRowsThatMustBeTogetherButOneInSize(long seed) {
        SeededRandom random = SeededRandom.of(seed);
        double[][] rows = groups(random, 60);
        double[] weights = new double[60];
        List<double[]> copies = new ArrayList<>(Arrays.asList(rows));
        Links.Builder links = Links.builder();
        for (int row = 0; row < 60; row++) {
            weights[row] = 1 + random.nextInt(2);
            if (weights[row] == 2) {
                links.mustLink(row, copies.size());
                copies.add(rows[row]);
            }
        }
        ConstrainedKMeans kmeans = ConstrainedKMeans.withClusters(3);
        Clustering weighted =
                kmeans.withSizes(1, 60).fit(TrainingSet.of(matrix(rows)).withWeights(weights), seeded(seed));
        Clustering copied =
                kmeans.fit(training(copies.toArray(double[][]::new), Optional.of(links.build())), seeded(seed));
        assertThat(Arrays.copyOf(copied.labels(), 60)).isEqualTo(weighted.labels());
        assertThat(inertia(copied)).isCloseTo(inertia(weighted), within(1e-9));
    }

    @Test
    void rowOfWeightZeroTakesAPlaceAndAttractsNothing() {
        double[][] rows = {{0}, {1}, {2}, {10}, {11}, {12}};
        Clustering found = ConstrainedKMeans.withClusters(2)
                .withSizes(3, 3)
                .fit(TrainingSet.of(matrix(rows)).withWeights(new double[] {1, 1, 1, 1, 0, 1}), seeded(1));
        assertThat(found.labels()).containsExactly(0, 0, 0, 1, 1, 1);
        assertThat(((CentroidModel) found.model()).centroid(1)).containsExactly(11);
        assertThat(inertia(found)).isEqualTo(4);
    }

    /** Pairs and triples that are together, and some pairs that are apart. */
    private static Links households(SeededRandom random, int rows) {
        Links.Builder links = Links.builder();
        for (int row = 0; row + 10 < rows; row += 10) {
            links.mustLink(row, row + 1, row + 2).cannotLink(row, row + 3 + random.nextInt(7));
        }
        return links.build();
    }

    private static double lowestInertia(double[][] rows, int clusters, Optional<Links> links, int min, int max) {
        double lowest = Double.POSITIVE_INFINITY;
        int[] labels = new int[rows.length];
        int all = (int) Math.round(StrictMath.pow(clusters, rows.length));
        for (int number = 0; number < all; number++) {
            int rest = number;
            for (int row = 0; row < rows.length; row++) {
                labels[row] = rest % clusters;
                rest /= clusters;
            }
            if (ConstrainedAssignmentTest.obeys(labels, clusters, links, min, max)) {
                lowest = Math.min(lowest, inertia(rows, labels, clusters));
            }
        }
        return lowest;
    }

    private static double inertia(double[][] rows, int[] labels, int clusters) {
        double[][] means = Partitions.means(rows, labels, clusters);
        double sum = 0;
        for (int row = 0; row < rows.length; row++) {
            for (int c = 0; c < rows[row].length; c++) {
                double difference = rows[row][c] - means[labels[row]][c];
                sum += difference * difference;
            }
        }
        return sum;
    }

    /** Rows of three groups in turn. */
    private static double[][] groups(SeededRandom random, int count) {
        double[][] rows = new double[count][2];
        for (int row = 0; row < count; row++) {
            rows[row][0] = (row % 3) * 20 + random.nextGaussian();
            rows[row][1] = random.nextGaussian();
        }
        return rows;
    }

    private static double[][] uniform(SeededRandom random, int count, int columns) {
        double[][] rows = new double[count][columns];
        for (double[] row : rows) {
            Arrays.setAll(row, c -> random.nextDouble());
        }
        return rows;
    }

    private static TrainingSet training(double[][] rows, Optional<Links> links) {
        TrainingSet training = TrainingSet.of(matrix(rows));
        return links.isPresent() ? training.withLinks(links.get()) : training;
    }

    private static FeatureMatrix matrix(double[][] rows) {
        return FeatureMatrix.of(rows);
    }

    private static RunContext seeded(long seed) {
        return RunContext.seeded(seed);
    }

    private static double inertia(Clustering clustering) {
        return clustering.inertia().orElseThrow();
    }
}
