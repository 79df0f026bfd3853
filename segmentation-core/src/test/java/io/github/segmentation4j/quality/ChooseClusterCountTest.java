package io.github.segmentation4j.quality;

import static io.github.segmentation4j.quality.Samples.CONTEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.cluster.KMeans;
import io.github.segmentation4j.cluster.MissingValues;
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
import java.util.Optional;
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
                .startsWith("silhouette votes for 2 clusters: highest there, 0.681; next 0.553 for 3")
                .contains("Davies-Bouldin votes for 2 clusters: lowest there, 0.404; next 0.662 for 3");
        assertThat(choice.reasons().get(1))
                .startsWith("Calinski-Harabasz votes for 3 clusters: highest there, 561.628; next 530.");
        assertThat(choice.reasons().get(3)).startsWith("2 clusters are chosen, with 2 of 3 votes; stability 0.");
        assertThat(choice.gap()).isEmpty();
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
    @CsvSource({"s1, 2, 20, 15", "a1, 2, 25, 20"})
    void findsTheClustersOfTheBenchmarks(String name, int fewest, int most, int clusters) {
        FeatureMatrix matrix = FeatureMatrix.of(ReferenceData.matrix("clustering/sipu/" + name + ".data.gz"));
        ClusterCountChoice choice = ChooseClusterCount.between(fewest, most)
                .with(KMeans::withClusters)
                .withResamples(0)
                .choose(matrix, CONTEXT);
        assertThat(choice.winner().votes()).isEqualTo(3);
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
        assertThat(choice.reasons()).first().asString().startsWith("inertia votes for 6 clusters: lowest there, ");
    }

    @Test
    void theBestAtTheEndOfTheRangeIsToldToBeThere() {
        FeatureMatrix matrix = FeatureMatrix.of(Samples.blobs(100, 1, 2, 3));
        ChooseClusterCount choose = ChooseClusterCount.between(2, 6)
                .with(k -> KMeans.withClusters(k).withRestarts(5))
                .withVoters(List.of(Inertia.withDefaults()))
                .withResamples(0);
        String said = "but no number above it was tried, and one may be better; try larger numbers";
        assertThat(choose.choose(matrix, CONTEXT).reasons()).last().isEqualTo(said);
        assertThat(ChooseClusterCount.between(2, 6)
                        .with(k -> KMeans.withClusters(k).withRestarts(5))
                        .withVoters(List.of(DaviesBouldin.withDefaults()))
                        .withResamples(0)
                        .choose(FeatureMatrix.of(new double[][] {{0}, {1}, {10}, {11}}), CONTEXT)
                        .reasons())
                .doesNotContain(said);
    }

    @Test
    void theGapDoesWithoutAClustererForOne() {
        FeatureMatrix matrix = FeatureMatrix.of(Samples.blobs(100, 1, 2, 3));
        ClusterCountChoice choice = ChooseClusterCount.between(2, 4)
                .with(k -> {
                    if (k == 1) {
                        throw new IllegalArgumentException("one cluster is none");
                    }
                    return KMeans.withClusters(k).withRestarts(2);
                })
                .withGap(GapStatistic.withDefaults().withReferenceSets(3))
                .withResamples(0)
                .choose(matrix, CONTEXT);
        assertThat(choice.candidates()).hasSize(3);
        assertThat(choice.gap().orElseThrow().points().get(0).gap())
                .isEqualTo(Statistic.undetermined("there is no such clusterer for 1: one cluster is none"));
        assertThat(choice.reasons())
                .anyMatch(reason -> reason.startsWith("the gap statistic") && reason.contains("one cluster is none"));
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
        assertThat(choice.reasons()).contains("4 to 5 clusters could not be tried: the data have 3 distinct rows");
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
                .contains("no index could vote, so the smallest number that could be tried is chosen: 1 cluster");
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
    void progressGrowsInSmallStepsToTheEnd() {
        List<ProgressListener.Progress> heard = new ArrayList<>();
        FeatureMatrix matrix = FeatureMatrix.of(Samples.blobs(100, 2, 3, 2));
        ChooseClusterCount.between(1, 6)
                .with(k -> KMeans.withClusters(k).withRestarts(8))
                .withGap(GapStatistic.withDefaults().withReferenceSets(5))
                .choose(matrix, CONTEXT.withListener(heard::add));
        long total = heard.get(0).total();
        assertThat(heard.get(0).done()).isZero();
        assertThat(heard.get(heard.size() - 1).done()).isEqualTo(total);
        long farthest = 0;
        for (int i = 1; i < heard.size(); i++) {
            assertThat(heard.get(i).total()).isEqualTo(total);
            assertThat(heard.get(i).stage()).isEqualTo("number of clusters");
            long step = heard.get(i).done() - heard.get(i - 1).done();
            assertThat(step).isPositive();
            farthest = Math.max(farthest, step);
        }
        // 6 numbers, each one fit, 3 indices and 10 resamples, and 7 times 5 fits of the gap.
        assertThat(farthest).isLessThanOrEqualTo(total / (6 * 14 + 35) * 2);
    }

    @Test
    void stopsWhereverItIsCancelled() {
        FeatureMatrix matrix = FeatureMatrix.of(Samples.blobs(40, 2, 3, 2));
        ChooseClusterCount choose = ChooseClusterCount.between(1, 3)
                .with(k -> KMeans.withClusters(k).withRestarts(2))
                .withResamples(2)
                .withGap(GapStatistic.withDefaults().withReferenceSets(2));
        List<Long> all = new ArrayList<>();
        choose.choose(matrix, CONTEXT.withListener(progress -> all.add(progress.done())));
        for (int stop = 1; stop < all.size(); stop++) {
            int last = stop;
            List<Long> heard = new ArrayList<>();
            Cancellation cancellation = Cancellation.create();
            RunContext context = CONTEXT.withCancellation(cancellation).withListener(progress -> {
                heard.add(progress.done());
                if (heard.size() == last) {
                    cancellation.cancel();
                }
            });
            assertThatThrownBy(() -> choose.choose(matrix, context)).isInstanceOf(CancelledException.class);
            // What is between two looks at the switch may end.
            assertThat(heard.size()).isBetween(stop, stop + 1);
        }
    }

    @Test
    void evenRowsAreOneClusterWhereTheGapIsAsked() {
        ClusterCountChoice choice = withGap(1).choose(FeatureMatrix.of(Samples.even(300, 2, 5)), CONTEXT);
        assertThat(choice.clusterCount()).isEqualTo(1);
        assertThat(choice.gap().orElseThrow().structure()).isEqualTo(GapReport.Structure.NONE_FOUND);
        assertThat(choice.winner().votes()).isEqualTo(1);
        assertThat(choice.reasons())
                .endsWith(
                        "the gap statistic sees no clusters: no number of clusters fits the rows clearly better than it fits"
                                + " 20 sets of rows that are spread evenly",
                        "1 cluster is chosen: the other indices cannot judge a single cluster, so their votes do not count"
                                + " where the gap statistic sees none");
        assertThat(choice.clustering().clusterCount()).isEqualTo(1);
    }

    @Test
    void evenRowsHaveNoGoodNumberWhereOneIsNotAmongThem() {
        ClusterCountChoice choice = withGap(2).choose(FeatureMatrix.of(Samples.even(300, 2, 5)), CONTEXT);
        assertThat(choice.clusterCount()).isGreaterThan(1);
        assertThat(choice.gap().orElseThrow().points().get(0).clusterCount()).isEqualTo(1);
        assertThat(choice.reasons())
                .last()
                .asString()
                .isEqualTo(
                        "but none of the numbers is a good one: the rows show no more clusters than rows that are spread"
                                + " evenly; try from 1 cluster on, or other features");
    }

    @Test
    void theGapVotesLikeAnIndexWhereThereAreClusters() {
        double[][] triangle = Samples.blobs(120, 2, 1, 6);
        for (int r = 0; r < triangle.length; r++) {
            if (r % 3 > 0) {
                triangle[r][r % 3 - 1] += 12;
            }
        }
        ClusterCountChoice choice = withGap(1).choose(FeatureMatrix.of(triangle), CONTEXT);
        int picked = choice.gap().orElseThrow().clusterCount().orElseThrow();
        assertThat(picked).isGreaterThan(1);
        assertThat(choice.candidates().stream()
                        .mapToInt(ClusterCountChoice.Candidate::votes)
                        .sum())
                .isEqualTo(4);
        assertThat(choice.reasons().get(3))
                .startsWith("the gap statistic votes for " + picked + " clusters: the gap is ");
        assertThat(withGap(1).describe(2))
                .endsWith("chosen among 1 to 6 with gap statistic(references=20, over=PRINCIPAL_DIRECTIONS, rule=FIRST,"
                        + " noise=EXCLUDE)");
    }

    @Test
    void aGapThatStopsAtOneThoughItSeesClustersDoesNotVote() {
        double[][] cross = Samples.blobs(120, 2, 1, 6);
        for (int r = 0; r < cross.length; r++) {
            int arm = r % 5;
            if (arm > 0) {
                cross[r][arm % 2] += arm > 2 ? 9 : -9;
            }
        }
        ClusterCountChoice choice = withGap(1).choose(FeatureMatrix.of(cross), CONTEXT);
        assertThat(choice.clusterCount()).isEqualTo(5);
        assertThat(choice.gap().orElseThrow().clusterCount()).hasValue(1);
        assertThat(choice.reasons())
                .contains(
                        "the gap statistic does not vote: it sees clusters, but its rule stops at 1 already, as it may"
                                + " where clusters are many or lie in groups");
        assertThat(choice.winner().votes()).isEqualTo(3);
    }

    @Test
    void missingValuesAreTheFaultOfTheDataAndNotOfANumber() {
        FeatureMatrix holed = FeatureMatrix.of(new double[][] {{1, 2}, {3, Double.NaN}, {5, 6}, {7, 8}, {1, 1}});
        assertThatThrownBy(() -> ChooseClusterCount.between(2, 3)
                        .with(k -> KMeans.withClusters(k).withMissing(MissingValues.OBSERVED_ONLY))
                        .choose(holed, CONTEXT))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("row 2, column 'x2'");
    }

    @Test
    void aTieIsToldWithWhatDecidesIt() {
        List<ValidityIndex> indices = List.of(Silhouette.exact(), DaviesBouldin.withDefaults());
        Statistic high = new Statistic.Estimate(.9, .85, .95, .95);
        Statistic low = new Statistic.Estimate(.5, .4, .6, .95);
        assertThat(vote(indices, low, high).reasons())
                .containsExactly(
                        "silhouette votes for 2 clusters: highest there, 0.800; next 0.700 for 5",
                        "Davies-Bouldin votes for 5 clusters: lowest there, 0.300; next 0.900 for 2",
                        "there is a tie: 2 and 5 clusters have 1 of 2 votes each",
                        "5 clusters are chosen, because they are clearly the most stable; stability 0.900, where 1 means"
                                + " that fits to resampled rows find the same clusters and 0 that they agree by chance only");
        assertThat(vote(indices, low, low).reasons().get(3))
                .startsWith(
                        "2 clusters are chosen, the smallest of those whose stability is not clearly lower than another's");
        Statistic none = Statistic.undetermined("not asked for");
        assertThat(vote(indices, none, none).reasons().get(3))
                .isEqualTo("2 clusters are chosen, the smallest of them, because nothing is known of their stability");
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

    private static ChooseClusterCount withGap(int fewest) {
        return ChooseClusterCount.between(fewest, 6)
                .with(k -> KMeans.withClusters(k).withRestarts(5))
                .withResamples(0)
                .withGap(GapStatistic.withDefaults());
    }

    private static int winner(List<ValidityIndex> indices, Statistic stabilityOfTwo, Statistic stabilityOfFive) {
        return vote(indices, stabilityOfTwo, stabilityOfFive).winner().clusterCount();
    }

    /** The vote where the silhouette is for 2, the Davies-Bouldin index for 5 clusters. */
    private static ClusterCountVote vote(
            List<ValidityIndex> indices, Statistic stabilityOfTwo, Statistic stabilityOfFive) {
        return ClusterCountVote.of(
                List.of(candidate(2, .8, .9, stabilityOfTwo), candidate(5, .7, .3, stabilityOfFive)),
                indices,
                Optional.empty());
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
