package io.github.segmentation4j.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.feature.Learning;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.quality.Agreement;
import io.github.segmentation4j.run.Cancellation;
import io.github.segmentation4j.run.CancelledException;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.ProgressListener;
import io.github.segmentation4j.run.RunContext;
import io.github.segmentation4j.testing.ReferenceData;
import io.github.segmentation4j.testing.RequiresData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Laws of the consensus, comparison with a plain program, noise, refusals and public data. */
class ConsensusClusteringTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void labelsAreThoseOfAverageLinkageOverAllPairsOfRows(long seed) {
        double[][] rows = wholes(SeededRandom.of(seed), 24, 2, 6);
        Clusterer[] runs = {
            KMeans.withClusters(2).withRestarts(1),
            KMeans.withClusters(3).withRestarts(1),
            KMeans.withClusters(4).withRestarts(1),
            KMeans.withClusters(5).withRestarts(1),
            TrimmedKMeans.withClusters(3).withTrimmedShare(0.2)
        };
        Clustering found = ConsensusClustering.withClusters(3).of(runs).fit(matrix(rows), seeded(seed));
        int[][] labels = new int[runs.length][];
        List<ModelState> states = found.model().state().children("runs");
        for (int r = 0; r < runs.length; r++) {
            labels[r] = ClusterModels.restore(states.get(r), Map.of()).assign(matrix(rows), seeded(0));
        }
        int[] expected = linked(rows, labels, found.labels(), 3);
        for (int a = 0; a < rows.length; a++) {
            for (int b = 0; b < rows.length; b++) {
                assertThat(found.label(a) == found.label(b)).isEqualTo(expected[a] == expected[b]);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void orderOfTheRunsChangesNothing(long seed) {
        FeatureMatrix rows = matrix(wholes(SeededRandom.of(seed), 300, 2, 30));
        Clusterer a = KMeans.withClusters(4).withRestarts(1);
        Clusterer b = KMeans.withClusters(7).withRestarts(1);
        Clusterer c = BisectingKMeans.withClusters(5);
        ConsensusClustering consensus = ConsensusClustering.withClusters(4).withResampling(Resampling.bootstrap());
        Clustering first = consensus.of(a, a, b, c, b).fit(rows, seeded(seed));
        Clustering second = consensus.of(b, c, a, b, a).fit(rows, seeded(seed));
        assertThat(second.labels()).isEqualTo(first.labels());
        assertThat(model(second).pairAgreement().orElseThrow())
                .isCloseTo(model(first).pairAgreement().orElseThrow(), within(1e-12));
        assertThat(consensus.of(b, c, a, b, a).describe())
                .isEqualTo(consensus.of(a, a, b, c, b).describe());
    }

    // A single random start of k-means seldom finds all the groups; thirty of them together do better than most of
    // them.
    @ParameterizedTest
    @CsvSource({"s1, 15", "a1, 20"})
    @RequiresData({
        "clustering/sipu/s1.data.gz",
        "clustering/sipu/s1.labels0.gz",
        "clustering/sipu/a1.data.gz",
        "clustering/sipu/a1.labels0.gz"
    })
    void consensusOfPoorRunsIsBetterThanTheMedianRun(String name, int clusters) {
        FeatureMatrix rows = matrix(ReferenceData.matrix("clustering/sipu/" + name + ".data.gz"));
        int[] truth = ReferenceData.labels("clustering/sipu/" + name + ".labels0.gz");
        Clusterer poor = KMeans.withClusters(clusters).withRestarts(1).withStart(KMeans.Start.RANDOM);
        double[] single = IntStream.range(0, 30)
                .mapToDouble(run -> agreement(
                        truth,
                        poor.fit(rows, seeded(SeededRandom.derive(5, run))).labels()))
                .sorted()
                .toArray();
        Clustering found =
                ConsensusClustering.withClusters(clusters).ofRuns(poor, 30).fit(rows, seeded(5));
        assertThat(agreement(truth, found.labels())).isGreaterThan((single[14] + single[15]) / 2);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 6, 20, 4_096})
    void beyondTheLimitOnSignaturesRowsGoWhereNewOnesWould(int limit) {
        FeatureMatrix rows = matrix(wholes(SeededRandom.of(2), 500, 2, 40));
        Clustering found = ConsensusClustering.withClusters(4)
                .ofRuns(KMeans.withClusters(6).withRestarts(1), 12)
                .withResampling(Resampling.subsample(0.5))
                .withMaxSignatures(limit)
                .fit(rows, seeded(3));
        assertThat(found.model().assign(rows, seeded(0))).isEqualTo(found.labels());
        assertThat(Arrays.stream(found.sizes())).allMatch(size -> size > 0);
        int kept = found.model().state().numbers("labels").length;
        assertThat(kept).isLessThanOrEqualTo(limit).isGreaterThanOrEqualTo(4);
        for (int row = 0; row < 500; row++) {
            assertThat(found.model().assign(rows.row(row))).isEqualTo(found.label(row));
            assertThat(model(found).agreement(rows.row(row))).isBetween(0., 1.);
        }
    }

    @Test
    void oneRunIsItself() {
        FeatureMatrix rows = matrix(wholes(SeededRandom.of(2), 200, 2, 40));
        Clusterer kmeans = KMeans.withClusters(5);
        Clustering found = ConsensusClustering.withClusters(5).of(kmeans).fit(rows, seeded(3));
        Clustering alone = kmeans.fit(rows, seeded(SeededRandom.derive(3, 0)));
        assertThat(found.labels()).isEqualTo(alone.labels());
        assertThat(model(found).pairAgreement()).hasValue(1);
        assertThat(model(found).agreement(rows.row(0))).isEqualTo(1);
        assertThat(model(found).runCount()).isEqualTo(1);
    }

    @Test
    void agreementsAreTheSharesOfPairsByHand() {
        // Cut at 2 and at 1: runs {a, b | c, d} and {a | b, c, d}, consensus with two clusters.
        FeatureMatrix rows = matrix(new double[][] {{0}, {1}, {2}, {3}});
        Clustering found = ConsensusClustering.withClusters(2)
                .of(new Cut(2), new Cut(2), new Cut(1))
                .fit(rows, seeded(1));
        assertThat(found.labels()).containsExactly(0, 0, 1, 1);
        // Two runs agree on all 6 pairs, the third on {c, d}, {a, c} and {a, d}.
        assertThat(model(found).pairAgreement().orElseThrow()).isCloseTo((1 + 1 + 0.5) / 3, within(1e-15));
        // With itself always, with the other row of its cluster in two runs of three.
        assertThat(model(found).agreement(new double[] {0})).isCloseTo((1 + 2 / 3.) / 2, within(1e-15));
        assertThat(model(found).agreement(new double[] {9})).isEqualTo(1);
        assertThat(found.model()).isNotInstanceOf(InstanceModel.class);
        assertThat(model(ConsensusClustering.withClusters(1)
                                .of(new Cut(2))
                                .fit(matrix(new double[][] {{1}}), seeded(1)))
                        .pairAgreement())
                .isEmpty();
    }

    @Test
    void modelsOfOthersAreRestoredByWhoKnowsThem() {
        FeatureMatrix rows = matrix(new double[][] {{0}, {1}, {2}, {3}});
        ClusterModel model = ConsensusClustering.withClusters(2)
                .of(new Cut(2), new Cut(1), new Cut(1))
                .fit(rows, seeded(1))
                .model();
        ConsensusModel restored = (ConsensusModel)
                ClusterModels.restore(model.state(), Map.of("cut/1", state -> new CutModel(state.number("at"))));
        assertThat(restored.assign(rows, seeded(1))).isEqualTo(model.assign(rows, seeded(1)));
        assertThat(restored.pairAgreement()).isEqualTo(((ConsensusModel) model).pairAgreement());
        assertThatThrownBy(() -> ClusterModels.restore(model.state(), Map.of()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("cut/1");
    }

    @Test
    void damagedModelIsRefused() {
        ModelState state = ConsensusClustering.withClusters(2)
                .fit(matrix(new double[][] {{0}, {1}, {2}, {3}}), seeded(1))
                .model()
                .state();
        for (String field : List.of("labels", "signatures")) {
            for (double wrong : new double[] {-2, 2, 0.5, Double.NaN}) {
                ModelState.Builder damaged = ModelState.of(state.type())
                        .put("clusters", state.integer("clusters"))
                        .putChildren("runs", state.children("runs"))
                        .put("agreement", state.child("agreement"));
                for (String name : List.of("labels", "signatures")) {
                    double[] values = state.numbers(name);
                    values[0] = name.equals(field) ? wrong : values[0];
                    damaged.put(name, values);
                }
                assertThatThrownBy(() -> ClusterModels.restore(damaged.build(), Map.of()))
                        .isInstanceOf(InvalidInputException.class)
                        .hasMessageContaining(field);
            }
        }
    }

    @Test
    void rowThatIsNoiseInMostRunsIsNoise() {
        double[][] rows = {{0}, {1}, {2}, {100}, {101}, {102}, {5_000}};
        Clusterer trimmed = TrimmedKMeans.withClusters(2).withTrimmedShare(1 / 7.);
        Clustering found = ConsensusClustering.withClusters(2)
                .of(trimmed, trimmed, KMeans.withClusters(3))
                .fit(matrix(rows), seeded(1));
        assertThat(found.labels()).containsExactly(0, 0, 0, 1, 1, 1, Clustering.NOISE);
        assertThat(found.model().assign(matrix(rows), seeded(1))).isEqualTo(found.labels());
        assertThat(model(found).agreement(new double[] {5_000})).isCloseTo(2 / 3., within(1e-15));
    }

    @Test
    void modelThatKeepsRowsSaysSo() {
        double[][] rows = {{0}, {1}, {2}, {100}, {101}, {102}, {102}};
        ClusterModel model = ConsensusClustering.withClusters(2)
                .of(SpectralClustering.withClusters(2), SpectralClustering.withClusters(3), KMeans.withClusters(2))
                .fit(matrix(rows), seeded(1))
                .model();
        assertThat(model)
                .isInstanceOfSatisfying(
                        InstanceModel.class,
                        kept -> assertThat(kept.instanceCount()).isEqualTo(12));
    }

    @Test
    void weightsCountInTheLinkageAndNothingAttractsNothing() {
        // Neighbours are together in two runs of three: the first pair is merged, then the second.
        FeatureMatrix rows = matrix(new double[][] {{0}, {1}, {2}, {3}, {4}});
        ConsensusClustering consensus = ConsensusClustering.withClusters(2).of(new Cut(1), new Cut(2), new Cut(3));
        double[] weights = {1, 1, 1, 1, 0};
        assertThat(consensus
                        .fit(TrainingSet.of(rows).withWeights(weights), seeded(1))
                        .labels())
                .containsExactly(0, 0, 1, 1, 1);
        double[][] copies = {{0}, {0}, {0}, {1}, {2}, {2}, {3}, {3}, {3}, {3}};
        Clustering copied = consensus.fit(matrix(copies), seeded(1));
        Clustering weighted = consensus.fit(
                TrainingSet.of(matrix(new double[][] {{0}, {1}, {2}, {3}})).withWeights(new double[] {3, 1, 2, 4}),
                seeded(1));
        for (double value = 0; value < 4; value++) {
            double[] row = {value};
            assertThat(weighted.model().assign(row)).isEqualTo(copied.model().assign(row));
            assertThat(model(weighted).agreement(row)).isCloseTo(model(copied).agreement(row), within(1e-15));
        }
    }

    @Test
    void fewerSignaturesThanClustersAreRefusedByTheirNumber() {
        FeatureMatrix rows = matrix(new double[][] {{0}, {1}, {2}, {3}});
        assertThatThrownBy(() -> ConsensusClustering.withClusters(3)
                        .of(new Cut(1), new Cut(1))
                        .fit(rows, seeded(1)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("between 1 and the 2 signatures that the runs tell apart, was 3");
    }

    @Test
    void progressCoversAllRunsAndEachCanBeCancelled() {
        List<ProgressListener.Progress> heard = new ArrayList<>();
        FeatureMatrix rows = matrix(wholes(SeededRandom.of(2), 200, 2, 40));
        ConsensusClustering consensus = ConsensusClustering.withClusters(3).ofRuns(KMeans.withClusters(3), 5);
        consensus.fit(rows, seeded(1).withListener(heard::add));
        assertThat(heard.stream().map(ProgressListener.Progress::done)).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(heard).allMatch(progress -> progress.total() == 6);
        for (int step = 0; step <= 5; step++) {
            int at = step;
            Cancellation cancellation = Cancellation.create();
            RunContext context = seeded(1).withCancellation(cancellation).withListener(progress -> {
                if (progress.done() == at) {
                    cancellation.cancel();
                }
            });
            assertThatThrownBy(() -> consensus.fit(rows, context)).isInstanceOf(CancelledException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-9, 1e9, Double.MIN_VALUE})
    void sizeOfTheValuesIsNoHarm(double scale) {
        double[][] rows = IntStream.range(0, 40)
                .mapToObj(i -> new double[] {7, scale * (i % 2 * 100 + i)})
                .toArray(double[][]::new);
        ConsensusClustering consensus = ConsensusClustering.withClusters(1).ofRuns(KMeans.withClusters(1), 3);
        assertThat(consensus.fit(matrix(rows), seeded(1)).labels()).containsOnly(0);
        if (scale > Double.MIN_VALUE) {
            Clustering found = ConsensusClustering.withClusters(2).fit(matrix(rows), seeded(1));
            assertThat(found.labels())
                    .isEqualTo(IntStream.range(0, 40).map(i -> i % 2).toArray());
        }
    }

    @Test
    void whatAConsensusCannotKeepIsRefused() {
        Clusterer fair = new Cut(1) {
            @Override
            public List<String> protectedAttributes() {
                return List.of("sex");
            }
        };
        Clusterer secret = new Cut(1) {
            @Override
            public Set<Learning> acceptedLearning() {
                return Set.of(Learning.NOTHING);
            }
        };
        ConsensusClustering consensus = ConsensusClustering.withClusters(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> consensus.of(fair))
                .withMessageContaining("fairness of cut at 1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> consensus.ofRuns(secret, 3))
                .withMessageContaining("privacy of cut at 1.0");
        TrainingSet linked = TrainingSet.of(matrix(new double[][] {{1}, {2}}))
                .withLinks(Links.builder().cannotLink(0, 1).build());
        assertThatThrownBy(() -> consensus.fit(linked, seeded(1))).isInstanceOf(InvalidInputException.class);
        assertThatIllegalArgumentException().isThrownBy(consensus::of);
        assertThatIllegalArgumentException().isThrownBy(() -> consensus.ofRuns(new Cut(1), 0));
        assertThatIllegalArgumentException().isThrownBy(() -> consensus.withMaxSignatures(1));
        assertThatIllegalArgumentException().isThrownBy(() -> consensus.withMaxSignatures(30_001));
        assertThatIllegalArgumentException().isThrownBy(() -> ConsensusClustering.withClusters(0));
        for (double share : new double[] {0, 1.01, Double.NaN}) {
            assertThatIllegalArgumentException().isThrownBy(() -> Resampling.subsample(share));
        }
    }

    @Test
    void descriptionSaysEverythingThatCounts() {
        assertThat(ConsensusClustering.withClusters(2)
                        .of(new Cut(2), new Cut(1), new Cut(2))
                        .withResampling(Resampling.subsample(0.5)))
                .hasToString("consensus clustering(clusters=2, runs=[1 x cut at 1.0, 2 x cut at 2.0],"
                        + " resampling=subsample 0.5, maxSignatures=4096)");
    }

    /** Two clusters: below a number, and the rest. */
    private static class Cut implements Clusterer {
        private final double at;

        Cut(double at) {
            this.at = at;
        }

        @Override
        public Clustering fit(TrainingSet training, RunContext context) {
            CutModel model = new CutModel(at);
            return Clustering.of(model.assign(training.matrix(), context), model);
        }

        @Override
        public String describe() {
            return "cut at " + at;
        }
    }

    private record CutModel(double at) implements ClusterModel {
        @Override
        public int clusterCount() {
            return 2;
        }

        @Override
        public int columnCount() {
            return 1;
        }

        @Override
        public int assign(double[] row) {
            return row[0] < at ? 0 : 1;
        }

        @Override
        public ModelState state() {
            return ModelState.of("cut/1").put("at", at).build();
        }
    }

    /** Average linkage row by row in the order of the coordinates; rows that the consensus calls noise are left out. */
    private static int[] linked(double[][] rows, int[][] runs, int[] labels, int clusters) {
        Integer[] order = IntStream.range(0, rows.length)
                .filter(row -> labels[row] != Clustering.NOISE)
                .boxed()
                .toArray(Integer[]::new);
        Arrays.sort(order, (a, b) -> Arrays.compare(rows[a], rows[b]));
        List<List<Integer>> groups = new ArrayList<>();
        int[] result = new int[rows.length];
        Arrays.fill(result, Clustering.NOISE);
        for (Integer row : order) {
            int same = 0;
            while (same < groups.size() && together(runs, groups.get(same).get(0), row, false) < runs.length) {
                same++;
            }
            if (same == groups.size()) {
                groups.add(new ArrayList<>());
            }
            groups.get(same).add(row);
        }
        while (groups.size() > clusters) {
            double most = -1;
            int first = 0;
            int second = 0;
            for (int a = 0; a < groups.size(); a++) {
                for (int b = a + 1; b < groups.size(); b++) {
                    double sum = 0;
                    for (int i : groups.get(a)) {
                        for (int j : groups.get(b)) {
                            sum += together(runs, i, j, true);
                        }
                    }
                    double mean = sum / (groups.get(a).size() * groups.get(b).size());
                    if (mean > most) {
                        most = mean;
                        first = a;
                        second = b;
                    }
                }
            }
            groups.get(first).addAll(groups.remove(second));
        }
        for (int group = 0; group < groups.size(); group++) {
            for (int row : groups.get(group)) {
                result[row] = group;
            }
        }
        return result;
    }

    private static int together(int[][] runs, int a, int b, boolean noiseIsApart) {
        int count = 0;
        for (int[] run : runs) {
            count += run[a] == run[b] && !(noiseIsApart && run[a] == Clustering.NOISE) ? 1 : 0;
        }
        return count;
    }

    private static double[][] wholes(SeededRandom random, int count, int columns, int bound) {
        double[][] rows = new double[count][columns];
        for (double[] row : rows) {
            Arrays.setAll(row, c -> random.nextInt(bound));
        }
        return rows;
    }

    private static double agreement(int[] truth, int[] labels) {
        return Agreement.between(truth, labels).adjustedRand().orElseThrow();
    }

    private static ConsensusModel model(Clustering clustering) {
        return (ConsensusModel) clustering.model();
    }

    private static FeatureMatrix matrix(double[][] rows) {
        return FeatureMatrix.of(rows);
    }

    private static RunContext seeded(long seed) {
        return RunContext.seeded(seed);
    }
}
