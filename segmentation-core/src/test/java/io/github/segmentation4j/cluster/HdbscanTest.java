package io.github.segmentation4j.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.distance.Distances;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What follows from the definition of HDBSCAN*, degenerate data and refusals. */
class HdbscanTest {
    private static final RunContext CONTEXT = RunContext.seeded(1);

    static IntStream seeds() {
        return IntStream.range(0, 60);
    }

    // Even seeds draw from few values, so that many distances are equal and rows come several times.
    @ParameterizedTest
    @MethodSource("seeds")
    void equalsTheGroupsAtAllThresholds(int seed) {
        double[][] rows = few(seed);
        int size = 2 + seed % 4;
        int neighbours = 1 + seed / 2 % 5;
        boolean leaves = seed % 3 == 0;
        boolean rootAllowed = seed % 5 == 0;
        double epsilon = seed % 7 == 0 ? 1.5 : 0;
        HdbscanReference reference = new HdbscanReference(rows, size, neighbours);
        int[] expected = reference.labels(leaves, epsilon, rootAllowed);
        for (ReachabilitySpace.Way way : ReachabilitySpace.Way.values()) {
            HdbscanClustering found = Hdbscan.withMinimumClusterSize(size)
                    .withMinimumNeighbours(neighbours)
                    .withSelection(leaves ? Hdbscan.Selection.LEAF : Hdbscan.Selection.EXCESS_OF_MASS)
                    .withEpsilon(epsilon)
                    .withSingleCluster(rootAllowed ? Hdbscan.SingleCluster.ALLOWED : Hdbscan.SingleCluster.REFUSED)
                    .fitTree(TrainingSet.of(FeatureMatrix.of(rows)), CONTEXT, Optional.of(way));
            assertSamePartition(found.clustering().labels(), expected);
            for (int row = 0; row < rows.length; row++) {
                assertThat(found.leavingDistance(row).orElseThrow()).isEqualTo(reference.leaving[row]);
                assertThat(found.probability(row)).isEqualTo(reference.probability(row, expected[row]));
                assertThat(found.outlierScore(row).orElseThrow()).isEqualTo(reference.outlierScore(row));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 9, 20})
    void indexAndAllDistancesGiveTheSameBits(int columns) {
        for (boolean wholes : new boolean[] {true, false}) {
            TrainingSet rows = TrainingSet.of(FeatureMatrix.of(mixed(1_500, columns, wholes, columns)));
            Hdbscan clusterer = Hdbscan.withMinimumClusterSize(8).withMinimumNeighbours(5);
            HdbscanClustering index = clusterer.fitTree(rows, CONTEXT, Optional.of(ReachabilitySpace.Way.INDEX));
            HdbscanClustering plain =
                    clusterer.fitTree(rows, CONTEXT, Optional.of(ReachabilitySpace.Way.ALL_DISTANCES));
            assertSame(index, plain, IntStream.range(0, 1_500).toArray());
            FeatureMatrix others = FeatureMatrix.of(mixed(300, columns, wholes, 99));
            assertThat(index.clustering().model().assign(others, CONTEXT))
                    .isEqualTo(plain.clustering().model().assign(others, CONTEXT));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void orderOfTheRowsChangesNoBit(long seed) {
        FeatureMatrix rows = FeatureMatrix.of(mixed(900, 2, seed % 2 == 0, seed));
        int[] order = new int[900];
        Arrays.setAll(order, row -> row);
        SeededRandom.of(seed).shuffle(order);
        for (Hdbscan.Selection selection : Hdbscan.Selection.values()) {
            Hdbscan clusterer = Hdbscan.withMinimumClusterSize(6).withSelection(selection);
            assertSame(clusterer.fitTree(rows.rows(order), CONTEXT), clusterer.fitTree(rows, CONTEXT), order);
        }
    }

    @ParameterizedTest
    @EnumSource
    void modelFindsItsTrainingRowsAndSurvivesItsState(Hdbscan.NeighbourCount convention) {
        FeatureMatrix rows = FeatureMatrix.of(holes(mixed(800, 3, true, 5)));
        FeatureMatrix others = FeatureMatrix.of(mixed(300, 3, false, 6));
        Clustering found =
                Hdbscan.withMinimumClusterSize(6).withNeighbourCount(convention).fit(rows, CONTEXT);
        ClusterModel restored = ClusterModels.restore(found.model().state(), Map.of());
        for (ClusterModel model : new ClusterModel[] {found.model(), restored}) {
            assertThat(model.assign(rows, CONTEXT)).isEqualTo(found.labels());
            for (int row = 0; row < rows.rowCount(); row++) {
                assertThat(model.assign(rows.row(row))).isEqualTo(found.label(row));
            }
        }
        assertThat(restored.assign(others, CONTEXT)).isEqualTo(found.model().assign(others, CONTEXT));
        assertThat(((InstanceModel) restored).instanceCount()).isLessThan(800);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void rowThatMissesAValueIsNoiseAndChangesNoOther(long seed) {
        double[][] rows = holes(mixed(700, 2, false, seed));
        int[] complete = IntStream.range(0, 700)
                .filter(r -> !HdbscanModel.misses(rows[r]))
                .toArray();
        Hdbscan clusterer = Hdbscan.withMinimumClusterSize(6).withDissimilarity(Distances.mahalanobis());
        HdbscanClustering found = clusterer.fitTree(FeatureMatrix.of(rows), CONTEXT);
        HdbscanClustering alone = clusterer.fitTree(FeatureMatrix.of(rows).rows(complete), CONTEXT);
        for (int i = 0; i < complete.length; i++) {
            assertThat(found.probability(complete[i])).isEqualTo(alone.probability(i));
            assertThat(found.clustering().label(complete[i]))
                    .isEqualTo(alone.clustering().label(i));
        }
        IntStream.range(0, 700).filter(r -> HdbscanModel.misses(rows[r])).forEach(row -> {
            assertThat(found.clustering().label(row)).isEqualTo(Clustering.NOISE);
            assertThat(found.probability(row)).isZero();
            assertThat(found.outlierScore(row)).isEmpty();
            assertThat(((SoftModel) found.clustering().model()).memberships(rows[row]))
                    .containsOnly(0);
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void membershipsAreLargestForTheLabelAndSumToTheProbability(long seed) {
        double[][] rows = mixed(800, 2, seed % 2 == 0, seed);
        HdbscanClustering found = Hdbscan.withMinimumClusterSize(8).fitTree(FeatureMatrix.of(rows), CONTEXT);
        SoftModel model = (SoftModel) found.clustering().model();
        assertThat(model.clusterCount()).isGreaterThan(1);
        for (int row = 0; row < rows.length; row++) {
            double[] memberships = model.memberships(rows[row]);
            assertThat(Arrays.stream(memberships)).allMatch(m -> m >= 0 && m <= 1);
            assertThat(Arrays.stream(memberships).sum()).isLessThanOrEqualTo(1 + 1e-12);
            int label = found.clustering().label(row);
            if (label != Clustering.NOISE) {
                assertThat(memberships[label])
                        .isEqualTo(Arrays.stream(memberships).max().orElseThrow());
                assertThat(Arrays.stream(memberships).sum()).isCloseTo(found.probability(row), within(1e-12));
            }
            assertThat(found.outlierScore(row).orElseThrow()).isBetween(0.0, 1.0);
        }
    }

    @Test
    void neighbourThatExcludesTheRowIsTheNextOneThatIncludesIt() {
        FeatureMatrix rows = FeatureMatrix.of(mixed(600, 2, false, 3));
        Hdbscan clusterer = Hdbscan.withMinimumClusterSize(7);
        Clustering excluded = clusterer
                .withMinimumNeighbours(5)
                .withNeighbourCount(Hdbscan.NeighbourCount.SELF_EXCLUDED)
                .fit(rows, CONTEXT);
        assertThat(excluded.labels())
                .isEqualTo(clusterer.withMinimumNeighbours(6).fit(rows, CONTEXT).labels());
    }

    @Test
    void manyEqualRowsHaveNoDistanceAndNoHarmIsDone() {
        double[][] rows = new double[100][];
        Arrays.setAll(
                rows, row -> row < 40 ? new double[] {0, 0} : row < 80 ? new double[] {9, 9} : new double[] {row, 5});
        HdbscanClustering found = Hdbscan.withMinimumClusterSize(10).fitTree(FeatureMatrix.of(rows), CONTEXT);
        assertThat(found.clustering().clusterCount()).isGreaterThanOrEqualTo(2);
        assertThat(Arrays.stream(found.probabilities())).allMatch(p -> p >= 0 && p <= 1);
        assertThat(found.probability(0)).isEqualTo(1);
        assertThat(found.leavingDistance(0)).hasValue(0);
        assertThat(found.tree()).allMatch(node -> node.persistence() >= 0 && node.persistence() <= 1);
        assertThat(found.tree()).anyMatch(node -> node.stability() == Double.POSITIVE_INFINITY);
        double[] memberships = ((SoftModel) found.clustering().model()).memberships(new double[] {0, 0});
        assertThat(memberships[found.clustering().label(0)]).isEqualTo(1);
    }

    // Products with a power of 2 are exact, and so are their squares as long as these are normal numbers.
    @ParameterizedTest
    @ValueSource(doubles = {0x1p-30, 0x1p30, 0x1p-480, 0x1p480})
    void unitOfTheRowsChangesNothingElse(double factor) {
        double[][] rows = mixed(500, 2, false, 8);
        double[][] scaled = Arrays.stream(rows)
                .map(row -> Arrays.stream(row).map(value -> value * factor).toArray())
                .toArray(double[][]::new);
        HdbscanClustering plain = Hdbscan.withMinimumClusterSize(6).fitTree(FeatureMatrix.of(rows), CONTEXT);
        HdbscanClustering found = Hdbscan.withMinimumClusterSize(6).fitTree(FeatureMatrix.of(scaled), CONTEXT);
        assertThat(found.clustering().labels()).isEqualTo(plain.clustering().labels());
        assertThat(found.probabilities()).isEqualTo(plain.probabilities());
    }

    @Test
    void otherDissimilaritiesAreClusteredWithoutAnIndex() {
        FeatureMatrix rows = FeatureMatrix.of(mixed(600, 1, false, 4));
        Hdbscan clusterer = Hdbscan.withMinimumClusterSize(6);
        // In one column the sum of absolute differences is the Euclidean distance.
        assertThat(clusterer
                        .withDissimilarity(Distances.manhattan())
                        .fit(rows, CONTEXT)
                        .labels())
                .isEqualTo(clusterer.fit(rows, CONTEXT).labels());
    }

    @Test
    void epsilonJoinsWhatPartsBelowItAndAllowsOneCluster() {
        double[][] rows = mixed(900, 2, false, 9);
        Hdbscan leaves = Hdbscan.withMinimumClusterSize(6).withSelection(Hdbscan.Selection.LEAF);
        int many = leaves.fit(FeatureMatrix.of(rows), CONTEXT).clusterCount();
        assertThat(leaves.withEpsilon(1).fit(FeatureMatrix.of(rows), CONTEXT).clusterCount())
                .isBetween(1, many - 1);
        assertThat(leaves.withEpsilon(1e6)
                        .withSingleCluster(Hdbscan.SingleCluster.ALLOWED)
                        .fit(FeatureMatrix.of(rows), CONTEXT)
                        .labels())
                .containsOnly(0);
    }

    @Test
    void degenerateRowsAreNoiseOrRefused() {
        Hdbscan clusterer = Hdbscan.withMinimumClusterSize(5);
        double[][] equal = new double[20][2];
        assertThat(clusterer.fit(FeatureMatrix.of(equal), CONTEXT).labels()).containsOnly(Clustering.NOISE);
        assertThat(clusterer.fit(FeatureMatrix.of(new double[4][1]), CONTEXT).clusterCount())
                .isZero();
        for (ReachabilitySpace.Way way : ReachabilitySpace.Way.values()) {
            TrainingSet huge = TrainingSet.of(FeatureMatrix.of(new double[][] {{1e200}, {-1e200}, {0}, {1}, {2}}));
            assertThatThrownBy(() -> clusterer.withMinimumNeighbours(2).fitTree(huge, CONTEXT, Optional.of(way)))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("scale the columns");
        }
        assertThatThrownBy(() -> clusterer.fit(FeatureMatrix.of(new double[][] {{Double.NaN}}), CONTEXT))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> clusterer.fit(
                        TrainingSet.of(FeatureMatrix.of(equal))
                                .withWeights(new double[] {1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}),
                        CONTEXT))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("HDBSCAN*");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void rowWhoseDistancesOverflowIsNoiseWithoutMemberships(int neighbours) {
        TrainingSet rows = TrainingSet.of(FeatureMatrix.of(mixed(200, 2, false, 5)));
        double[][] far = {{1e200, 0}, {-Double.MAX_VALUE, Double.MAX_VALUE}};
        for (ReachabilitySpace.Way way : ReachabilitySpace.Way.values()) {
            ClusterModel model = Hdbscan.withMinimumClusterSize(5)
                    .withMinimumNeighbours(neighbours)
                    .fitTree(rows, CONTEXT, Optional.of(way))
                    .clustering()
                    .model();
            assertThat(model.clusterCount()).isPositive();
            assertThat(model.assign(FeatureMatrix.of(far), CONTEXT)).containsOnly(Clustering.NOISE);
            for (double[] row : far) {
                assertThat(model.assign(row)).isEqualTo(Clustering.NOISE);
                assertThat(((SoftModel) model).memberships(row)).containsOnly(0);
            }
        }
    }

    @Test
    void optionsAreChecked() {
        Hdbscan clusterer = Hdbscan.withMinimumClusterSize(2);
        assertThatIllegalArgumentException().isThrownBy(() -> Hdbscan.withMinimumClusterSize(1));
        assertThatIllegalArgumentException().isThrownBy(() -> clusterer.withMinimumNeighbours(0));
        assertThatIllegalArgumentException().isThrownBy(() -> clusterer.withEpsilon(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> clusterer.withMissing(MissingValues.OBSERVED_ONLY));
    }

    private static void assertSame(HdbscanClustering found, HdbscanClustering expected, int[] order) {
        for (int row = 0; row < order.length; row++) {
            assertThat(found.clustering().label(row))
                    .isEqualTo(expected.clustering().label(order[row]));
            assertThat(found.probability(row)).isEqualTo(expected.probability(order[row]));
            assertThat(found.outlierScore(row)).isEqualTo(expected.outlierScore(order[row]));
            assertThat(found.lastCluster(row)).isEqualTo(expected.lastCluster(order[row]));
        }
        assertThat(found.tree()).isEqualTo(expected.tree());
    }

    private static void assertSamePartition(int[] found, int[] expected) {
        for (int i = 0; i < found.length; i++) {
            assertThat(found[i] == Clustering.NOISE).isEqualTo(expected[i] == Clustering.NOISE);
            for (int j = 0; j < i; j++) {
                assertThat(found[i] == found[j]).isEqualTo(expected[i] == expected[j]);
            }
        }
    }

    private static double[][] few(int seed) {
        SeededRandom random = SeededRandom.of(seed);
        double[][] rows = new double[10 + random.nextInt(26)][2];
        for (double[] row : rows) {
            double shift = random.nextInt(2) * 6;
            Arrays.setAll(row, c -> shift + (seed % 2 == 0 ? random.nextInt(5) : 1.5 * random.nextGaussian()));
        }
        return rows;
    }

    /** Groups of different width with noise between them. */
    private static double[][] mixed(int count, int columns, boolean wholes, long seed) {
        SeededRandom random = SeededRandom.of(seed);
        double[][] rows = new double[count][columns];
        for (int row = 0; row < count; row++) {
            int group = row % 5;
            Arrays.setAll(
                    rows[row],
                    c -> group == 4
                            ? 40 * random.nextDouble()
                            : 10 * group + (1 + group) * 0.7 * random.nextGaussian());
            if (wholes) {
                Arrays.setAll(rows[row], c -> 0);
                for (int c = 0; c < columns; c++) {
                    rows[row][c] =
                            group == 4 ? random.nextInt(40) : 10 * group + Math.rint(1.5 * random.nextGaussian());
                }
            }
        }
        return rows;
    }

    private static double[][] holes(double[][] rows) {
        for (int row = 0; row < rows.length; row += 17) {
            rows[row][row % rows[row].length] = Double.NaN;
        }
        return rows;
    }
}
