package io.github.segmentation4j.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.CancelledException;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;
import io.github.segmentation4j.testing.ReferenceData;
import io.github.segmentation4j.testing.RequiresData;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Options, refusals, degenerate data and golden values. */
class ConstrainedKMeansTest {
    private static final double[][] SIX = {{0}, {1}, {2}, {10}, {11}, {12}};

    @Test
    void sizesThatCannotAddUpAreRefusedWithWhatWouldDo() {
        assertInvalid(sized(2, 4, 6), noLinks(), "smallest size must be at most 3 for 6 rows in 2 clusters, was 4");
        assertInvalid(sized(2, 0, 2), noLinks(), "largest size must be at least 3 for 6 rows in 2 clusters, was 2");
    }

    @Test
    void groupLargerThanAClusterIsRefusedByItsFirstRow() {
        assertInvalid(
                sized(2, 1, 3),
                Links.builder().mustLink(1, 2, 3, 4),
                "row 2: must be with 3 other rows, and a cluster");
    }

    @Test
    void moreRowsApartThanClustersAreRefusedByTheirNumbers() {
        Links.Builder links = Links.builder().cannotLink(1, 3).cannotLink(3, 5).cannotLink(5, 1);
        assertInvalid(ConstrainedKMeans.withClusters(2), links, "rows 2, 4 and 6 must all be in different clusters");
        assertThat(fit(ConstrainedKMeans.withClusters(3), links).labels()).hasSize(6);
    }

    @Test
    void tooFewGroupsForTheClustersAreRefused() {
        Links.Builder links = Links.builder().mustLink(0, 1, 2, 3).mustLink(4, 5);
        assertInvalid(ConstrainedKMeans.withClusters(3), links, "must-links leave 2 groups of rows, too few for 3");
        assertThat(fit(ConstrainedKMeans.withClusters(3).withSizes(0, 6), links).sizes())
                .containsExactlyInAnyOrder(4, 2, 0);
    }

    @Test
    void contradictionThatOnlyTheSearchFindsIsSaidToBeOne() {
        // A ring of five rows, each apart from the next, needs three clusters; three pairs cannot be halved.
        Links.Builder ring = Links.builder()
                .cannotLink(0, 1)
                .cannotLink(1, 2)
                .cannotLink(2, 3)
                .cannotLink(3, 4)
                .cannotLink(4, 0);
        assertInvalid(ConstrainedKMeans.withClusters(2), ring, "contradict each other");
        Links.Builder halves = Links.builder().mustLink(0, 1).mustLink(2, 3).mustLink(4, 5);
        assertInvalid(sized(2, 3, 3), halves, "contradict each other");
    }

    @Test
    void searchThatEndsAtItsLimitSaysSo() {
        // 41 pairs cannot be halved, and there are too many ways to try them all.
        TrainingSet pairs = TrainingSet.of(FeatureMatrix.of(random(82))).withLinks(pairs(82));
        assertThatThrownBy(() -> sized(2, 41, 41).fit(pairs, RunContext.seeded(1)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("within the limit of the search");
        assertThat(sized(2, 40, 42).fit(pairs, RunContext.seeded(1)).sizes()).containsExactlyInAnyOrder(40, 42);
    }

    @Test
    void optionsOutOfRangeAreRefused() {
        ConstrainedKMeans kmeans = ConstrainedKMeans.withClusters(2);
        assertThatIllegalArgumentException().isThrownBy(() -> ConstrainedKMeans.withClusters(0));
        assertThatIllegalArgumentException().isThrownBy(() -> kmeans.withRestarts(0));
        assertThatIllegalArgumentException().isThrownBy(() -> kmeans.withMaxIterations(0));
        assertThatIllegalArgumentException().isThrownBy(() -> kmeans.withSizes(-1, 3));
        assertThatIllegalArgumentException().isThrownBy(() -> kmeans.withSizes(4, 3));
        assertThatIllegalArgumentException().isThrownBy(() -> kmeans.withSizes(0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> kmeans.withFeatureWeights(-1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fit(kmeans.withSizes(1, 6).withFeatureWeights(1, 2), Links.builder()));
    }

    @Test
    void descriptionSaysEverythingThatCounts() {
        assertThat(ConstrainedKMeans.withClusters(2)
                        .withSizes(3, 4)
                        .withRestarts(5)
                        .withStart(KMeans.Start.PLUS_PLUS)
                        .withFeatureWeights(1, 2))
                .hasToString("constrained k-means(clusters=2, sizes=3 to 4, restarts=5, start=PLUS_PLUS,"
                        + " maxIterations=300, featureWeights=[1.0, 2.0])");
    }

    @Test
    void offsetsLetTheModelKeepTheSizes() {
        double[][] rows = {{0}, {1}, {2}, {3}, {4}, {20}};
        Clustering found = sized(2, 3, 3).fit(FeatureMatrix.of(rows), RunContext.seeded(1));
        assertThat(found.labels()).containsExactly(0, 0, 0, 1, 1, 1);
        assertThat(found.inertia().orElseThrow()).isCloseTo(2 + 182, within(1e-9));
        assertThat(found.model().assign(new double[] {2.4})).isZero();
        assertThat(found.model().assign(new double[] {2.6})).isEqualTo(1);
    }

    @Test
    void equalRowsAreSeparatedWhereSizesSaySo() {
        double[][] rows = {{1}, {1}, {1}, {1}, {1}, {2}};
        assertThat(sized(2, 3, 3)
                        .fit(FeatureMatrix.of(rows), RunContext.seeded(1))
                        .sizes())
                .containsExactly(3, 3);
    }

    @Test
    void moreClustersThanDistinctRowsAreRefused() {
        assertThatThrownBy(() -> sized(2, 1, 3).fit(FeatureMatrix.of(new double[4][1]), RunContext.seeded(1)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("the 1 distinct rows");
    }

    @Test
    void damagedModelIsRefused() {
        ModelState state = sized(2, 3, 3)
                .fit(FeatureMatrix.of(SIX), RunContext.seeded(1))
                .model()
                .state();
        ModelState damaged = ModelState.of(state.type())
                .put("centres", state.child("centres"))
                .put("offsets", new double[] {1})
                .build();
        assertThatThrownBy(() -> ClusterModels.restore(damaged, Map.of())).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> ConstrainedKMeans.restore(state.child("centres")))
                .isInstanceOf(InvalidInputException.class);
        assertThat(ConstrainedKMeans.restore(state).centroid(0)).containsExactly(1);
    }

    @Test
    void cancellationStopsAFlowAndASearchInTheirMidst() {
        double[][] costs = new double[3][5_000];
        SeededRandom random = SeededRandom.of(1);
        for (int j = 0; j < 3; j++) {
            int cluster = j;
            Arrays.setAll(costs[j], row -> cluster + random.nextDouble());
        }
        for (Optional<Links> links : List.of(Optional.<Links>empty(), Optional.of(pairs(5_000)))) {
            AtomicInteger looks = new AtomicInteger();
            Checkpoint checkpoint = Checkpoint.of(() -> {
                if (looks.incrementAndGet() > 100) {
                    throw new CancelledException("stopped");
                }
            });
            ConstrainedAssignment assignment =
                    new ConstrainedAssignment(LinkedUnits.of(links, 5_000), 3, 1_600, 1_700, checkpoint);
            assertThatThrownBy(() -> assignment.solve(costs, Optional.empty())).isInstanceOf(CancelledException.class);
            assertThat(looks).hasValue(101);
        }
    }

    // SciPy, linear_sum_assignment on centroids repeated 50 times in Lloyd's iteration, the lowest of 30 starts: the
    // inertia, and 88 of the 100 flowers of the two species that overlap together with their own.
    @Test
    @RequiresData("clustering/iris.csv")
    void irisInThreeClustersOfFifty() {
        ReferenceData.Iris iris = ReferenceData.iris();
        Clustering found = sized(3, 50, 50).fit(FeatureMatrix.of(iris.rows()), RunContext.seeded(42));
        assertThat(found.sizes()).containsExactly(50, 50, 50);
        assertThat(found.inertia().orElseThrow()).isCloseTo(81.2778, within(1e-6));
        int[][] table = new int[3][3];
        for (int row = 0; row < 150; row++) {
            table[found.label(row)][iris.species()[row]]++;
        }
        assertThat(table).isDeepEqualTo(new int[][] {{50, 0, 0}, {0, 44, 6}, {0, 6, 44}});
    }

    private static ConstrainedKMeans sized(int clusters, int min, int max) {
        return ConstrainedKMeans.withClusters(clusters).withSizes(min, max);
    }

    private static Links.Builder noLinks() {
        return Links.builder();
    }

    private static Links pairs(int rows) {
        Links.Builder links = Links.builder();
        for (int row = 0; row + 1 < rows; row += 2) {
            links.mustLink(row, row + 1);
        }
        return links.build();
    }

    private static double[][] random(int count) {
        SeededRandom random = SeededRandom.of(count);
        double[][] rows = new double[count][1];
        for (double[] row : rows) {
            row[0] = random.nextDouble();
        }
        return rows;
    }

    private static Clustering fit(ConstrainedKMeans kmeans, Links.Builder links) {
        return kmeans.fit(TrainingSet.of(FeatureMatrix.of(SIX)).withLinks(links.build()), RunContext.seeded(1));
    }

    private static void assertInvalid(ConstrainedKMeans kmeans, Links.Builder links, String message) {
        assertThatThrownBy(() -> fit(kmeans, links))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(message);
    }
}
