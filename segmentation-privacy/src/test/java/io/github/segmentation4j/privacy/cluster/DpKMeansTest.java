package io.github.segmentation4j.privacy.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.cluster.CentroidModel;
import io.github.segmentation4j.cluster.KMeans;
import io.github.segmentation4j.cluster.Links;
import io.github.segmentation4j.cluster.TrainingSet;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.feature.Learning;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.privacy.accounting.Adjacency;
import io.github.segmentation4j.privacy.accounting.PrivacyCost;
import io.github.segmentation4j.privacy.accounting.PrivacyEvent;
import io.github.segmentation4j.privacy.accounting.PrivacyUnit;
import io.github.segmentation4j.privacy.accounting.Zcdp;
import io.github.segmentation4j.privacy.ledger.BudgetExceededException;
import io.github.segmentation4j.privacy.ledger.MemoryLedger;
import io.github.segmentation4j.privacy.ledger.PrivacyBudget;
import io.github.segmentation4j.privacy.ledger.PrivacyCharge;
import io.github.segmentation4j.privacy.ledger.PrivacyLedger;
import io.github.segmentation4j.privacy.ledger.PrivacySpend;
import io.github.segmentation4j.privacy.ledger.Reservation;
import io.github.segmentation4j.privacy.noise.SeededNoise;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.Cancellation;
import io.github.segmentation4j.run.CancelledException;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DpKMeansTest {
    private static final double[][] ROWS = Fits.corners(4, 3, 4_000, 1);

    private static double inertia(double[][] rows, CentroidModel model) {
        double sum = 0;
        for (double[] row : rows) {
            sum += model.squaredDistance(row, model.assign(row));
        }
        return sum;
    }

    private static double[][] centroids(PrivateClustering found) {
        double[][] centroids = new double[found.model().clusterCount()][];
        Arrays.setAll(centroids, found.model()::centroid);
        return centroids;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void withoutBoundOnEpsilonItIsOrdinaryKMeansFromTheSameStartsAndSteps(int steps) {
        double[][] rows = Fits.uniform(5, 3_000, SeededRandom.of(7));
        for (double[] row : rows) {
            Arrays.setAll(row, c -> Math.max(-1, Math.min(1, row[c])));
        }
        double[][] starts = Arrays.copyOf(rows, 6);
        CentroidModel ordinary = (CentroidModel) KMeans.withClusters(6)
                .withCentroids(starts)
                .withMaxIterations(steps)
                .fit(FeatureMatrix.of(rows), Fits.CONTEXT)
                .model();
        PrivateClustering found =
                Fits.fit(Fits.means(6, 5, Fits.PLENTY, 1).withStarts(starts).withSteps(steps), rows);
        assertThat(inertia(rows, found.model())).isCloseTo(inertia(rows, ordinary), Percentage.withPercentage(1e-4));
        for (int j = 0; j < 6; j++) {
            // A row on the border of two clusters may change sides by the grid, which moves a mean by 1 / 400 at most.
            assertThat(found.model().centroid(j)).containsExactly(ordinary.centroid(j), Offset.offset(1e-3));
        }
    }

    @Test
    void withoutBoundOnEpsilonEveryMethodReachesTheInertiaOfOrdinaryKMeans() {
        double ordinary = KMeans.withClusters(4)
                .fit(FeatureMatrix.of(ROWS), Fits.CONTEXT)
                .inertia()
                .orElseThrow();
        for (DpKMeans.Method method : DpKMeans.Method.values()) {
            PrivateClustering found = Fits.fit(Fits.means(4, 3, Fits.PLENTY, 1).withMethod(method), ROWS);
            assertThat(inertia(ROWS, found.model())).isCloseTo(ordinary, Percentage.withPercentage(1e-4));
            assertThat(found.sizes()).containsExactly(1_000L, 1_000L, 1_000L, 1_000L);
        }
    }

    @Test
    void atUsualEpsilonItCostsLittleMoreThanOrdinaryKMeans() {
        double ordinary = KMeans.withClusters(4)
                .fit(FeatureMatrix.of(ROWS), Fits.CONTEXT)
                .inertia()
                .orElseThrow();
        for (DpKMeans.Method method : DpKMeans.Method.values()) {
            PrivateClustering found = Fits.fit(Fits.means(4, 3, 1, 5).withMethod(method), ROWS);
            assertThat(inertia(ROWS, found.model())).isLessThan(1.1 * ordinary);
        }
    }

    @Test
    void boundsTenTimesTooWideCostLittle() {
        double ordinary = KMeans.withClusters(4)
                .fit(FeatureMatrix.of(ROWS), Fits.CONTEXT)
                .inertia()
                .orElseThrow();
        DpKMeans means = Fits.means(4, 3, 1, 5).bounds(ColumnBounds.same(3, -4, 16));
        assertThat(inertia(ROWS, Fits.fit(means, ROWS).model())).isLessThan(1.2 * ordinary);
    }

    @ParameterizedTest
    @EnumSource(DpKMeans.Method.class)
    void sameBitsForAnyNumberOfThreadsAndOrderOfRows(DpKMeans.Method method) {
        double[][] rows = Fits.corners(4, 4, 9_001, 2);
        int[] order = new int[rows.length];
        Arrays.setAll(order, r -> r);
        SeededRandom.of(4).shuffle(order);
        FeatureMatrix matrix = FeatureMatrix.of(rows);
        DpKMeans means = Fits.means(4, 4, 1, 8).withMethod(method);
        PrivateClustering expected = means.fit(TrainingSet.of(matrix), Fits.CONTEXT);
        for (int threads : new int[] {1, 2, 3, 8}) {
            ExecutorService pool = Executors.newFixedThreadPool(threads);
            try {
                RunContext context = Fits.CONTEXT.withExecutor(pool, threads);
                PrivateClustering found = means.fit(TrainingSet.of(matrix.rows(order)), context);
                assertThat(centroids(found)).isDeepEqualTo(centroids(expected));
                assertThat(found.sizes()).isEqualTo(expected.sizes());
                assertThat(found.coordinateDeviations()).isEqualTo(expected.coordinateDeviations());
            } finally {
                pool.shutdown();
            }
        }
    }

    /** Writes down when it is asked. */
    private static final class Witness implements PrivacyLedger {
        private final MemoryLedger ledger = Fits.ledger();
        private final List<String> heard = new ArrayList<>();

        @Override
        public Reservation reserve(PrivacySpend spend) {
            heard.add("reserve");
            Reservation reservation = ledger.reserve(spend);
            return new Reservation() {
                @Override
                public PrivacySpend spend() {
                    return reservation.spend();
                }

                @Override
                public void begin() {
                    heard.add("begin");
                    reservation.begin();
                }

                @Override
                public void refund() {
                    heard.add("refund");
                    reservation.refund();
                }
            };
        }

        @Override
        public PrivacyBudget budget(String dataSet) {
            return ledger.budget(dataSet);
        }

        @Override
        public PrivacyCost spent(String dataSet) {
            return ledger.spent(dataSet);
        }
    }

    @Test
    void theLedgerIsChargedOnceAndBeforeTheRowsAreRead() {
        Witness ledger = new Witness();
        DpKMeans means = DpKMeans.withClusters(4)
                .bounds(ColumnBounds.same(3, -1, 1))
                .charge(ledger, "rows", 1, Fits.DELTA)
                .withNoise(() -> {
                    ledger.heard.add("noise");
                    return SeededNoise.of(1);
                });
        RunContext context =
                Fits.CONTEXT.withListener(progress -> ledger.heard.add(progress.done() == 0 ? "ready" : "answer"));
        PrivateClustering found = means.fit(TrainingSet.of(FeatureMatrix.of(ROWS)), context);
        assertThat(ledger.heard)
                .containsExactly("reserve", "noise", "ready", "begin", "answer", "answer", "answer", "answer");
        assertThat(found.cost()).isEqualTo(new PrivacyCost(1, Fits.DELTA));
        assertThat(found.spend().event()).isEqualTo(new PrivacyEvent.ZeroConcentrated(Zcdp.rho(1, Fits.DELTA)));
        assertThat(ledger.spent("rows").epsilon()).isCloseTo(1, Offset.offset(1e-6));
    }

    @Test
    void allAnswersTogetherCostNoMoreThanTheCharge() {
        Answers answers = new Answers(Fits.charge(1, 1), SeededNoise.of(1));
        answers.counts(new long[3], 0.7);
        answers.sums(new long[3], 10, 0.3);
        assertThatThrownBy(() -> answers.counts(new long[3], 0.001)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> answers.counts(new long[3], Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aFitThatIsRefusedOrCancelledBeforeItBeginsCostsNothing() {
        Witness ledger = new Witness();
        DpKMeans means =
                DpKMeans.withClusters(2).bounds(ColumnBounds.same(2, -1, 1)).charge(ledger, "rows", 1, Fits.DELTA);
        FeatureMatrix rows = FeatureMatrix.of(new double[][] {{0, 0.5}, {0.5, 0}});
        TrainingSet missing = TrainingSet.of(FeatureMatrix.of(new double[][] {{0, Double.NaN}}));
        assertThatThrownBy(() -> means.fit(missing, Fits.CONTEXT)).isInstanceOf(InvalidInputException.class);
        TrainingSet weighted = TrainingSet.of(rows).withWeights(new double[] {1, 2});
        assertThatThrownBy(() -> means.fit(weighted, Fits.CONTEXT)).isInstanceOf(InvalidInputException.class);
        TrainingSet linked =
                TrainingSet.of(rows).withLinks(Links.builder().mustLink(0, 1).build());
        assertThatThrownBy(() -> means.fit(linked, Fits.CONTEXT)).isInstanceOf(InvalidInputException.class);
        TrainingSet wide = TrainingSet.of(FeatureMatrix.of(new double[1][3]));
        assertThatThrownBy(() -> means.fit(wide, Fits.CONTEXT)).isInstanceOf(IllegalArgumentException.class);
        assertThat(ledger.heard).isEmpty();
        Cancellation cancellation = Cancellation.create();
        RunContext cancelled =
                Fits.CONTEXT.withCancellation(cancellation).withListener(progress -> cancellation.cancel());
        assertThatThrownBy(() -> means.fit(TrainingSet.of(rows), cancelled)).isInstanceOf(CancelledException.class);
        assertThat(ledger.heard).containsExactly("reserve", "refund");
        assertThat(ledger.spent("rows")).isEqualTo(PrivacyCost.NONE);
    }

    @Test
    void aLedgerThatCannotPayStopsTheFit() {
        MemoryLedger poor = MemoryLedger.of("rows", PrivacyBudget.of(0.5, Fits.DELTA));
        DpKMeans means = Fits.means(2, 3, 1, 1).charge(poor, "rows", 1, Fits.DELTA);
        assertThatThrownBy(() -> Fits.fit(means, ROWS)).isInstanceOf(BudgetExceededException.class);
        assertThat(poor.spent("rows")).isEqualTo(PrivacyCost.NONE);
    }

    @Test
    void hazard10WhatIsNoBudgetOrNoBoundIsAnErrorNeverLessNoise() {
        MemoryLedger ledger = Fits.ledger();
        DpKMeans means = DpKMeans.withClusters(2);
        for (double wrong : new double[] {Double.NaN, Double.POSITIVE_INFINITY, -1, 0}) {
            assertThatThrownBy(() -> means.charge(ledger, "rows", wrong, Fits.DELTA))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        for (double wrong : new double[] {Double.NaN, Double.POSITIVE_INFINITY, -1, 0, 1}) {
            assertThatThrownBy(() -> means.charge(ledger, "rows", 1, wrong))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> means.charge(ledger, "rows", 1e-300, 1e-300))
                .isInstanceOf(IllegalArgumentException.class);
        TrainingSet training = TrainingSet.of(FeatureMatrix.of(ROWS));
        assertThatThrownBy(() -> means.charge(Fits.charge(1, 1)).fit(training, Fits.CONTEXT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bounds");
        assertThatThrownBy(() -> means.bounds(ColumnBounds.same(3, -1, 1)).fit(training, Fits.CONTEXT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ledger");
        assertThatThrownBy(() -> DpKMeans.withClusters(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> means.withSteps(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> means.withStarts(new double[][] {{1, 2}, {Double.NaN, 1}}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> means.withStarts(new double[1][2])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void hazard6AnEmptyClusterIsNoisedLikeTheOthers() {
        double[][] starts = {{-0.5, -0.5, -0.5}, {0.9, 0.9, -0.9}, {0.9, -0.9, 0.9}};
        double[][] one = new double[500][];
        Arrays.fill(one, new double[] {-0.5, -0.5, -0.5});
        double squares = 0;
        int fits = 50;
        double deviation = 0;
        for (long seed = 0; seed < fits; seed++) {
            PrivateClustering found =
                    Fits.fit(Fits.means(3, 3, 1, seed).withStarts(starts).withSteps(1), one);
            deviation = found.sizeDeviation();
            for (int j = 1; j < 3; j++) {
                squares += (double) found.sizes().get(j) * found.sizes().get(j);
            }
        }
        // 100 squares over their variance are chi-square of 100: beyond 43 and 182 with a chance of about 1e-6.
        assertThat(squares / (deviation * deviation)).isBetween(43.0, 182.0);
    }

    @Test
    void hazard7TheResultHoldsNothingComputedFromRawRowsAndLabelsNeedAnotherType() {
        assertThat(Arrays.stream(PrivateClustering.class.getRecordComponents()).map(RecordComponent::getName))
                .containsExactly(
                        "model",
                        "sizes",
                        "sizeDeviation",
                        "coordinateDeviations",
                        "spend",
                        "cost",
                        "method",
                        "description");
        NonPrivateLabels labels = NonPrivateLabels.of(Fits.means(4, 3, 1, 1));
        assertThat(labels.acceptedLearning()).containsExactlyInAnyOrder(Learning.NOTHING, Learning.PRIVATELY);
        assertThat(labels.describe()).contains("not private");
        assertThat(labels.fit(FeatureMatrix.of(ROWS), Fits.CONTEXT).inertia()).isEmpty();
    }

    @Test
    void hazard7NumbersOfClustersFollowFromTheBoundsAndNotFromTheRows() {
        PrivateClustering found = Fits.fit(Fits.means(4, 3, Fits.PLENTY, 1), ROWS);
        for (int j = 1; j < 4; j++) {
            assertThat(Arrays.compare(
                            found.model().centroid(j - 1), found.model().centroid(j)))
                    .isNegative();
        }
    }

    @Test
    void hazard9AdjacencyAndUnitArePartOfTheSpend() {
        PrivacyBudget budget = new PrivacyBudget(new PrivacyCost(10, Fits.DELTA), Adjacency.REPLACE, PrivacyUnit.ROW);
        PrivacyCharge charge = PrivacyCharge.ofCost(1, Fits.DELTA, MemoryLedger.of("rows", budget), "rows")
                .withNoise(() -> SeededNoise.of(1));
        DpKMeans means = Fits.means(4, 3, 1, 1);
        PrivateClustering replaced = Fits.fit(means.charge(charge), ROWS);
        assertThat(replaced.spend().adjacency()).isEqualTo(Adjacency.REPLACE);
        assertThat(replaced.spend().unit()).isEqualTo(PrivacyUnit.ROW);
        assertThat(replaced.sizeDeviation())
                .isCloseTo(Math.sqrt(2) * Fits.fit(means, ROWS).sizeDeviation(), Offset.offset(1e-6));
        assertThat(means.charge(charge).describe()).contains("REPLACE", "ROW");
    }

    @Test
    void hazard12TheErrorOfSizesIsKnownBeforeTheSpendAndTrueAfterIt() {
        double predicted = Fits.means(4, 3, 1, 1).expectedSizeDeviation();
        double squares = 0;
        int fits = 50;
        for (long seed = 0; seed < fits; seed++) {
            PrivateClustering found = Fits.fit(Fits.means(4, 3, 1, seed).withMethod(DpKMeans.Method.TREE), ROWS);
            assertThat(found.sizeDeviation()).isCloseTo(predicted, Percentage.withPercentage(1e-6));
            for (long size : found.sizes()) {
                squares += (size - 1_000.0) * (size - 1_000.0);
            }
        }
        // 200 squares over their variance are chi-square of 200: beyond 115 and 310 with a chance of about 1e-6.
        assertThat(squares / (predicted * predicted)).isBetween(115.0, 310.0);
    }

    @Test
    void centresAreOffByWhatTheResultSays() {
        // The means of the rows, which private centres are compared with; noise decides their numbers.
        CentroidModel ordinary = (CentroidModel)
                KMeans.withClusters(4).fit(FeatureMatrix.of(ROWS), Fits.CONTEXT).model();
        double squares = 0;
        int fits = 20;
        for (long seed = 0; seed < fits; seed++) {
            PrivateClustering found = Fits.fit(Fits.means(4, 3, 0.5, seed).withMethod(DpKMeans.Method.TREE), ROWS);
            for (int j = 0; j < 4; j++) {
                double deviation = found.coordinateDeviations().get(j).orElseThrow();
                double[] centre = found.model().centroid(j);
                double[] mean = ordinary.centroid(ordinary.assign(centre));
                for (int c = 0; c < 3; c++) {
                    double error = (centre[c] - mean[c]) / deviation;
                    squares += error * error / (fits * 12);
                }
            }
        }
        // About 1 if it were the noise of the last step alone; shrinkage toward the step before lessens it.
        assertThat(squares).isBetween(0.3, 1.5);
    }

    @ParameterizedTest
    @EnumSource(DpKMeans.Method.class)
    void degenerateRowsGiveCentresWithinTheBoundsAndNoError(DpKMeans.Method method) {
        List<double[][]> cases = List.of(
                new double[][] {{0.1, 0.2}},
                new double[][] {{1, 1}, {1, 1}, {1, 1}},
                new double[][] {{1e300, -1e300}, {-1e300, 1e300}},
                Fits.corners(2, 2, 3, 1));
        for (double[][] rows : cases) {
            for (int clusters : new int[] {1, 2, 7}) {
                PrivateClustering found = Fits.fit(Fits.means(clusters, 2, 1, 4).withMethod(method), rows);
                assertThat(found.model().clusterCount()).isEqualTo(clusters);
                for (double[] centroid : centroids(found)) {
                    assertThat(centroid)
                            .satisfies(values ->
                                    assertThat(Arrays.stream(values)).allMatch(value -> value >= -1 && value <= 1));
                }
            }
        }
    }

    /** Else a synopsis of them would look large enough for more clusters than it has points, and be refused afterwards. */
    @Test
    void pointsOnBothSidesOfTheMiddleAreOnePoint() {
        GridRows rows = Fits.grid(ROWS, 3);
        Spread spread = new Spread(1, new double[3], new double[] {1, 1, 1});
        Synopsis synopsis = new Synopsis();
        double little = GridRows.STEP / 8;
        synopsis.add(rows.placed(new double[] {little, little, little}), 1);
        synopsis.add(rows.placed(new double[] {-little, little, little}), 1);
        synopsis.add(rows.placed(new double[] {little, -little, -little}), 1);
        assertThat(synopsis.centres(rows, spread, 2, Fits.CONTEXT)).hasNumberOfRows(2);
    }

    @Test
    void noRowsGiveNoiseAloneBecauseAnErrorWouldTellThatThereAreNone() {
        FeatureMatrix none = FeatureMatrix.of(new double[1][3]).rows(new int[0]);
        PrivateClustering found = Fits.means(2, 3, 1, 6).fit(TrainingSet.of(none), Fits.CONTEXT);
        assertThat(found.model().clusterCount()).isEqualTo(2);
        assertThat(found.sizes()).hasSize(2);
        assertThat(found.coordinateDeviations()).hasOnlyElementsOfType(Statistic.Undetermined.class);
    }

    @Test
    void oneClusterIsTheNoisyMeanAndAConstantColumnStaysWhereItIs() {
        double[][] rows = Fits.corners(4, 3, 5_000, 9);
        for (double[] row : rows) {
            row[2] = 0.25;
        }
        PrivateClustering found = Fits.fit(Fits.means(1, 3, Fits.PLENTY, 1), rows);
        assertThat(found.model().centroid(0)[2]).isCloseTo(0.25, Offset.offset(1e-5));
        assertThat(found.sizes()).containsExactly(5_000L);
    }

    @Test
    void boundsFarFromTheOriginAndOfAnyWidthAreScaledBack() {
        double[][] rows = Fits.corners(4, 3, 4_000, 1);
        for (double[] row : rows) {
            row[0] = 1e6 + 1e3 * row[0];
            row[1] = -5e6 + 1e3 * row[1];
            row[2] = 1e3 * row[2];
        }
        DpKMeans means = Fits.means(4, 3, Fits.PLENTY, 1)
                .bounds(ColumnBounds.of(
                        new double[] {1e6 - 1e3, -5e6 - 1e3, -1e3}, new double[] {1e6 + 1e3, -5e6 + 1e3, 1e3}));
        double ordinary = KMeans.withClusters(4)
                .fit(FeatureMatrix.of(rows), Fits.CONTEXT)
                .inertia()
                .orElseThrow();
        assertThat(inertia(rows, Fits.fit(means, rows).model())).isCloseTo(ordinary, Percentage.withPercentage(1e-3));
    }

    @Test
    void itSaysWhatItDidAndWhatItCost() {
        PrivateClustering found = Fits.fit(Fits.means(4, 3, 1, 1).withMethod(DpKMeans.Method.GRID), ROWS);
        assertThat(found.method()).isEqualTo(DpKMeans.Method.GRID);
        assertThat(found.describe()).contains("noisy grid", "epsilon 1.0", "clusters=4");
    }

    @Test
    void secureNoiseDiffersFromFitToFit() {
        DpKMeans means = Fits.means(2, 3, 1, 1).charge(Fits.ledger(), "rows", 1, Fits.DELTA);
        assertThat(centroids(Fits.fit(means, ROWS))).isNotEqualTo(centroids(Fits.fit(means, ROWS)));
    }
}
