package io.github.segmentation4j.quality;

import static io.github.segmentation4j.quality.Samples.CONTEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.cluster.KMeans;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.Cancellation;
import io.github.segmentation4j.run.CancelledException;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ProgressListener;
import io.github.segmentation4j.run.RunContext;
import io.github.segmentation4j.testing.ReferenceData;
import io.github.segmentation4j.testing.RequiresData;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChooseClusterCountTest {

    @Test
    @RequiresData("clustering/iris.csv")
    void findsTheTwoGroupsOfIrisAndSaysWhy() {
        FeatureMatrix iris = FeatureMatrix.of(ReferenceData.iris().rows());
        ClusterCountChoice choice = ChooseClusterCount.between(2, 6)
                .with(k -> KMeans.withClusters(k).withRestarts(20))
                .choose(iris, CONTEXT);
        assertThat(choice.clusterCount()).isEqualTo(2);
        assertThat(choice.reasons())
                .startsWith(
                        "silhouette is highest at k = 2 (0.681)",
                        "Calinski-Harabasz is highest at k = 3 (561.628)",
                        "Davies-Bouldin is lowest at k = 2 (0.404)");
        assertThat(choice.reasons().get(3)).startsWith("k = 2 is chosen with 2 of 3 votes (stability ");
        assertThat(choice.candidates()).hasSize(5);
        assertThat(choice.candidates())
                .extracting(ClusterCountChoice.Candidate::votes)
                .containsExactly(2, 1, 0, 0, 0);
        assertThat(choice.clustering().labels())
                .isEqualTo(KMeans.withClusters(2)
                        .withRestarts(20)
                        .fit(iris, CONTEXT)
                        .labels());
        assertThat(choice.winner()).isEqualTo(choice.candidates().get(0));
    }

    @ParameterizedTest
    @RequiresData({"clustering/sipu/s1.data.gz", "clustering/sipu/a1.data.gz"})
    @CsvSource({"s1, 12, 18, 15", "a1, 17, 23, 20"})
    void findsTheClustersOfTheBenchmarks(String name, int fewest, int most, int clusters) {
        FeatureMatrix matrix = FeatureMatrix.of(ReferenceData.matrix("clustering/sipu/" + name + ".data.gz"));
        ClusterCountChoice choice = ChooseClusterCount.between(fewest, most)
                .with(k -> KMeans.withClusters(k).withRestarts(20))
                .withResamples(0)
                .choose(matrix, CONTEXT);
        assertThat(choice.clusterCount()).as(choice.reasons().toString()).isEqualTo(clusters);
    }

    @Test
    void manyRowsAreJudgedByASample() {
        FeatureMatrix matrix = FeatureMatrix.of(Samples.blobs(10_100, 1, 2, 3));
        ClusterCountChoice choice = ChooseClusterCount.between(2, 3)
                .with(k -> KMeans.withClusters(k).withRestarts(1))
                .withResamples(0)
                .choose(matrix, CONTEXT);
        assertThat(choice.winner().indices().get("silhouette")).isInstanceOf(Statistic.Estimate.class);
        assertThat(choice.winner().stability()).isInstanceOf(Statistic.Undetermined.class);
    }

    @Test
    void otherIndicesMayVote() {
        FeatureMatrix matrix = FeatureMatrix.of(Samples.blobs(100, 1, 2, 3));
        ClusterCountChoice choice = ChooseClusterCount.between(2, 6)
                .with(k -> KMeans.withClusters(k).withRestarts(5))
                .withVoters(List.of(Inertia.withDefaults()))
                .withResamples(0)
                .choose(matrix, CONTEXT);
        assertThat(choice.clusterCount()).isEqualTo(6);
        assertThat(choice.reasons()).first().asString().startsWith("inertia is lowest at k = 6 (");
    }

    @Test
    void sameChoiceForAnyThreadCount() {
        FeatureMatrix matrix = FeatureMatrix.of(Samples.blobs(600, 2, 4, 1));
        ChooseClusterCount choose = ChooseClusterCount.between(2, 5)
                .with(k -> KMeans.withClusters(k).withRestarts(3))
                .withResamples(3);
        ClusterCountChoice alone = choose.choose(matrix, CONTEXT);
        ExecutorService pool = Executors.newFixedThreadPool(3);
        try {
            ClusterCountChoice together = choose.choose(matrix, CONTEXT.withExecutor(pool, 3));
            assertThat(together.candidates()).isEqualTo(alone.candidates());
            assertThat(together.reasons()).isEqualTo(alone.reasons());
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void numbersAboveTheDistinctRowsAreSkippedWithTheReason() {
        FeatureMatrix matrix = FeatureMatrix.of(new double[][] {{0}, {0.0}, {-0.0}, {1}, {1}, {9}, {9}});
        ClusterCountChoice choice = ChooseClusterCount.between(2, 5)
                .with(k -> KMeans.withClusters(k).withRestarts(5))
                .choose(matrix, CONTEXT);
        assertThat(choice.skipped()).containsOnlyKeys(4, 5);
        assertThat(choice.reasons()).contains("k = 4 was skipped: the data have 3 distinct rows");
        assertThat(choice.clusterCount()).isBetween(2, 3);
    }

    @Test
    void withoutAVoteTheSmallestNumberIsChosen() {
        FeatureMatrix equal = FeatureMatrix.of(new double[][] {{1}, {1}, {1}});
        ClusterCountChoice choice = ChooseClusterCount.between(1, 4)
                .with(k -> KMeans.withClusters(k).withRestarts(1))
                .choose(equal, CONTEXT);
        assertThat(choice.clusterCount()).isEqualTo(1);
        assertThat(choice.reasons())
                .contains("no index could vote, so the smallest number that could be tried is chosen: k = 1");
    }

    @Test
    void whereNothingCanBeTriedThereIsAnError() {
        FeatureMatrix equal = FeatureMatrix.of(new double[][] {{1}, {1}, {1}});
        assertThatThrownBy(() -> ChooseClusterCount.between(2, 4)
                        .with(k -> KMeans.withClusters(k).withRestarts(1))
                        .choose(equal, CONTEXT))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("from 2 to 4 could be tried: the data have 1 distinct row;");
    }

    @Test
    void reportsProgressAndStopsWhenCancelled() {
        FeatureMatrix matrix = FeatureMatrix.of(Samples.blobs(100, 2, 3, 2));
        List<Long> heard = new ArrayList<>();
        Cancellation cancellation = Cancellation.create();
        ProgressListener listener = progress -> {
            heard.add(progress.done());
            if (progress.done() == 2) {
                cancellation.cancel();
            }
        };
        RunContext context = CONTEXT.withListener(listener).withCancellation(cancellation);
        assertThatThrownBy(() -> ChooseClusterCount.between(2, 8)
                        .with(k -> KMeans.withClusters(k).withRestarts(1))
                        .choose(matrix, context))
                .isInstanceOf(CancelledException.class);
        assertThat(heard).containsExactly(0L, 1L, 2L);
    }

    @Test
    void equalsAreDecidedByStabilityAndThenByFewerClusters() {
        List<ValidityIndex> indices = List.of(Silhouette.exact(), DaviesBouldin.withDefaults());
        Statistic high = new Statistic.Estimate(.9, .85, .95, .95);
        Statistic low = new Statistic.Estimate(.5, .4, .6, .95);
        Statistic wide = new Statistic.Estimate(.5, .1, .9, .95);
        assertThat(winner(indices, low, high)).isEqualTo(5);
        assertThat(winner(indices, wide, high)).isEqualTo(2);
        assertThat(winner(indices, high, low)).isEqualTo(2);
        assertThat(winner(indices, Statistic.undetermined("no"), high)).isEqualTo(2);
        assertThat(winner(indices, Statistic.undetermined("no"), Statistic.undetermined("no")))
                .isEqualTo(2);
    }

    @Test
    void badArgumentsAreRefused() {
        assertThatThrownBy(() -> ChooseClusterCount.between(5, 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("were 5 to 4");
        assertThatThrownBy(() -> ChooseClusterCount.between(0, 4)).isInstanceOf(IllegalArgumentException.class);
        ChooseClusterCount choose = ChooseClusterCount.between(2, 4)
                .with(k -> KMeans.withClusters(k).withRestarts(1));
        assertThatThrownBy(() -> choose.withResamples(1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> choose.withVoters(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> choose.withVoters(List.of(Silhouette.exact(), Silhouette.sampled(40))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** The winner where the silhouette is for 2, the Davies-Bouldin index for 5 clusters. */
    private static int winner(List<ValidityIndex> indices, Statistic stabilityOfTwo, Statistic stabilityOfFive) {
        return ClusterCountVote.of(
                        List.of(candidate(2, .8, .9, stabilityOfTwo), candidate(5, .7, .3, stabilityOfFive)), indices)
                .winner()
                .clusterCount();
    }

    private static ClusterCountChoice.Candidate candidate(int k, double silhouette, double db, Statistic stability) {
        return new ClusterCountChoice.Candidate(
                k,
                Map.of("silhouette", Statistic.of(silhouette), "Davies-Bouldin", Statistic.of(db)),
                Statistic.of(1),
                stability,
                0);
    }
}
