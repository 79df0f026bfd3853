package io.github.segmentation4j.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.cluster.KMeans;
import io.github.segmentation4j.cluster.PowerDiagramModel;
import io.github.segmentation4j.cluster.SphericalKMeans;
import io.github.segmentation4j.cluster.TrainingSet;
import io.github.segmentation4j.feature.Feature;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.Cancellation;
import io.github.segmentation4j.run.CancelledException;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;
import io.github.segmentation4j.testing.ReferenceData;
import io.github.segmentation4j.testing.RequiresData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuleGrowthTest {
    private static final RunContext CONTEXT = RunContext.seeded(7);

    /** Rows with a little noise among them, labels and centres. */
    private record Data(double[][] rows, int[] labels, double[][] centres) {
        /** Whole numbers and quarters with no order in them: ties are many, and costs are exact. */
        private static Data grid(long seed, int n, int segments) {
            SeededRandom random = SeededRandom.of(seed);
            double[][] rows = new double[n][3];
            int[] labels = new int[n];
            for (int i = 0; i < n; i++) {
                labels[i] = random.nextInt(segments + 1) - 1;
                for (int c = 0; c < 3; c++) {
                    rows[i][c] = random.nextInt(9) - 4;
                }
            }
            double[][] centres = new double[segments][3];
            for (int j = 0; j < segments; j++) {
                // The first column alone makes centres differ, if 5 does not divide their number.
                centres[j] =
                        new double[] {(j * 5 % segments) - 2.25, random.nextInt(9) / 2.0 - 2, random.nextInt(9) - 4};
            }
            return new Data(rows, labels, centres);
        }

        /** Overlapping clouds, each row with the nearest centre. */
        private static Data clouds(long seed, int n, int segments) {
            SeededRandom random = SeededRandom.of(seed);
            double[][] centres = new double[segments][4];
            for (double[] centre : centres) {
                Arrays.setAll(centre, c -> 2 * random.nextGaussian());
            }
            double[][] rows = new double[n][4];
            int[] labels = new int[n];
            for (int i = 0; i < n; i++) {
                double[] centre = centres[random.nextInt(segments)];
                Arrays.setAll(rows[i], c -> centre[c] + random.nextGaussian());
                for (int j = 1; j < segments; j++) {
                    labels[i] = square(rows[i], centres[j]) < square(rows[i], centres[labels[i]]) ? j : labels[i];
                }
            }
            return new Data(rows, labels, centres);
        }

        private SegmentRules grow(RuleGrowth growth, RunContext context) {
            return growth.grow(FeatureMatrix.of(rows), labels, centres, context);
        }

        private SegmentRules leaves(int most) {
            return grow(RuleGrowth.leafPerSegment().withLeaves(most), CONTEXT);
        }

        private Data reordered(int[] order) {
            return new Data(
                    Arrays.stream(order).mapToObj(i -> rows[i]).toArray(double[][]::new),
                    Arrays.stream(order).map(i -> labels[i]).toArray(),
                    centres);
        }
    }

    private static double square(double[] a, double[] b) {
        double sum = 0;
        for (int c = 0; c < a.length; c++) {
            sum += (a[c] - b[c]) * (a[c] - b[c]);
        }
        return sum;
    }

    private static List<SegmentRules.Leaf> leaves(SegmentRules.Node node) {
        if (node instanceof SegmentRules.Cut cut) {
            List<SegmentRules.Leaf> both = new ArrayList<>(leaves(cut.left()));
            both.addAll(leaves(cut.right()));
            return both;
        }
        return List.of((SegmentRules.Leaf) node);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void withAsManyLeavesAsSegmentsTheTreeIsTheOneWithALeafPerSegment(long seed) {
        Data data = Data.grid(seed, 60, 7);
        SegmentRules base = SegmentRules.of(FeatureMatrix.of(data.rows), data.labels, data.centres, CONTEXT);
        assertThat(data.leaves(7).tree()).isEqualTo(base.tree());
        assertThat(base.leafCount()).isEqualTo(7);
    }

    /** A split found by trying everything. */
    private record Found(int leaf, int feature, double threshold, double gain) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void everySplitLowersTheSurrogateCostMostOfAllCutsAndPairsOfSegmentsUntilNoneDoes(long seed) {
        Data data = Data.grid(seed, 16, 4);
        for (int most = 4; most < 40; most++) {
            SegmentRules before = data.leaves(most);
            SegmentRules after = data.leaves(most + 1);
            Found best = bestSplit(before.tree(), data);
            double gain =
                    before.surrogateCost().orElseThrow() - after.surrogateCost().orElseThrow();
            assertThat(gain).isEqualTo(best.gain);
            if (best.gain == 0) {
                assertThat(after.tree()).isEqualTo(before.tree());
                return;
            }
            requireSplit(before.tree(), after.tree(), best, new int[1]);
        }
        throw new AssertionError("16 rows can be split no more than 15 times");
    }

    private static void requireSplit(SegmentRules.Node before, SegmentRules.Node after, Found best, int[] passed) {
        SegmentRules.Cut grown = after instanceof SegmentRules.Cut cut ? cut : null;
        if (before instanceof SegmentRules.Cut cut) {
            assertThat(grown).isNotNull();
            requireSplit(cut.left(), grown.left(), best, passed);
            requireSplit(cut.right(), grown.right(), best, passed);
        } else if (passed[0]++ == best.leaf) {
            assertThat(grown.feature()).isEqualTo(best.feature);
            assertThat(grown.threshold()).isEqualTo(best.threshold);
        } else {
            assertThat(after).isEqualTo(before);
        }
    }

    private static Found bestSplit(SegmentRules.Node tree, Data data) {
        List<SegmentRules.Leaf> leaves = leaves(tree);
        FlatTree flat = new FlatTree(tree);
        Found best = new Found(-1, -1, 0, 0);
        for (int l = 0; l < leaves.size(); l++) {
            int leaf = l;
            int own = leaves.get(l).segment();
            boolean isLast =
                    leaves.stream().filter(other -> other.segment() == own).count() == 1;
            List<Integer> rows = IntStream.range(0, data.rows.length)
                    .filter(i -> data.labels[i] != Clustering.NOISE && flat.leaf(flat.end(data.rows[i])) == leaf)
                    .boxed()
                    .toList();
            double cost = rows.stream()
                    .mapToDouble(i -> square(data.rows[i], data.centres[own]))
                    .sum();
            for (int feature = 0; feature < 3; feature++) {
                for (double at = -5; at <= 5; at += 0.125) {
                    for (int a = 0; a < data.centres.length; a++) {
                        for (int b = 0; b < data.centres.length; b++) {
                            double[] left = data.centres[a];
                            double[] right = data.centres[b];
                            double split = 0;
                            int onLeft = 0;
                            for (int i : rows) {
                                boolean isLeft = data.rows[i][feature] <= at;
                                onLeft += isLeft ? 1 : 0;
                                split += square(data.rows[i], isLeft ? left : right);
                            }
                            boolean mayBe =
                                    a != b && onLeft > 0 && onLeft < rows.size() && (!isLast || a == own || b == own);
                            if (mayBe && cost - split > best.gain) {
                                best = new Found(leaf, feature, at, cost - split);
                            }
                        }
                    }
                }
            }
        }
        return best;
    }

    @Test
    void moreLeavesNeverRaiseTheSurrogateCostAndKeepALeafForEverySegment() {
        Data data = Data.clouds(3, 1500, 6);
        double last = Double.POSITIVE_INFINITY;
        for (int most : new int[] {6, 7, 8, 10, 15, 30, 80, 300}) {
            SegmentRules rules = data.leaves(most);
            double cost = rules.surrogateCost().orElseThrow();
            assertThat(cost).isLessThanOrEqualTo(last);
            last = cost;
            assertThat(rules.leafCount()).isLessThanOrEqualTo(most);
            assertThat(leaves(rules.tree()))
                    .extracting(SegmentRules.Leaf::segment)
                    .contains(0, 1, 2, 3, 4, 5);
            assertThat(rules.treeCost()).isLessThanOrEqualTo(cost);
        }
        assertThat(data.leaves(6).surrogateCost().orElseThrow() / data.leaves(6).clusteringCost())
                .isGreaterThan(1.1);
        assertThat(last / data.leaves(6).clusteringCost()).isLessThan(1.05);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 12, 60})
    void fidelityCostsAndSizesAreThoseOfTheRowsAssignedAgain(int most) {
        Data data = Data.grid(8, 400, 4);
        FeatureMatrix rows = FeatureMatrix.of(data.rows);
        SegmentRules rules = data.leaves(most);
        int[] assigned = rules.assign(rows, CONTEXT);
        int agreeing = 0;
        int labelled = 0;
        double surrogate = 0;
        double clustering = 0;
        for (int i = 0; i < assigned.length; i++) {
            if (data.labels[i] != Clustering.NOISE) {
                labelled++;
                agreeing += assigned[i] == data.labels[i] ? 1 : 0;
                surrogate += square(data.rows[i], data.centres[assigned[i]]);
                clustering += square(data.rows[i], data.centres[data.labels[i]]);
            }
        }
        int[] kept = IntStream.range(0, assigned.length)
                .filter(i -> data.labels[i] != Clustering.NOISE)
                .toArray();
        assertThat(rules.fidelity()).isEqualTo(Statistic.of((double) agreeing / labelled));
        assertThat(rules.surrogateCost()).isEqualTo(Statistic.of(surrogate));
        assertThat(rules.clusteringCost()).isEqualTo(clustering);
        assertThat(rules.treeCost()).isEqualTo(rules.cost(rows.rows(kept), CONTEXT));
        assertThat(rules.costRatio()).isEqualTo(Statistic.of(rules.treeCost() / clustering));
        assertThat(rules.leafSizes()).hasSize(rules.leafCount());
        assertThat(rules.leafSizes().stream().mapToInt(Integer::intValue).sum()).isEqualTo(labelled);
        for (int j = 0; j < 4; j++) {
            int segment = j;
            assertThat(IntStream.range(0, rules.leafCount())
                            .filter(l -> leaves(rules.tree()).get(l).segment() == segment)
                            .map(l -> rules.leafSizes().get(l))
                            .sum())
                    .isEqualTo((int) Arrays.stream(kept)
                            .filter(i -> assigned[i] == segment)
                            .count());
        }
    }

    @Test
    void neitherTheOrderOfTheRowsNorThreadsChangeAnExpandedTree() {
        Data data = Data.clouds(5, 3000, 9);
        SegmentRules expected = data.leaves(60);
        int[] order = IntStream.range(0, 3000).toArray();
        SeededRandom.of(3).shuffle(order);
        assertThat(data.reordered(order).leaves(60).tree()).isEqualTo(expected.tree());
        ExecutorService pool = Executors.newFixedThreadPool(3);
        try {
            RunContext parallel = CONTEXT.withExecutor(pool, 3);
            ModelState state = data.grow(RuleGrowth.leafPerSegment().withLeaves(60), parallel)
                    .state();
            assertThat(SegmentRules.restore(state).tree()).isEqualTo(expected.tree());
            assertThat(state.number("surrogateCost"))
                    .isEqualTo(expected.surrogateCost().orElseThrow());
        } finally {
            pool.shutdown();
        }
    }

    /** One leaf for each segment costs iris 1.0365 times its clustering, and wine nothing that more leaves could save. */
    @Test
    @RequiresData({"clustering/iris.csv", "clustering/uci/wine.data.gz"})
    void moreLeavesBringIrisNearerToItsClusteringAndLeaveWineAsItIs() {
        SegmentRules iris = expanded(ReferenceData.iris().rows());
        assertThat(iris.costRatio().orElseThrow()).isBetween(1.0, 1.02);
        assertThat(iris.fidelity().orElseThrow()).isGreaterThan(0.98);
        SegmentRules wine = expanded(ReferenceData.matrix("clustering/uci/wine.data.gz"));
        assertThat(wine.leafCount()).isEqualTo(3);
        assertThat(wine.fidelity()).isEqualTo(Statistic.of(1));
    }

    private static SegmentRules expanded(double[][] rows) {
        FeatureMatrix matrix = FeatureMatrix.of(rows);
        Clustering clustering = KMeans.withClusters(3).withRestarts(10).fit(TrainingSet.of(matrix), CONTEXT);
        return RuleGrowth.leafPerSegment().withLeaves(40).grow(matrix, clustering, CONTEXT);
    }

    @Test
    void rowsOnTheirCentresNeedNoMoreLeavesHoweverManyAreAllowed() {
        double[][] centres = {{0, 0}, {4, 1}, {8, 5}};
        FeatureMatrix rows = FeatureMatrix.of(new double[][] {{0, 0}, {4, 1}, {8, 5}, {8, 5}});
        SegmentRules rules =
                RuleGrowth.leafPerSegment().withLeaves(1000).grow(rows, new int[] {0, 1, 2, 2}, centres, CONTEXT);
        assertThat(rules.leafCount()).isEqualTo(3);
        assertThat(rules.leafSizes()).containsExactly(1, 1, 2);
    }

    @Test
    void degenerateRowsGiveTheBaseTree() {
        RuleGrowth growth = RuleGrowth.leafPerSegment().withLeaves(9);
        double[][] two = {{1}, {2}};
        FeatureMatrix equal = FeatureMatrix.of(new double[][] {{1.5}, {1.5}, {1.5}});
        assertThat(growth.grow(equal, new int[] {0, 1, 1}, two, CONTEXT).leafCount())
                .isEqualTo(2);
        assertThat(growth.grow(equal, new int[] {-1, -1, -1}, two, CONTEXT).leafSizes())
                .containsExactly(0, 0);
        assertThat(growth.grow(equal, new int[3], new double[][] {{3}}, CONTEXT).tree())
                .isEqualTo(new SegmentRules.Leaf(0));
        FeatureMatrix tiny = FeatureMatrix.of(new double[][] {{0}, {Double.MIN_VALUE}, {1e-300}});
        assertThat(growth.grow(tiny, new int[] {0, 0, 1}, new double[][] {{0}, {1e-300}}, CONTEXT)
                        .leafCount())
                .isEqualTo(2);
    }

    /** As a fair clustering has it: each group of rows is shared out between both centres, whichever is near. */
    @Test
    void labelsThatAreNotThoseOfTheNearestCentresAreTakenAsTheyAre() {
        SeededRandom random = SeededRandom.of(2);
        double[][] rows = new double[400][2];
        int[] labels = new int[400];
        for (int i = 0; i < rows.length; i++) {
            labels[i] = i % 2;
            boolean isNear = i % 8 > 1;
            rows[i][0] = (isNear == (labels[i] == 0) ? 0 : 10) + random.nextGaussian();
            rows[i][1] = random.nextGaussian();
        }
        double[][] centres = {{0, 0}, {10, 0}};
        FeatureMatrix matrix = FeatureMatrix.of(rows);
        SegmentRules base = SegmentRules.of(matrix, labels, centres, CONTEXT);
        SegmentRules more = RuleGrowth.leafPerSegment().withLeaves(8).grow(matrix, labels, centres, CONTEXT);
        assertThat(base.fidelity()).isEqualTo(Statistic.of(0.7525));
        assertThat(base.costRatio().orElseThrow()).isLessThan(0.2);
        assertThat(more.surrogateCost().orElseThrow())
                .isLessThanOrEqualTo(base.surrogateCost().orElseThrow());
    }

    @Test
    void noiseChangesNothing() {
        Data data = Data.clouds(6, 300, 3);
        double[][] rows = Arrays.copyOf(data.rows, 301);
        rows[300] = new double[] {1e9, -1e9, 1e9, 1e9};
        int[] labels = Arrays.copyOf(data.labels, 301);
        labels[300] = Clustering.NOISE;
        SegmentRules with = new Data(rows, labels, data.centres).leaves(20);
        assertThat(with.tree()).isEqualTo(data.leaves(20).tree());
        assertThat(with.surrogateCost()).isEqualTo(data.leaves(20).surrogateCost());
    }

    @Test
    void aSampleGrowsTheTreeAndAllRowsMeasureIt() {
        Data data = Data.clouds(9, 8000, 5);
        RuleGrowth growth = RuleGrowth.leafPerSegment().withLeaves(12);
        SegmentRules exact = data.grow(growth, CONTEXT);
        SegmentRules sampled = data.grow(growth.withSample(1000), CONTEXT);
        assertThat(sampled.tree()).isNotEqualTo(exact.tree());
        assertThat(sampled.tree())
                .isEqualTo(data.grow(growth.withSample(1000), CONTEXT).tree());
        assertThat(sampled.tree())
                .isNotEqualTo(
                        data.grow(growth.withSample(1000), CONTEXT.withSeed(8)).tree());
        assertThat(sampled.leafSizes().stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(8000);
        int[] assigned = sampled.assign(FeatureMatrix.of(data.rows), CONTEXT);
        long agreeing = IntStream.range(0, 8000)
                .filter(i -> assigned[i] == data.labels[i])
                .count();
        assertThat(sampled.fidelity()).isEqualTo(Statistic.of(agreeing / 8000.0));
        assertThat(data.grow(growth.withSample(8000), CONTEXT).tree()).isEqualTo(exact.tree());
    }

    @Test
    void rulesAreTriedForClusteringsOfAnyKind() {
        FeatureMatrix rows = FeatureMatrix.of(Data.clouds(4, 200, 4).rows);
        TrainingSet training = TrainingSet.of(rows);
        Clustering plain = KMeans.withClusters(4).fit(training, CONTEXT);
        assertThat(SegmentRules.tryOf(rows, plain, CONTEXT).orElseThrow().tree())
                .isEqualTo(SegmentRules.of(rows, plain, CONTEXT).tree());
        assertThat(SegmentRules.tryOf(rows, SphericalKMeans.withClusters(4).fit(training, CONTEXT), CONTEXT))
                .isEmpty();
        double[][] gaps = rows.toArray();
        gaps[3][1] = Double.NaN;
        assertThat(SegmentRules.tryOf(FeatureMatrix.of(gaps), plain, CONTEXT)).isEmpty();
        double[][] huge = rows.toArray();
        huge[3][1] = 1e200;
        assertThat(SegmentRules.tryOf(FeatureMatrix.of(huge), plain, CONTEXT)).isEmpty();
        FeatureMatrix one = FeatureMatrix.of(new double[][] {{5}});
        Clustering single = KMeans.withClusters(1).fit(TrainingSet.of(one), CONTEXT);
        assertThat(SegmentRules.tryOf(one, single, CONTEXT).orElseThrow().describe())
                .isEqualTo("segment 0: every row");
        assertThat(SegmentRules.tryOf(one, Clustering.of(new int[] {0}, new Twins()), CONTEXT))
                .isEmpty();
        Cancellation before = Cancellation.create();
        before.cancel();
        assertThatThrownBy(() -> SegmentRules.tryOf(rows, plain, CONTEXT.withCancellation(before)))
                .isInstanceOf(CancelledException.class);
    }

    /** Two centres at the same place. */
    private static final class Twins implements PowerDiagramModel {
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
            return 0;
        }

        @Override
        public double[] centroid(int cluster) {
            return new double[] {cluster == 0 ? 0.0 : -0.0};
        }

        @Override
        public double squaredDistance(double[] row, int cluster) {
            return row[0] * row[0];
        }

        @Override
        public double[] featureWeights() {
            return new double[] {1};
        }

        @Override
        public double offset(int cluster) {
            return 0;
        }

        @Override
        public ModelState state() {
            return ModelState.of("twins/1").build();
        }
    }

    @Test
    void segmentsWithSeveralLeavesReadAsAlternatives() {
        List<Feature> features = List.of(Feature.of("income"), Feature.of("tenure"));
        FeatureMatrix rows = FeatureMatrix.of(
                features, new double[][] {{0, 0}, {1, 2}, {12, -6}, {-6, 12}, {13, 10}, {9, 12}, {9, 9}});
        SegmentRules rules = RuleGrowth.leafPerSegment()
                .withLeaves(5)
                .grow(rows, new int[] {0, 0, 0, 0, 1, 1, 1}, new double[][] {{0, 0}, {10, 10}}, CONTEXT);
        assertThat(rules.describe().lines())
                .containsExactly(
                        "segment 0: income <= 1; or income > 1 and tenure <= -6",
                        "segment 1: income > 1 and tenure > -6");
        assertThat(rules.leafSizes()).containsExactly(3, 1, 3);
    }

    @Test
    void rulesWithMoreLeavesComeBackFromTheirState() {
        SegmentRules rules = Data.grid(4, 80, 6).leaves(20);
        SegmentRules restored = SegmentRules.restore(rules.state());
        assertThat(restored.tree()).isEqualTo(rules.tree());
        assertThat(restored.leafCount()).isEqualTo(rules.leafCount()).isGreaterThan(6);
        assertThat(restored.leafSizes()).isEqualTo(rules.leafSizes());
        assertThat(restored.segmentCount()).isEqualTo(6);
        assertThat(restored.surrogateCost()).isEqualTo(rules.surrogateCost());
        assertThat(restored.describe()).isEqualTo(rules.describe());
    }

    @Test
    void rulesStoredByAnEarlierVersionAreReadWithoutWhatItDidNotKnow() {
        ModelState old = stored("segment-rules/1", new double[] {0, -1, -1}, new double[] {1, 0, 1})
                .build();
        SegmentRules rules = SegmentRules.restore(old);
        assertThat(rules.leafSizes()).isEmpty();
        assertThat(rules.surrogateCost()).isInstanceOf(Statistic.Undetermined.class);
        assertThat(rules.assign(new double[] {2})).isEqualTo(1);
        SegmentRules again = SegmentRules.restore(rules.state());
        assertThat(rules.state().type()).isEqualTo("segment-rules/2");
        assertThat(again.tree()).isEqualTo(rules.tree());
        assertThat(again.leafSizes()).isEmpty();
    }

    @Test
    void alteredStatesAreRefused() {
        double[] cuts = {0, -1, -1};
        double[] values = {1, 0, 1};
        for (ModelState.Builder altered : List.of(
                stored("segment-rules/3", cuts, values),
                stored("segment-rules/2", cuts, new double[] {1, 0, 2}),
                stored("segment-rules/2", cuts, new double[] {1, 1, 1}),
                stored("segment-rules/2", cuts, values).put("leafSizes", new double[] {2, 1}),
                stored("segment-rules/2", cuts, values).put("leafSizes", new double[] {3, -1}),
                stored("segment-rules/2", cuts, values).put("leafSizes", new double[] {2}),
                stored("segment-rules/2", cuts, values).put("surrogateCost", -1.0))) {
            ModelState state = altered.build();
            assertThatThrownBy(() -> SegmentRules.restore(state)).isInstanceOf(InvalidInputException.class);
        }
        SegmentRules whole = SegmentRules.restore(stored("segment-rules/2", cuts, values)
                .put("leafSizes", new double[] {2, 0})
                .build());
        assertThat(whole.leafSizes()).containsExactly(2, 0);
    }

    private static ModelState.Builder stored(String type, double[] cuts, double[] values) {
        return ModelState.of(type)
                .putChildren("features", List.of(Feature.of("x").state()))
                .put("cuts", cuts)
                .put("values", values)
                .put("rows", 2)
                .put("agreeing", 1)
                .put("treeCost", 1.0)
                .put("clusteringCost", 1.0);
    }

    @Test
    void whatCannotBeIsRefused() {
        RuleGrowth growth = RuleGrowth.leafPerSegment();
        assertThatIllegalArgumentException().isThrownBy(() -> growth.withLeaves(0));
        assertThatIllegalArgumentException().isThrownBy(() -> growth.withLeaves(1001));
        assertThatIllegalArgumentException().isThrownBy(() -> growth.withSample(999));
        Data data = Data.grid(1, 20, 4);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> data.leaves(3))
                .withMessageContaining("at least the 4 segments");
    }

    @Test
    void cancelledItStopsWhileItExpands() {
        Data data = Data.clouds(1, 300, 3);
        Cancellation during = Cancellation.create();
        RunContext context = CONTEXT.withCancellation(during).withListener(progress -> {
            if (progress.total() == 50) {
                during.cancel();
            }
        });
        assertThatThrownBy(() -> data.grow(RuleGrowth.leafPerSegment().withLeaves(50), context))
                .isInstanceOf(CancelledException.class);
    }
}
