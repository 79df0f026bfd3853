package io.github.segmentation4j.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.cluster.CentroidModel;
import io.github.segmentation4j.cluster.ClusterModels;
import io.github.segmentation4j.cluster.KMeans;
import io.github.segmentation4j.cluster.KMedoids;
import io.github.segmentation4j.cluster.MedoidModel;
import io.github.segmentation4j.cluster.SoftModel;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.Cancellation;
import io.github.segmentation4j.run.CancelledException;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;
import io.github.segmentation4j.testing.Adult;
import io.github.segmentation4j.testing.ReferenceData;
import io.github.segmentation4j.testing.RequiresData;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What conformal sets promise, on customers measured with noise and on public data, and their rules by hand. */
class ConformalSegmentsTest {
    private static final double[][] CENTRES = {{0, 0}, {4, 0}, {0, 4}, {2, 2}};

    private static final CentroidModel MODEL = ClusterModels.ofNumberedCentroids(CENTRES);

    /** Of a row x the score of segment j is |x - j|. */
    private static final NonconformityScore OWN =
            row -> new double[] {Math.abs(row[0]), Math.abs(row[0] - 1), Math.abs(row[0] - 2)};

    // The share that is held has a variance of .09 / 5,001 over calibrations and .09 / 10,000 over the rows that are
    // judged: a
    // standard deviation of .0052. Two percent are 3.8 of them, exceeded by chance once in 8,000 times; 15 comparisons
    // at fixed
    // seeds fail with a probability of .002.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void ninetyPercentHoldTheTrueSegmentWhateverTheScore(long seed) {
        Customers calibration = Customers.draw(5_000, SeededRandom.derive(seed, 0));
        Customers newcomers = Customers.draw(10_000, SeededRandom.derive(seed, 1));
        for (NonconformityScore score : List.of(
                NonconformityScore.membership(new Softmax()),
                NonconformityScore.cumulativeMembership(new Softmax()),
                NonconformityScore.distance(MODEL))) {
            ConformalSegments sets = ConformalCalibration.withScore(score)
                    .calibrate(calibration.observed, calibration.segments, seeded());
            ConformalSegments.Evaluation found = sets.evaluate(newcomers.observed, newcomers.segments, seeded());
            assertThat(found.coverage().orElseThrow()).isCloseTo(0.9, within(0.02));
            assertThat(found.meanSetSize().orElseThrow()).isBetween(1.0, 2.5);
            assertThat(found.rows()).isEqualTo(10_000);
        }
    }

    // As above with n calibration rows and m judged ones of the segment: five standard deviations, exceeded by chance
    // once in
    // 1.7 million times.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void withinEachSegmentNinetyPercentHoldItWhereThatIsPromised(long seed) {
        Customers calibration = Customers.draw(5_000, SeededRandom.derive(seed, 2));
        Customers newcomers = Customers.draw(10_000, SeededRandom.derive(seed, 3));
        ConformalCalibration overall = ConformalCalibration.withScore(NonconformityScore.distance(MODEL));
        ConformalSegments sets = overall.withCoverage(ConformalCalibration.Coverage.PER_SEGMENT)
                .calibrate(calibration.observed, calibration.segments, seeded());
        ConformalSegments.Evaluation found = sets.evaluate(newcomers.observed, newcomers.segments, seeded());
        for (int j = 0; j < CENTRES.length; j++) {
            int segment = j;
            long rows =
                    Arrays.stream(newcomers.segments).filter(s -> s == segment).count();
            double deviation = Math.sqrt(0.09 / (sets.calibrationCount(j) + 1) + 0.09 / rows);
            assertThat(found.coverageBySegment().get(j).orElseThrow()).isCloseTo(0.9, within(5 * deviation));
        }
        // The last segment lies between the others: among all customers it pays for them.
        ConformalSegments.Evaluation among = overall.calibrate(calibration.observed, calibration.segments, seeded())
                .evaluate(newcomers.observed, newcomers.segments, seeded());
        assertThat(among.coverageBySegment().get(3).orElseThrow()).isLessThan(0.85);
    }

    // Segments are those of k-means on what is known in the end; until then the last column is not. The rows are
    // public: a
    // standard deviation of sqrt(.09 / 2,501 + .09 / 2,500) = .0085, of which four are exceeded once in 16,000 times.
    @Test
    @RequiresData("clustering/sipu/s1.data.gz")
    void onS1WithAColumnReplacedByItsMean() {
        double[][] rows = shuffled(ReferenceData.matrix("clustering/sipu/s1.data.gz"));
        CentroidModel model = (CentroidModel) KMeans.withClusters(15)
                .fit(FeatureMatrix.of(rows), RunContext.seeded(1))
                .model();
        int[] segments = model.assign(FeatureMatrix.of(rows), seeded());
        double mean = Arrays.stream(rows).mapToDouble(row -> row[1]).average().orElseThrow();
        Arrays.stream(rows).forEach(row -> row[1] = mean);
        assertCoverage(NonconformityScore.distance(model), rows, segments, 2_500, 0.034);
    }

    // As above with 15,000 calibration rows and 17,561 judged ones: a standard deviation of .0033; two percent are 6 of
    // them.
    @Test
    @RequiresData(Adult.TRAIN)
    void onAdultWhereNumbersAreKnownRoughly() {
        double[][] rows = shuffled(
                Adult.zScores(Adult.train().numbers("age", "education-num", "hours-per-week", "capital-gain")));
        CentroidModel model = (CentroidModel) KMeans.withClusters(6)
                .withRestarts(2)
                .fit(FeatureMatrix.of(rows), RunContext.seeded(1))
                .model();
        int[] segments = model.assign(FeatureMatrix.of(rows), seeded());
        SeededRandom random = SeededRandom.of(8);
        for (double[] row : rows) {
            for (int c = 0; c < row.length; c++) {
                row[c] += 0.7 * random.nextGaussian();
            }
        }
        assertCoverage(NonconformityScore.distance(model), rows, segments, 15_000, 0.02);
    }

    private static void assertCoverage(
            NonconformityScore score, double[][] rows, int[] segments, int calibration, double tolerance) {
        ConformalSegments sets = ConformalCalibration.withScore(score)
                .calibrate(
                        FeatureMatrix.of(Arrays.copyOf(rows, calibration)),
                        Arrays.copyOf(segments, calibration),
                        seeded());
        ConformalSegments.Evaluation found = sets.evaluate(
                FeatureMatrix.of(Arrays.copyOfRange(rows, calibration, rows.length)),
                Arrays.copyOfRange(segments, calibration, segments.length),
                seeded());
        assertThat(found.coverage().orElseThrow()).isCloseTo(0.9, within(tolerance));
        assertThat(found.meanSetSize().orElseThrow()).isLessThan(sets.clusterCount() * 0.6);
    }

    @Test
    void higherLevelsNeverMakeSetsSmaller() {
        Customers calibration = Customers.draw(2_000, 5);
        Customers newcomers = Customers.draw(500, 6);
        double before = 0;
        for (double level : new double[] {0.5, 0.8, 0.9, 0.95, 0.99}) {
            double size = ConformalCalibration.withScore(NonconformityScore.membership(new Softmax()))
                    .withLevel(level)
                    .calibrate(calibration.observed, calibration.segments, seeded())
                    .evaluate(newcomers.observed, newcomers.segments, seeded())
                    .meanSetSize()
                    .orElseThrow();
            assertThat(size).isGreaterThanOrEqualTo(before);
            before = size;
        }
    }

    // Nine rows at 0.9 give the highest score, ⌈10 x .9⌉ = 9; 0.8 gives the eighth.
    @Test
    void thresholdIsTheScoreAtTheRank() {
        double[][] rows = new double[9][1];
        Arrays.setAll(rows, row -> new double[] {(9 - row) / 20.0});
        ConformalSegments sets = ConformalCalibration.withScore(OWN).calibrate(matrix(rows), new int[9], seeded());
        assertThat(sets.threshold(0)).hasValue(0.45);
        assertThat(sets.setFor(new double[] {0.1})).containsExactly(0);
        assertThat(sets.setFor(new double[] {0.44})).containsExactly(0);
        assertThat(sets.setFor(new double[] {0.55})).containsExactly(1);
        assertThat(sets.calibrationCount()).isEqualTo(9);
        assertThat(sets.calibrationCount(0)).isEqualTo(9);
        assertThat(sets.calibrationCount(1)).isZero();
        assertThat(sets.level()).isEqualTo(0.9);
        assertThat(sets.statement())
                .isEqualTo("at least 0.9 of customers like the 9 calibration rows have their segment in their set");
        assertThat(ConformalCalibration.withScore(OWN)
                        .withLevel(0.8)
                        .calibrate(matrix(rows), new int[9], seeded())
                        .threshold(2))
                .hasValue(0.4);
    }

    // In binary 100 x 0.55 is a little more than 55.
    @Test
    void levelsMeanTheirDecimals() {
        double[][] rows = new double[99][1];
        Arrays.setAll(rows, row -> new double[] {row + 1});
        assertThat(ConformalCalibration.withScore(OWN)
                        .withLevel(0.55)
                        .calibrate(matrix(rows), new int[99], seeded())
                        .threshold(0))
                .hasValue(55);
    }

    @Test
    void noSetIsEmpty() {
        double[][] rows = new double[20][1];
        ConformalSegments sets = ConformalCalibration.withScore(OWN).calibrate(matrix(rows), new int[20], seeded());
        assertThat(sets.threshold(1)).hasValue(0);
        assertThat(sets.setFor(new double[] {0.4})).containsExactly(0);
        assertThat(sets.setFor(new double[] {0.5})).containsExactly(0);
        assertThat(sets.setFor(new double[] {7})).containsExactly(2);
        ConformalSegments.Evaluation found =
                sets.evaluate(matrix(new double[][] {{0.4}, {7}, {7}, {1}}), new int[] {0, 2, 1, 1}, seeded());
        assertThat(found.coverage().orElseThrow()).isEqualTo(0.75);
        assertThat(found.meanSetSize().orElseThrow()).isEqualTo(1);
        assertThat(found.coverageBySegment().get(1).orElseThrow()).isEqualTo(0.5);
    }

    @Test
    void withTooFewRowsASetHoldsEverySegmentAndSaysSo() {
        double[][] rows = new double[8][1];
        ConformalSegments sets = ConformalCalibration.withScore(OWN).calibrate(matrix(rows), new int[8], seeded());
        assertThat(sets.setFor(new double[] {0})).containsExactly(0, 1, 2);
        assertThat(sets.threshold(0)).isEmpty();
        assertThat(sets.statement()).endsWith("; calibration rows were too few to leave out any segment");
    }

    @Test
    void segmentWithTooFewRowsOfItsOwnIsInEverySet() {
        double[][] rows = new double[20][1];
        int[] segments = new int[20];
        for (int row = 10; row < 20; row++) {
            rows[row][0] = 1;
            segments[row] = 1;
        }
        ConformalSegments sets = ConformalCalibration.withScore(OWN)
                .withCoverage(ConformalCalibration.Coverage.PER_SEGMENT)
                .calibrate(matrix(rows), segments, seeded());
        assertThat(sets.setFor(new double[] {0})).containsExactly(0, 2);
        assertThat(sets.setFor(new double[] {1})).containsExactly(1, 2);
        assertThat(sets.coverage()).isEqualTo(ConformalCalibration.Coverage.PER_SEGMENT);
        assertThat(sets.statement())
                .isEqualTo("at least 0.9 of the customers of each segment like its calibration rows, 20 in all, have"
                        + " their segment in their set; calibration rows were too few to leave out segments [2]");
    }

    @Test
    void scoresOfModelsFollowTheirDefinition() {
        SoftModel soft = new Softmax() {
            @Override
            public double[] memberships(double[] row) {
                return new double[] {0.25, 0.5, 0.25, 0};
            }
        };
        assertThat(NonconformityScore.membership(soft).of(new double[2])).containsExactly(0.75, 0.5, 0.75, 1);
        assertThat(NonconformityScore.cumulativeMembership(soft).of(new double[2]))
                .containsExactly(0.5, 0, 0.5, 1);
        CentroidModel line = ClusterModels.ofNumberedCentroids(new double[][] {{0}, {4}, {20}});
        assertThat(NonconformityScore.distance(line).of(new double[] {1}))
                .containsExactly(1 / 10.0, 9 / 10.0, 361 / 362.0);
        assertThat(NonconformityScore.distance(line).of(new double[] {4})).containsExactly(1, 0, 1);
        CentroidModel twins = ClusterModels.ofNumberedCentroids(new double[][] {{1}, {1}});
        assertThat(NonconformityScore.distance(twins).of(new double[] {1})).containsExactly(0.5, 0.5);
        CentroidModel one = ClusterModels.ofNumberedCentroids(new double[][] {{1}});
        assertThat(NonconformityScore.distance(one).of(new double[] {3})).containsExactly(0);
        MedoidModel medoids = (MedoidModel) KMedoids.withClusters(2)
                .fit(matrix(new double[][] {{0}, {8}}), seeded())
                .model();
        assertThat(NonconformityScore.dissimilarity(medoids).of(new double[] {2}))
                .containsExactly(0.25, 0.75);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void sameBitsForAnyThreadCount(int threads) {
        Customers customers = Customers.draw(1_500, 4);
        ConformalCalibration calibration = ConformalCalibration.withScore(NonconformityScore.distance(MODEL))
                .withCoverage(ConformalCalibration.Coverage.PER_SEGMENT);
        ConformalSegments expected = calibration.calibrate(customers.observed, customers.segments, seeded());
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            RunContext context = seeded().withExecutor(pool, threads);
            ConformalSegments found = calibration.calibrate(customers.observed, customers.segments, context);
            for (int j = 0; j < CENTRES.length; j++) {
                assertThat(found.threshold(j)).isEqualTo(expected.threshold(j));
            }
            ConformalSegments.Evaluation evaluation = found.evaluate(customers.observed, customers.segments, context);
            assertThat(evaluation).isEqualTo(expected.evaluate(customers.observed, customers.segments, seeded()));
            double size = 0;
            int held = 0;
            for (int row = 0; row < 1_500; row++) {
                List<Integer> set = found.setFor(customers.observed.row(row));
                assertThat(set).isSorted();
                size += set.size();
                held += set.contains(customers.segments[row]) ? 1 : 0;
            }
            assertThat(evaluation.meanSetSize().orElseThrow()).isCloseTo(size / 1_500, within(1e-12));
            assertThat(evaluation.coverage().orElseThrow()).isEqualTo(held / 1_500.0);
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void nothingToJudgeIsUndetermined() {
        ConformalSegments sets =
                ConformalCalibration.withScore(OWN).calibrate(matrix(new double[9][1]), new int[9], seeded());
        ConformalSegments.Evaluation none = sets.evaluate(matrix(new double[0][1]), new int[0], seeded());
        assertThat(none.coverage()).isInstanceOf(Statistic.Undetermined.class);
        assertThat(none.meanSetSize()).isInstanceOf(Statistic.Undetermined.class);
        assertThat(none.coverageBySegment()).hasSize(3).allMatch(Statistic.Undetermined.class::isInstance);
    }

    @Test
    void whatCannotBeCalibratedIsRefused() {
        ConformalCalibration calibration = ConformalCalibration.withScore(OWN);
        FeatureMatrix rows = matrix(new double[3][1]);
        assertThatIllegalArgumentException().isThrownBy(() -> calibration.withLevel(0));
        assertThatIllegalArgumentException().isThrownBy(() -> calibration.withLevel(1));
        assertThatIllegalArgumentException().isThrownBy(() -> calibration.withLevel(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> calibration.calibrate(rows, new int[2], seeded()));
        assertThatThrownBy(() -> calibration.calibrate(matrix(new double[0][1]), new int[0], seeded()))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> calibration.calibrate(rows, new int[] {0, -1, 0}, seeded()))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        error -> assertThat(error.row()).hasValue(2));
        assertThatThrownBy(() -> calibration.calibrate(rows, new int[] {0, 3, 0}, seeded()))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> calibration.calibrate(matrix(new double[][] {{Double.NaN}}), new int[1], seeded()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("must be a number");
        NonconformityScore none = row -> new double[0];
        assertThatThrownBy(() -> ConformalCalibration.withScore(none).calibrate(rows, new int[3], seeded()))
                .isInstanceOf(InvalidInputException.class);
        NonconformityScore uneven = row -> new double[1 + (int) row[0]];
        assertThatThrownBy(() -> ConformalCalibration.withScore(uneven)
                        .calibrate(matrix(new double[][] {{1}, {0}}), new int[2], seeded()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("each of the 2 clusters, gave 1");
    }

    @Test
    void cancelledItStops() {
        Cancellation cancellation = Cancellation.create();
        cancellation.cancel();
        RunContext context = seeded().withCancellation(cancellation);
        assertThatThrownBy(() ->
                        ConformalCalibration.withScore(OWN).calibrate(matrix(new double[9][1]), new int[9], context))
                .isInstanceOf(CancelledException.class);
    }

    private static double[][] shuffled(double[][] rows) {
        int[] order = new int[rows.length];
        Arrays.setAll(order, row -> row);
        SeededRandom.of(1).shuffle(order);
        return Arrays.stream(order).mapToObj(row -> rows[row]).toArray(double[][]::new);
    }

    private static FeatureMatrix matrix(double[][] rows) {
        return FeatureMatrix.of(rows);
    }

    private static RunContext seeded() {
        return RunContext.seeded(0);
    }

    /** Customers around four centres, the last one between the others and rare, whose segment is known and who were seen with noise. */
    private static final class Customers {
        final FeatureMatrix observed;
        final int[] segments;

        private Customers(FeatureMatrix observed, int[] segments) {
            this.observed = observed;
            this.segments = segments;
        }

        static Customers draw(int count, long seed) {
            SeededRandom random = SeededRandom.of(seed);
            double[][] rows = new double[count][2];
            int[] segments = new int[count];
            for (int row = 0; row < count; row++) {
                double[] centre = CENTRES[random.nextInt(10) == 0 ? 3 : random.nextInt(3)];
                double[] truth = {centre[0] + random.nextGaussian(), centre[1] + random.nextGaussian()};
                segments[row] = MODEL.assign(truth);
                rows[row][0] = truth[0] + 1.5 * random.nextGaussian();
                rows[row][1] = truth[1] + 1.5 * random.nextGaussian();
            }
            return new Customers(FeatureMatrix.of(rows), segments);
        }
    }

    /** Memberships that fall with the squared distance to the centres. */
    private static class Softmax implements SoftModel {
        @Override
        public double[] memberships(double[] row) {
            double[] shares = new double[CENTRES.length];
            double sum = 0;
            for (int j = 0; j < shares.length; j++) {
                shares[j] = StrictMath.exp(-MODEL.squaredDistance(row, j) / 5);
                sum += shares[j];
            }
            for (int j = 0; j < shares.length; j++) {
                shares[j] /= sum;
            }
            return shares;
        }

        @Override
        public int clusterCount() {
            return CENTRES.length;
        }

        @Override
        public int columnCount() {
            return 2;
        }

        @Override
        public int assign(double[] row) {
            return MODEL.assign(row);
        }

        @Override
        public ModelState state() {
            return MODEL.state();
        }
    }
}
