package io.github.segmentation4j.quality;

import static io.github.segmentation4j.quality.Samples.CONTEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.cluster.Clusterer;
import io.github.segmentation4j.cluster.KMeans;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.quality.GapReport.Structure;
import io.github.segmentation4j.quality.GapStatistic.Reference;
import io.github.segmentation4j.quality.GapStatistic.Rule;
import io.github.segmentation4j.run.Cancellation;
import io.github.segmentation4j.run.CancelledException;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ProgressListener;
import io.github.segmentation4j.run.RunContext;
import io.github.segmentation4j.testing.ReferenceData;
import io.github.segmentation4j.testing.RequiresData;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GapStatisticTest {
    private static final GapStatistic GAP = GapStatistic.withDefaults();

    @Test
    void gapsAndErrorsAreWorkedByHand() {
        GapReport report = curve(Rule.FIRST);
        // Means 5, 4, 3.25; deviations of the sets from them 1, 1, 0.25 either way; sqrt(1 + 1/2).
        assertThat(report.points()).extracting(GapReport.Point::gap).containsExactly(of(1), of(1.5), of(1.25));
        assertThat(report.points())
                .extracting(GapReport.Point::standardError)
                .containsExactly(of(Math.sqrt(1.5)), of(Math.sqrt(1.5)), of(.25 * Math.sqrt(1.5)));
        assertThat(report.points().get(2).referenceMean()).isEqualTo(of(3.25));
        assertThat(report.points().get(2).logDispersion()).isEqualTo(of(2));
        // 1 >= 1.5 - 1.22, so the first rule stops at once.
        assertThat(report.clusterCount()).hasValue(1);
        assertThat(report.reason())
                .isEqualTo(
                        "the gap is 1.000 there, and not clearly more at the next number, 2: 1.500 with a standard error"
                                + " of 1.225");
    }

    @Test
    void theGlobalRuleTakesTheSmallestNumberNearTheLargestGap() {
        GapCurve curve = new GapCurve(new int[] {1, 2, 3, 4}, 2);
        double[] gaps = {1, .2, 2.95, 3};
        for (int i = 0; i < 4; i++) {
            curve.setRows(i + 1, of(0));
            curve.setReference(i + 1, 0, of(gaps[i] - .05));
            curve.setReference(i + 1, 1, of(gaps[i] + .05));
        }
        assertThat(curve.report(Rule.GLOBAL).clusterCount()).hasValue(3);
        assertThat(curve.report(Rule.FIRST).clusterCount()).hasValue(1);
    }

    @Test
    void aGapThatGrowsToTheEndPicksNothingAndSaysSo() {
        GapCurve curve = new GapCurve(new int[] {1, 2}, 2);
        for (int k = 1; k <= 2; k++) {
            curve.setRows(k, of(0));
            curve.setReference(k, 0, of(k - .1));
            curve.setReference(k, 1, of(k + .1));
        }
        GapReport report = curve.report(Rule.FIRST);
        assertThat(report.clusterCount()).isEmpty();
        assertThat(report.reason()).isEqualTo("the gap still grows at k = 2, the largest number; try larger numbers");
    }

    @Test
    @RequiresData("clustering/iris.csv")
    void dispersionsOfIrisAreTheLogarithmsOfTheBestSumsOfSquares() {
        // Reference values: k-means on iris, R/Fisher version.
        double[] sums = {681.370600, 152.347952, 78.8514414261, 57.228473, 46.446182};
        GapReport report = GAP.withReferenceSets(2)
                .measure(
                        5,
                        k -> KMeans.withClusters(k).withRestarts(30),
                        FeatureMatrix.of(ReferenceData.iris().rows()),
                        CONTEXT);
        for (int k = 1; k <= 5; k++) {
            assertThat(report.points().get(k - 1).logDispersion().orElseThrow())
                    .isCloseTo(StrictMath.log(sums[k - 1]), within(1e-8));
        }
        assertThat(report.structure()).isEqualTo(Structure.FOUND);
    }

    @ParameterizedTest
    @EnumSource(Reference.class)
    void findsClustersThatAreThere(Reference reference) {
        for (Rule rule : Rule.values()) {
            GapReport report = GAP.withReference(reference)
                    .withRule(rule)
                    .measure(7, GapStatisticTest::kMeans, FeatureMatrix.of(triangle(150)), CONTEXT);
            assertThat(report.clusterCount()).hasValue(3);
            assertThat(report.structure()).isEqualTo(Structure.FOUND);
        }
    }

    @ParameterizedTest
    @EnumSource(Reference.class)
    void evenRowsAreSeldomTakenForClusters(Reference reference) {
        // 5 % each at most: more than 6 of 30 are false alarms with probability below 0.001; the seeds are fixed.
        int alarms = 0;
        for (int seed = 0; seed < 30; seed++) {
            GapReport report = GAP.withReference(reference)
                    .measure(
                            5,
                            k -> KMeans.withClusters(k).withRestarts(2),
                            FeatureMatrix.of(Samples.even(120, 2, seed)),
                            RunContext.seeded(seed));
            alarms += report.structure() == Structure.FOUND ? 1 : 0;
        }
        assertThat(alarms).isBetween(0, 6);
    }

    @Test
    void aBoxAlongTheDirectionsDoesNotTakeASlopeForClusters() {
        SeededRandom random = SeededRandom.of(3);
        double[][] slope = new double[200][2];
        for (double[] row : slope) {
            row[0] = random.nextGaussian();
            row[1] = 2 * row[0] + .2 * random.nextGaussian();
        }
        FeatureMatrix matrix = FeatureMatrix.of(slope);
        assertThat(GAP.measure(5, GapStatisticTest::kMeans, matrix, CONTEXT).structure())
                .isEqualTo(Structure.NONE_FOUND);
        assertThat(GAP.withReference(Reference.RANGES)
                        .measure(5, GapStatisticTest::kMeans, matrix, CONTEXT)
                        .structure())
                .isEqualTo(Structure.FOUND);
    }

    @Test
    void referenceRowsFillTheBoxAndNoMore() {
        double[][] rows = {{1e9, -2, 5}, {1e9 + 8, 4, 5}, {1e9 + 3, 0, 5}};
        FeatureMatrix matrix = FeatureMatrix.of(rows);
        ReferenceRows ranges = ReferenceRows.of(matrix, Reference.RANGES, CONTEXT);
        double[] sums = new double[2];
        for (int seed = 0; seed < 300; seed++) {
            for (double[] row : ranges.draw(seed).toArray()) {
                assertThat(row[0]).isBetween(1e9, 1e9 + 8);
                assertThat(row[1]).isBetween(-2.0, 4.0);
                assertThat(row[2]).isEqualTo(5);
                sums[0] += (row[0] - 1e9) / 900;
                sums[1] += row[1] / 900;
            }
        }
        // Means 4 and 1 with standard errors 8 / sqrt(12 * 900) and 6 / sqrt(12 * 900); 4 of them, probability 1e-4.
        assertThat(sums[0]).isCloseTo(4, within(.31));
        assertThat(sums[1]).isCloseTo(1, within(.24));
    }

    @Test
    void aBoxAlongTheDirectionsOfRowsOnALineIsThatLine() {
        FeatureMatrix line = FeatureMatrix.of(new double[][] {{1, 2}, {2, 4}, {3, 6}, {7, 14}});
        ReferenceRows box = ReferenceRows.of(line, Reference.PRINCIPAL_DIRECTIONS, CONTEXT);
        for (int seed = 0; seed < 20; seed++) {
            for (double[] row : box.draw(seed).toArray()) {
                assertThat(row[1]).isCloseTo(2 * row[0], within(1e-12));
                assertThat(row[0]).isBetween(1 - 1e-12, 7 + 1e-12);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 8})
    void sameBitsForAnyThreadCount(int threads) {
        FeatureMatrix matrix = FeatureMatrix.of(Samples.blobs(600, 3, 4, 1));
        GapStatistic gap = GAP.withReferenceSets(2);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            assertThat(gap.measure(3, GapStatisticTest::kMeans, matrix, CONTEXT.withExecutor(pool, threads))
                            .points())
                    .isEqualTo(gap.measure(3, GapStatisticTest::kMeans, matrix, CONTEXT)
                            .points());
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void degenerateRowsHaveAReasonAndNoNumber() {
        for (double[][] rows : List.of(new double[0][], new double[][] {{1, 2}}, new double[][] {{3}, {3}, {3}})) {
            GapReport report =
                    GAP.withReferenceSets(2).measure(3, GapStatisticTest::kMeans, FeatureMatrix.of(rows), CONTEXT);
            assertThat(report.clusterCount()).isEmpty();
            assertThat(report.structure()).isEqualTo(Structure.UNDETERMINED);
            assertThat(report.points()).hasSize(3);
            assertThat(report.reason()).startsWith("the gap of k = 1 could not be computed: ");
        }
    }

    @Test
    void numbersTheClustererRefusesAreUndetermined() {
        FeatureMatrix matrix = FeatureMatrix.of(new double[][] {{0}, {0}, {5}, {5}});
        GapReport report = GAP.withReferenceSets(3).measure(3, GapStatisticTest::kMeans, matrix, CONTEXT);
        assertThat(report.points().get(0).gap().value()).isPresent();
        assertThat(((Statistic.Undetermined) report.points().get(1).gap()).reason())
                .contains("a sum of 0 has no logarithm");
        assertThat(((Statistic.Undetermined) report.points().get(2).gap()).reason())
                .startsWith("the clusterer refused the rows: ");
        assertThat(report.clusterCount()).isEqualTo(OptionalInt.empty());
    }

    @Test
    void badInputIsRefused() {
        assertThatThrownBy(() -> GAP.withReferenceSets(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 2 reference sets");
        FeatureMatrix holed = FeatureMatrix.of(new double[][] {{1}, {Double.NaN}});
        assertThatThrownBy(() -> GAP.measure(2, GapStatisticTest::kMeans, holed, CONTEXT))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> GAP.measure(1, GapStatisticTest::kMeans, holed, CONTEXT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 2, to compare with 1, was 1");
    }

    @Test
    void tellsEachFitAndStopsWhereverItIsCancelled() {
        FeatureMatrix matrix = FeatureMatrix.of(triangle(30));
        GapStatistic gap = GAP.withReferenceSets(3);
        List<ProgressListener.Progress> all = new ArrayList<>();
        gap.measure(4, GapStatisticTest::kMeans, matrix, CONTEXT.withListener(all::add));
        assertThat(all).extracting(ProgressListener.Progress::done).isSorted().hasSize(16);
        assertThat(all.get(15).done()).isEqualTo(all.get(15).total());
        for (int stop = 1; stop < 16; stop++) {
            int last = stop;
            List<Long> heard = new ArrayList<>();
            Cancellation cancellation = Cancellation.create();
            RunContext context = CONTEXT.withCancellation(cancellation).withListener(progress -> {
                heard.add(progress.done());
                if (heard.size() == last) {
                    cancellation.cancel();
                }
            });
            assertThatThrownBy(() -> gap.measure(4, GapStatisticTest::kMeans, matrix, context))
                    .isInstanceOf(CancelledException.class);
            assertThat(heard).hasSize(stop);
        }
    }

    private static Clusterer kMeans(int clusters) {
        return KMeans.withClusters(clusters).withRestarts(5);
    }

    private static GapReport curve(Rule rule) {
        GapCurve curve = new GapCurve(new int[] {1, 2, 3}, 2);
        double[][] references = {{4, 6}, {3, 5}, {3, 3.5}};
        double[] rows = {4, 2.5, 2};
        for (int k = 1; k <= 3; k++) {
            curve.setRows(k, of(rows[k - 1]));
            curve.setReference(k, 0, of(references[k - 1][0]));
            curve.setReference(k, 1, of(references[k - 1][1]));
        }
        return curve.report(rule);
    }

    private static Statistic of(double number) {
        return Statistic.of(number);
    }

    private static double[][] triangle(int n) {
        double[][] rows = Samples.blobs(n, 2, 1, 6);
        for (int r = 0; r < n; r++) {
            if (r % 3 > 0) {
                rows[r][r % 3 - 1] += 12;
            }
        }
        return rows;
    }
}
