package io.github.segmentation4j.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.cluster.ClusterModel;
import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.cluster.KMeans;
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

class SegmentRulesTest {
    private static final RunContext CONTEXT = RunContext.seeded(7);

    private static final List<Feature> FEATURES = List.of(Feature.of("income"), Feature.of("tenure"));

    /** Segment 0 has a low income; segments 1 and 2 differ in tenure. */
    private static final FeatureMatrix SMALL = FeatureMatrix.of(
            FEATURES, new double[][] {{1, 5}, {2, 6}, {3.25, 7}, {8, 1}, {9, 2}, {8, 20}, {9, 22}, {500, 500}});

    private static final int[] SMALL_LABELS = {0, 0, 0, 1, 1, 2, 2, Clustering.NOISE};
    private static final double[][] SMALL_CENTRES = {{2, 6}, {8.5, 1.5}, {8.5, 21}};

    private static SegmentRules small() {
        return SegmentRules.of(SMALL, SMALL_LABELS, SMALL_CENTRES, CONTEXT);
    }

    /** Rows, labels and centres with no order in them, on a coarse grid so that ties are many. */
    private record Random(double[][] rows, int[] labels, double[][] centres) {
        private static Random of(long seed, int n, int columns, int segments) {
            SeededRandom random = SeededRandom.of(seed);
            double[][] rows = new double[n][columns];
            int[] labels = new int[n];
            for (int i = 0; i < n; i++) {
                labels[i] = random.nextInt(segments);
                for (int c = 0; c < columns; c++) {
                    rows[i][c] = random.nextInt(9) - 4;
                }
            }
            double[][] centres = new double[segments][columns];
            for (int j = 0; j < segments; j++) {
                for (int c = 0; c < columns; c++) {
                    // The first column alone makes centres differ, if 5 does not divide their number.
                    centres[j][c] = c == 0 ? (j * 5 % segments) - 2.25 : random.nextInt(9) / 2.0 - 2;
                }
            }
            return new Random(rows, labels, centres);
        }

        private SegmentRules rules(RunContext context) {
            return SegmentRules.of(FeatureMatrix.of(rows), labels, centres, context);
        }
    }

    private static double[][] blobs(int segments, int each) {
        SeededRandom random = SeededRandom.of(11);
        double[][] rows = new double[segments * each][2];
        for (int i = 0; i < rows.length; i++) {
            rows[i][0] = 20 * (i % segments) + random.nextDouble();
            rows[i][1] = 30 * (i % segments % 3) + random.nextDouble();
        }
        return rows;
    }

    private static List<SegmentRules.Leaf> leaves(SegmentRules.Node node) {
        if (node instanceof SegmentRules.Cut cut) {
            List<SegmentRules.Leaf> both = new ArrayList<>(leaves(cut.left()));
            both.addAll(leaves(cut.right()));
            return both;
        }
        return List.of((SegmentRules.Leaf) node);
    }

    private static int cuts(SegmentRules.Node node) {
        return node instanceof SegmentRules.Cut cut ? 1 + cuts(cut.left()) + cuts(cut.right()) : 0;
    }

    /** Published with the ExKMC experiments (IMM with k leaves): the tree costs 81.731428, k-means 78.851441. */
    @Test
    @RequiresData("clustering/iris.csv")
    void irisCostsWhatIsPublished() {
        FeatureMatrix iris = FeatureMatrix.of(ReferenceData.iris().rows());
        Clustering clustering = KMeans.withClusters(3).withRestarts(10).fit(TrainingSet.of(iris), CONTEXT);
        SegmentRules rules = SegmentRules.of(iris, clustering, CONTEXT);
        assertThat(rules.clusteringCost()).isCloseTo(78.851441, within(1e-6));
        assertThat(rules.treeCost()).isCloseTo(81.731428, within(1e-6));
        assertThat(rules.costRatio().orElseThrow()).isCloseTo(1.0365, within(5e-5));
    }

    /** Published with the ExKMC experiments: best k-means cost 2,370,690, ratio 1.0000. */
    @Test
    @RequiresData("clustering/uci/wine.data.gz")
    void wineCostsWhatIsPublished() {
        FeatureMatrix wine = FeatureMatrix.of(ReferenceData.matrix("clustering/uci/wine.data.gz"));
        Clustering clustering = KMeans.withClusters(3).withRestarts(10).fit(TrainingSet.of(wine), CONTEXT);
        SegmentRules rules = SegmentRules.of(wine, clustering, CONTEXT);
        assertThat(rules.clusteringCost()).isCloseTo(2_370_690, within(0.5));
        assertThat(rules.costRatio().orElseThrow()).isCloseTo(1.0000, within(5e-5));
    }

    @Test
    void blobsApartAreExplainedWithoutLoss() {
        FeatureMatrix rows = FeatureMatrix.of(blobs(6, 40));
        Clustering clustering = KMeans.withClusters(6).withRestarts(5).fit(TrainingSet.of(rows), CONTEXT);
        SegmentRules rules = SegmentRules.of(rows, clustering, CONTEXT);
        assertThat(rules.fidelity().orElseThrow()).isEqualTo(1);
        assertThat(rules.costRatio().orElseThrow()).isCloseTo(1, within(1e-12));
        assertThat(rules.assign(rows, CONTEXT)).isEqualTo(clustering.labels());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void eachSegmentHasOneLeafWhateverTheLabels(long seed) {
        SegmentRules rules = Random.of(seed, 60, 3, 7).rules(CONTEXT);
        assertThat(leaves(rules.tree()))
                .extracting(SegmentRules.Leaf::segment)
                .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6);
        assertThat(cuts(rules.tree())).isEqualTo(6);
        assertThat(rules.segmentCount()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyCutIsTheBestOfAllThatPartTheCentresOfItsNode(long seed) {
        Random data = Random.of(seed, 12, 3, 4);
        requireBest(
                data.rules(CONTEXT).tree(),
                data,
                IntStream.range(0, 12).boxed().toList(),
                IntStream.range(0, 4).boxed().toList());
    }

    /** Tries every threshold on a grid that holds all values and lies between them, lowest feature and value first. */
    private static void requireBest(SegmentRules.Node node, Random data, List<Integer> rows, List<Integer> centres) {
        if (!(node instanceof SegmentRules.Cut cut)) {
            assertThat(centres).containsExactly(((SegmentRules.Leaf) node).segment());
            return;
        }
        long fewest = Long.MAX_VALUE;
        int feature = -1;
        double threshold = 0;
        for (int f = 0; f < 3; f++) {
            for (double t = -5; t <= 5; t += 0.125) {
                int column = f;
                double at = t;
                long left = centres.stream()
                        .filter(j -> data.centres[j][column] <= at)
                        .count();
                long mistakes = rows.stream()
                        .filter(i -> isMistake(data, i, column, at))
                        .count();
                if (left > 0 && left < centres.size() && mistakes < fewest) {
                    fewest = mistakes;
                    feature = f;
                    threshold = t;
                }
            }
        }
        assertThat(cut.feature()).isEqualTo(feature);
        assertThat(cut.threshold()).isEqualTo(threshold);
        for (boolean side : new boolean[] {true, false}) {
            requireBest(
                    side ? cut.left() : cut.right(),
                    data,
                    rows.stream()
                            .filter(i -> !isMistake(data, i, cut.feature(), cut.threshold()))
                            .filter(i -> data.rows[i][cut.feature()] <= cut.threshold() == side)
                            .toList(),
                    centres.stream()
                            .filter(j -> data.centres[j][cut.feature()] <= cut.threshold() == side)
                            .toList());
        }
    }

    private static boolean isMistake(Random data, int row, int feature, double threshold) {
        return data.rows[row][feature] <= threshold != data.centres[data.labels[row]][feature] <= threshold;
    }

    @Test
    void neitherTheOrderOfTheRowsNorThreadsChangeTheTree() {
        Random data = Random.of(5, 3000, 4, 9);
        SegmentRules expected = data.rules(CONTEXT);
        int[] order = IntStream.range(0, 3000).toArray();
        SeededRandom.of(3).shuffle(order);
        SegmentRules shuffled = new Random(
                        Arrays.stream(order).mapToObj(i -> data.rows[i]).toArray(double[][]::new),
                        Arrays.stream(order).map(i -> data.labels[i]).toArray(),
                        data.centres)
                .rules(CONTEXT);
        assertThat(shuffled.tree()).isEqualTo(expected.tree());
        assertThat(shuffled.fidelity()).isEqualTo(expected.fidelity());
        assertThat(shuffled.treeCost()).isCloseTo(expected.treeCost(), within(1e-9 * expected.treeCost()));
        ExecutorService pool = Executors.newFixedThreadPool(3);
        try {
            SegmentRules parallel = data.rules(CONTEXT.withExecutor(pool, 3));
            assertThat(parallel.tree()).isEqualTo(expected.tree());
            assertThat(parallel.treeCost()).isEqualTo(expected.treeCost());
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void rulesNameEachSegmentOnceWithTheFeatures() {
        assertThat(small().describe().lines())
                .containsExactly(
                        "segment 0: income <= 3.25",
                        "segment 1: income > 3.25 and tenure <= 2",
                        "segment 2: income > 3.25 and tenure > 2");
    }

    @Test
    void boundsOnOneFeatureAreNamedOnceAndTightest() {
        FeatureMatrix rows = FeatureMatrix.of(new double[][] {{-1e-20}, {0.1}, {12000}, {3e30}});
        SegmentRules rules = SegmentRules.of(
                rows, new int[] {0, 1, 2, 3}, new double[][] {{-1e-20}, {0.1}, {12000}, {3e30}}, CONTEXT);
        assertThat(rules.describe().lines())
                .containsExactly(
                        "segment 0: x1 <= -1E-20",
                        "segment 1: x1 > -1E-20 and x1 <= 0.1",
                        "segment 2: x1 > 0.1 and x1 <= 12000",
                        "segment 3: x1 > 12000");
    }

    @Test
    void noiseIsLeftOutOfTreeCostAndFidelity() {
        SegmentRules rules = small();
        assertThat(rules.fidelity()).isEqualTo(Statistic.of(1));
        // Squares around the means (25/12, 6), (8.5, 1.5), (8.5, 21); the given first centre is 1/12 away in income.
        assertThat(rules.clusteringCost()).isCloseTo(4.5625 + 1 + 2.5, within(1e-12));
        assertThat(rules.treeCost()).isCloseTo(4.5625 - 3 / 144.0 + 1 + 2.5, within(1e-12));
        assertThat(rules.costRatio().orElseThrow()).isLessThan(1);
    }

    @Test
    void theCostOfOtherRowsIsTakenToTheirOwnMeans() {
        FeatureMatrix others = FeatureMatrix.of(FEATURES, new double[][] {{0, 0}, {2, 4}, {7, 1}, {100, 3}, {100, 5}});
        assertThat(small().assign(others, CONTEXT)).containsExactly(0, 0, 1, 2, 2);
        assertThat(small().cost(others, CONTEXT)).isEqualTo(1 + 1 + 4 + 4 + 1 + 1);
    }

    @Test
    void rowsOnAThresholdGoLeft() {
        assertThat(small().assign(new double[] {3.25, 0})).isZero();
        assertThat(small().assign(new double[] {Math.nextUp(3.25), 2})).isEqualTo(1);
        assertThat(small().assign(new double[] {4, Math.nextUp(2.0)})).isEqualTo(2);
    }

    @Test
    void minusZeroIsTheSameThresholdAsZero() {
        FeatureMatrix rows = FeatureMatrix.of(new double[][] {{-0.0}, {0.0}, {1}});
        SegmentRules rules = SegmentRules.of(rows, new int[] {0, 0, 1}, new double[][] {{-0.0}, {1}}, CONTEXT);
        assertThat(rules.tree())
                .isEqualTo(new SegmentRules.Cut(0, 0.0, new SegmentRules.Leaf(0), new SegmentRules.Leaf(1)));
    }

    @Test
    void oneSegmentHasOneRuleForEveryRow() {
        SegmentRules rules = SegmentRules.of(
                FeatureMatrix.of(new double[][] {{1}, {1}}), new int[] {0, 0}, new double[][] {{1}}, CONTEXT);
        assertThat(rules.describe()).isEqualTo("segment 0: every row");
        assertThat(rules.tree()).isEqualTo(new SegmentRules.Leaf(0));
        assertThat(rules.fidelity().orElseThrow()).isEqualTo(1);
        assertThat(rules.costRatio()).isInstanceOf(Statistic.Undetermined.class);
        assertThat(rules.assign(new double[] {-1000})).isZero();
    }

    @Test
    void centresWithoutRowsStillGetALeafEach() {
        SegmentRules rules = SegmentRules.of(
                FeatureMatrix.of(new double[][] {{9, 9}}),
                new int[] {Clustering.NOISE},
                new double[][] {{1, 1}, {1, 2}, {0, 5}},
                CONTEXT);
        assertThat(leaves(rules.tree())).extracting(SegmentRules.Leaf::segment).containsExactlyInAnyOrder(0, 1, 2);
        assertThat(rules.fidelity()).isInstanceOf(Statistic.Undetermined.class);
        assertThat(rules.assign(new double[] {1, 2})).isEqualTo(1);
    }

    @Test
    void centresThatAreEqualAreRefused() {
        double[][] centres = {{2, 0.0}, {8, 1}, {2, -0.0}};
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SegmentRules.of(SMALL, SMALL_LABELS, centres, CONTEXT))
                .withMessageContaining("centres 0 and 2");
    }

    @Test
    void aModelWithoutCentresIsRefused() {
        ClusterModel halves = new ClusterModel() {
            @Override
            public int clusterCount() {
                return 2;
            }

            @Override
            public int columnCount() {
                return 2;
            }

            @Override
            public int assign(double[] row) {
                return row[0] < 5 ? 0 : 1;
            }

            @Override
            public ModelState state() {
                return ModelState.of("halves/1").build();
            }
        };
        Clustering clustering = Clustering.of(halves.assign(SMALL, CONTEXT), halves);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SegmentRules.of(SMALL, clustering, CONTEXT))
                .withMessageContaining("centres");
    }

    /** Equal distances and lowest thresholds first give a tree that is as deep as it can be. */
    @Test
    void aTreeOfAThousandLevelsGrowsSpeaksAndComesBack() {
        double[][] line =
                IntStream.range(0, 1001).mapToObj(i -> new double[] {i}).toArray(double[][]::new);
        int[] labels = IntStream.range(0, 1001).toArray();
        FeatureMatrix rows = FeatureMatrix.of(line);
        SegmentRules rules = SegmentRules.restore(
                SegmentRules.of(rows, labels, line, CONTEXT).state());
        assertThat(rules.assign(rows, CONTEXT)).isEqualTo(labels);
        assertThat(rules.describe().lines()).hasSize(1001).endsWith("segment 1000: x1 > 999");
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SegmentRules.of(SMALL, new int[] {0}, SMALL_CENTRES, CONTEXT));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SegmentRules.of(SMALL, SMALL_LABELS, new double[][] {{1, 2}}, CONTEXT));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SegmentRules.of(SMALL, SMALL_LABELS, new double[][] {{1}, {2}, {3}}, CONTEXT));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SegmentRules.of(SMALL, SMALL_LABELS, new double[0][], CONTEXT));
        double[][] infinite = {{2, 6}, {8, 1}, {8, Double.POSITIVE_INFINITY}};
        assertThatIllegalArgumentException().isThrownBy(() -> SegmentRules.of(SMALL, SMALL_LABELS, infinite, CONTEXT));
        assertThatIllegalArgumentException().isThrownBy(() -> small().assign(new double[] {1}));
        assertThatThrownBy(() -> small().assign(new double[] {1, Double.NaN}))
                .isInstanceOf(InvalidInputException.class);
        FeatureMatrix missing = FeatureMatrix.of(FEATURES, new double[][] {{1, Double.NaN}});
        assertThatThrownBy(() -> SegmentRules.of(missing, new int[] {0}, new double[][] {{1, 2}}, CONTEXT))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> small().assign(missing, CONTEXT)).isInstanceOf(InvalidInputException.class);
        FeatureMatrix huge = FeatureMatrix.of(FEATURES, new double[][] {{1e200, 0}});
        assertThatThrownBy(() -> SegmentRules.of(huge, new int[] {0}, new double[][] {{0, 0}}, CONTEXT))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("overflow");
    }

    @Test
    void rulesComeBackFromTheirState() {
        SegmentRules rules = Random.of(4, 80, 3, 6).rules(CONTEXT);
        SegmentRules restored = SegmentRules.restore(rules.state());
        assertThat(restored.tree()).isEqualTo(rules.tree());
        assertThat(restored.features()).isEqualTo(rules.features());
        assertThat(restored.segmentCount()).isEqualTo(6);
        assertThat(restored.describe()).isEqualTo(rules.describe());
        assertThat(restored.fidelity()).isEqualTo(rules.fidelity());
        assertThat(restored.costRatio()).isEqualTo(rules.costRatio());
        assertThat(restored.treeCost()).isEqualTo(rules.treeCost());
    }

    @Test
    void alteredStatesAreRefused() {
        List<ModelState> altered = List.of(
                ModelState.of("kmeans/1").build(),
                stored(new double[] {0, -1, -1}, new double[] {1, 0, 0}, 1),
                stored(new double[] {0, -1, -1}, new double[] {1, 0, 2}, 1),
                stored(new double[] {1, -1, -1}, new double[] {1, 0, 1}, 1),
                stored(new double[] {0, 0, -1}, new double[] {1, 0, 1}, 1),
                stored(new double[] {-1, -1, -1}, new double[] {0, 1, 2}, 1),
                stored(new double[] {0, -1}, new double[] {1, 0}, 1),
                stored(new double[] {0, -1, -1}, new double[] {Double.NaN, 0, 1}, 1),
                stored(new double[] {0, -1, -1}, new double[] {1, 0, 1}, -1));
        for (ModelState state : altered) {
            assertThatThrownBy(() -> SegmentRules.restore(state)).isInstanceOf(InvalidInputException.class);
        }
        assertThat(SegmentRules.restore(stored(new double[] {0, -1, -1}, new double[] {1, 0, 1}, 1))
                        .assign(new double[] {2}))
                .isEqualTo(1);
    }

    private static ModelState stored(double[] cuts, double[] values, double cost) {
        return ModelState.of("segment-rules/1")
                .putChildren("features", List.of(Feature.of("x").state()))
                .put("cuts", cuts)
                .put("values", values)
                .put("rows", 2)
                .put("agreeing", 1)
                .put("treeCost", cost)
                .put("clusteringCost", 1.0)
                .build();
    }

    @Test
    void cancelledItStopsBeforeAndWhileItGrows() {
        Random data = Random.of(1, 50, 2, 6);
        Cancellation before = Cancellation.create();
        before.cancel();
        assertThatThrownBy(() -> data.rules(CONTEXT.withCancellation(before))).isInstanceOf(CancelledException.class);
        Cancellation during = Cancellation.create();
        RunContext context = CONTEXT.withCancellation(during).withListener(progress -> during.cancel());
        assertThatThrownBy(() -> data.rules(context)).isInstanceOf(CancelledException.class);
        assertThatThrownBy(() -> small().assign(SMALL, CONTEXT.withCancellation(before)))
                .isInstanceOf(CancelledException.class);
    }
}
