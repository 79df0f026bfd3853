package io.github.segmentation4j.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.feature.Feature;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.internal.statistic.StandardNormal;
import io.github.segmentation4j.internal.statistic.TwoByTwo;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.TDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The comparison of a segment with all others: intervals, tests and their correction. */
class FeatureComparisonTest {
    private static final RunContext CONTEXT = RunContext.seeded(1);

    private static List<FeatureProfile> column(double[] values, int[] labels, int segments) {
        FeatureMatrix matrix = FeatureMatrix.of(
                Arrays.stream(values).mapToObj(value -> new double[] {value}).toArray(double[][]::new));
        return SegmentProfile.of(matrix, labels, segments, CONTEXT).stream()
                .map(profile -> profile.features().get(0))
                .toList();
    }

    private static double[] skewed(long seed, int rows) {
        SeededRandom random = SeededRandom.of(seed);
        return IntStream.range(0, rows).mapToDouble(row -> exponential(random)).toArray();
    }

    private static double exponential(SeededRandom random) {
        return -StrictMath.log(1 - random.nextDouble());
    }

    private static int[] labels(long seed, int rows, int segments) {
        SeededRandom random = SeededRandom.of(seed);
        return IntStream.range(0, rows).map(row -> random.nextInt(segments)).toArray();
    }

    private static Statistic.Estimate estimate(Statistic statistic) {
        assertThat(statistic).isInstanceOf(Statistic.Estimate.class);
        return (Statistic.Estimate) statistic;
    }

    private static void assertSame(Statistic one, Statistic other, double scale) {
        assertThat(one.getClass()).isEqualTo(other.getClass());
        if (one instanceof Statistic.Undetermined) {
            assertThat(one).isEqualTo(other);
            return;
        }
        assertThat(one.orElseThrow()).isCloseTo(scale * other.orElseThrow(), within(1e-9));
        if (one instanceof Statistic.Estimate) {
            double[] ends = {
                scale * estimate(other).lower(), scale * estimate(other).upper()
            };
            Arrays.sort(ends);
            assertThat(estimate(one).lower()).isCloseTo(ends[0], within(1e-9));
            assertThat(estimate(one).upper()).isCloseTo(ends[1], within(1e-9));
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1000", "-1, 0", "1e-3, -7", "-1e6, 3e6", "1e-180, 0", "1e150, 0"})
    void neitherUnitNorOriginChangesTheComparison(double scale, double shift) {
        double[] values = skewed(5, 120);
        int[] labels = labels(6, 120, 3);
        List<FeatureProfile> moved =
                column(Arrays.stream(values).map(value -> scale * value + shift).toArray(), labels, 3);
        List<FeatureProfile> plain = column(values, labels, 3);
        for (int s = 0; s < 3; s++) {
            assertSame(moved.get(s).difference(), plain.get(s).difference(), Math.signum(scale));
            assertSame(moved.get(s).adjustedP(), plain.get(s).adjustedP(), 1);
            assertThat(moved.get(s).deviation().orElseThrow() / Math.abs(scale))
                    .isCloseTo(plain.get(s).deviation().orElseThrow(), within(1e-9));
        }
    }

    @Test
    void ofTwoSegmentsEachIsTheMirrorOfTheOther() {
        double[] numbers = skewed(7, 90);
        double[] flags = Arrays.stream(numbers).map(value -> value > 1 ? 1 : 0).toArray();
        int[] labels = labels(8, 90, 2);
        for (double[] values : List.of(numbers, flags)) {
            List<FeatureProfile> profiles = column(values, labels, 2);
            assertSame(profiles.get(0).difference(), profiles.get(1).difference(), -1);
            assertSame(profiles.get(0).adjustedP(), profiles.get(1).adjustedP(), 1);
            assertSame(profiles.get(0).shareDifference(), profiles.get(1).shareDifference(), -1);
        }
    }

    @Test
    void theOrderOfTheRowsDoesNotMatter() {
        double[] values = skewed(9, 200);
        int[] labels = labels(10, 200, 4);
        int[] order = IntStream.range(0, 200).toArray();
        SeededRandom.of(11).shuffle(order);
        List<FeatureProfile> plain = column(values, labels, 4);
        List<FeatureProfile> shuffled = column(
                Arrays.stream(order).mapToDouble(row -> values[row]).toArray(),
                Arrays.stream(order).map(row -> labels[row]).toArray(),
                4);
        for (int s = 0; s < 4; s++) {
            assertSame(shuffled.get(s).difference(), plain.get(s).difference(), 1);
            assertSame(shuffled.get(s).adjustedP(), plain.get(s).adjustedP(), 1);
            assertThat(shuffled.get(s).median()).isEqualTo(plain.get(s).median());
        }
    }

    /** Each customer's pull on the difference, found by giving the customer a little more weight on its side. */
    @Test
    void theIntervalOfANumberIsThatOfTheDeltaMethodByBruteForce() {
        double[] own = skewed(12, 30);
        double[] rest =
                Arrays.stream(skewed(13, 50)).map(value -> 1 + 2 * value).toArray();
        double[] values = IntStream.range(0, 80)
                .mapToDouble(i -> i < 30 ? own[i] : rest[i - 30])
                .toArray();
        int[] labels = IntStream.range(0, 80).map(i -> i < 30 ? 0 : 1).toArray();
        double ownError = pulls(own, 30 / 80.0, rest, true);
        double restError = pulls(rest, 30 / 80.0, own, false);
        double weight = ownError / (ownError + restError);
        double freedom = 1 / (weight * weight / 29 + (1 - weight) * (1 - weight) / 49);
        double half =
                Math.sqrt(ownError + restError) * new TDistribution(null, freedom).inverseCumulativeProbability(0.975);
        Statistic.Estimate found = estimate(column(values, labels, 2).get(0).difference());
        double scale = Math.sqrt(3 / 8.0 * 5 / 8.0);
        double correlation = found.number() * scale;
        double transformed = StrictMath.log((1 + correlation) / (1 - correlation)) / 2;
        double stretched = half * scale / (1 - correlation * correlation);
        assertThat(found.upper()).isCloseTo(StrictMath.tanh(transformed + stretched) / scale, within(1e-6));
        assertThat(found.lower()).isCloseTo(StrictMath.tanh(transformed - stretched) / scale, within(1e-6));
        assertThat(found.confidence()).isEqualTo(0.95);
    }

    private static double pulls(double[] side, double share, double[] other, boolean isOwn) {
        double step = 1e-5;
        double squares = 0;
        for (int i = 0; i < side.length; i++) {
            double pull = (weighted(side, i, step, share, other, isOwn) - weighted(side, i, -step, share, other, isOwn))
                    / (2 * step);
            squares += pull * pull;
        }
        return squares / side.length / (side.length - 1);
    }

    /** The difference with the weight of one customer raised from 1/n to (1 - step)/n + step. */
    private static double weighted(
            double[] side, int customer, double step, double share, double[] other, boolean isOwn) {
        double[] first = meanAndVariance(side, customer, step);
        double[] second = meanAndVariance(other, 0, 0);
        double[] own = isOwn ? first : second;
        double[] rest = isOwn ? second : first;
        double gap = own[0] - rest[0];
        double variance = share * own[1] + (1 - share) * rest[1] + share * (1 - share) * gap * gap;
        return gap / Math.sqrt(variance);
    }

    private static double[] meanAndVariance(double[] values, int customer, double step) {
        double mean = step * values[customer];
        double square = step * values[customer] * values[customer];
        for (double value : values) {
            mean += (1 - step) * value / values.length;
            square += (1 - step) * value * value / values.length;
        }
        return new double[] {mean, square - mean * mean};
    }

    /** Coverage of the intervals of 95 %, of 2,000 draws. */
    private static double coverage(
            long seed,
            int own,
            int rest,
            boolean isYesNo,
            ToDoubleFunction<SeededRandom> ownDraw,
            ToDoubleFunction<SeededRandom> restDraw,
            double truth) {
        SeededRandom random = SeededRandom.of(seed);
        int[] labels = IntStream.range(0, own + rest).map(i -> i < own ? 0 : 1).toArray();
        int held = 0;
        for (int draw = 0; draw < 2_000; draw++) {
            double[] values = new double[own + rest];
            for (int i = 0; i < values.length; i++) {
                values[i] = (i < own ? ownDraw : restDraw).applyAsDouble(random);
            }
            FeatureProfile profile = column(values, labels, 2).get(0);
            assertThat(profile.kind() == FeatureProfile.Kind.YES_NO).isEqualTo(isYesNo);
            Statistic.Estimate estimate = estimate(profile.difference());
            held += estimate.lower() <= truth && truth <= estimate.upper() ? 1 : 0;
        }
        return held / 2_000.0;
    }

    private static double truth(double share, double gap, double ownVariance, double restVariance) {
        return gap / Math.sqrt(share * ownVariance + (1 - share) * restVariance + share * (1 - share) * gap * gap);
    }

    /**
     * With 2,000 draws and a coverage of .95 the standard error is .0049; 3.3 of them are passed once in 1,000. The
     * method is exact in the limit only: here up to .015 are granted for small samples.
     */
    @Test
    void intervalsCoverForUnequalVariancesAndForSharesNearTheEnds() {
        double least = 0.95 - 0.015 - 0.016;
        double most = 0.95 + 0.015 + 0.016;
        ToDoubleFunction<SeededRandom> normal = SeededRandom::nextGaussian;
        assertThat(coverage(
                        1, 40, 160, false, r -> 2 + r.nextGaussian(), r -> 3 * r.nextGaussian(), truth(.2, 2, 1, 9)))
                .isBetween(least, most);
        assertThat(coverage(2, 40, 160, false, r -> 2 + 3 * r.nextGaussian(), normal, truth(.2, 2, 9, 1)))
                .isBetween(least, most);
        assertThat(coverage(3, 50, 50, false, r -> 5 + r.nextGaussian(), normal, truth(.5, 5, 1, 1)))
                .isBetween(least, most);
        for (double[] p : new double[][] {{.5, .05}, {.95, .05}, {.1, .02}, {.02, .2}, {.3, .3}}) {
            double truth = truth(.2, p[0] - p[1], p[0] * (1 - p[0]), p[1] * (1 - p[1]));
            assertThat(coverage(
                            8,
                            50,
                            200,
                            true,
                            r -> r.nextDouble() < p[0] ? 1 : 0,
                            r -> r.nextDouble() < p[1] ? 1 : 0,
                            truth))
                    .isBetween(least, most);
        }
    }

    /** Of 50 exponential values the third and fourth moments are known badly: .93 is granted, and .016 for the draws. */
    @Test
    void intervalsOfSkewedNumbersCoverAlmostAsOften() {
        ToDoubleFunction<SeededRandom> one = FeatureComparisonTest::exponential;
        ToDoubleFunction<SeededRandom> three = random -> 3 * exponential(random);
        assertThat(coverage(4, 50, 150, false, one, one, 0)).isBetween(0.914, 0.98);
        assertThat(coverage(5, 50, 150, false, three, one, truth(.25, 2, 9, 1))).isBetween(0.914, 0.98);
        assertThat(coverage(6, 50, 150, false, one, three, truth(.25, -2, 1, 9)))
                .isBetween(0.914, 0.98);
    }

    /** Newcombe's own example, table II of his paper: 56 of 70 against 48 of 80, by method 10. */
    @Test
    void theDifferenceOfSharesHasNewcombesInterval() {
        Statistic.Estimate found = estimate(new ShareComparison(new TwoByTwo(56, 70, 48, 80)).difference());
        assertThat(found.number()).isCloseTo(0.2, within(1e-12));
        assertThat(found.lower()).isCloseTo(0.0524, within(5e-5));
        assertThat(found.upper()).isCloseTo(0.3339, within(5e-5));
    }

    @Test
    void forManyCustomersTheTwoIntervalsOfAShareAgree() {
        int n = 40_000;
        double[] values = IntStream.range(0, n)
                .mapToDouble(i -> i % 4 == 0 ? i % 8 == 0 ? 1 : 0 : i % 5 == 0 ? 1 : 0)
                .toArray();
        int[] labels = IntStream.range(0, n).map(i -> i % 4 == 0 ? 0 : 1).toArray();
        Statistic.Estimate score = estimate(column(values, labels, 2).get(0).difference());
        // The same numbers twice as large are no flags.
        Statistic.Estimate delta =
                estimate(column(Arrays.stream(values).map(v -> 2 * v).toArray(), labels, 2)
                        .get(0)
                        .difference());
        assertThat(score.number()).isCloseTo(delta.number(), within(1e-12));
        assertThat(score.lower()).isCloseTo(delta.lower(), within(0.01 * (delta.upper() - delta.lower())));
        assertThat(score.upper()).isCloseTo(delta.upper(), within(0.01 * (delta.upper() - delta.lower())));
    }

    /** The probabilities again from the textbook formulas, and Holm's correction as its definition says. */
    @Test
    void adjustedProbabilitiesAreThoseOfBruteForce() {
        int rows = 150;
        int segments = 3;
        double[][] matrix = new double[rows][3];
        int[] labels = labels(20, rows, segments);
        double[] skewed = skewed(21, rows);
        SeededRandom random = SeededRandom.of(22);
        for (int i = 0; i < rows; i++) {
            matrix[i][0] = skewed[i] * (labels[i] == 0 ? 1.5 : 1);
            matrix[i][1] = random.nextGaussian() + 0.4 * labels[i];
            matrix[i][2] = random.nextDouble() < 0.3 + 0.1 * labels[i] ? 1 : 0;
        }
        List<SegmentProfile> profiles = SegmentProfile.of(FeatureMatrix.of(matrix), labels, segments, CONTEXT);
        List<double[]> tests = new ArrayList<>();
        for (int c = 0; c < 3; c++) {
            for (int s = 0; s < segments; s++) {
                double adjusted = profiles.get(s).features().get(c).adjustedP().orElseThrow();
                tests.add(new double[] {probability(matrix, labels, c, s), adjusted});
            }
        }
        for (double[] test : tests) {
            double expected = 0;
            for (double[] smaller : tests) {
                if (smaller[0] <= test[0]) {
                    long before = tests.stream()
                            .filter(other -> other[0] < smaller[0])
                            .count();
                    expected = Math.max(expected, Math.min(1, (tests.size() - before) * smaller[0]));
                }
                if (smaller[0] < test[0]) {
                    assertThat(smaller[1]).isLessThanOrEqualTo(test[1]);
                }
            }
            assertThat(test[1]).isCloseTo(expected, within(1e-10)).isGreaterThanOrEqualTo(test[0] - 1e-10);
        }
    }

    private static double probability(double[][] matrix, int[] labels, int column, int segment) {
        double[] own = IntStream.range(0, labels.length)
                .filter(i -> labels[i] == segment)
                .mapToDouble(i -> matrix[i][column])
                .toArray();
        double[] rest = IntStream.range(0, labels.length)
                .filter(i -> labels[i] != segment)
                .mapToDouble(i -> matrix[i][column])
                .toArray();
        if (column == 2) {
            return new TwoByTwo(
                            (long) Arrays.stream(own).sum(),
                            own.length,
                            (long) Arrays.stream(rest).sum(),
                            rest.length)
                    .twoSidedP();
        }
        double gap = Math.abs(Arrays.stream(own).average().orElseThrow()
                - Arrays.stream(rest).average().orElseThrow());
        double a = sampleVariance(own) / own.length;
        double b = sampleVariance(rest) / rest.length;
        double freedom = (a + b) * (a + b) / (a * a / (own.length - 1) + b * b / (rest.length - 1));
        double welch = 2 * new TDistribution(null, freedom).cumulativeProbability(-gap / Math.sqrt(a + b));
        double[] all = Arrays.stream(matrix).mapToDouble(row -> row[column]).toArray();
        double drawError = Math.sqrt(sampleVariance(all) * (1.0 / own.length + 1.0 / rest.length));
        double draw = StandardNormal.twoSidedTail(gap / drawError);
        return Math.max(welch, draw);
    }

    private static double sampleVariance(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        return Arrays.stream(values)
                        .map(value -> (value - mean) * (value - mean))
                        .sum()
                / (values.length - 1);
    }

    /**
     * Labels drawn at random set nothing apart. At 5 % each of 200 profiles may be wrong: 10 expected, standard error
     * 3.1, and 20 or more would come by chance once in 500 if the level were met to the full.
     */
    @ParameterizedTest
    @ValueSource(ints = {80, 400})
    void labelsAtRandomSeldomSetAnythingApart(int rows) {
        int alarms = 0;
        for (int seed = 0; seed < 200; seed++) {
            SeededRandom random = SeededRandom.of(SeededRandom.derive(31, seed));
            double[][] matrix = new double[rows][6];
            for (double[] row : matrix) {
                row[0] = random.nextGaussian();
                row[1] = row[0] + random.nextGaussian();
                row[2] = exponential(random);
                row[3] = StrictMath.exp(random.nextGaussian());
                row[4] = random.nextDouble() < 0.5 ? 1 : 0;
                row[5] = random.nextDouble() < 0.05 ? 1 : 0;
            }
            int[] labels =
                    IntStream.range(0, rows).map(row -> random.nextInt(4)).toArray();
            boolean alarm = SegmentProfile.of(FeatureMatrix.of(matrix), labels, 4, CONTEXT).stream()
                    .flatMap(profile -> profile.features().stream())
                    .anyMatch(feature -> feature.adjustedP().value().orElse(1) < FeatureProfile.SIGNIFICANCE_LEVEL);
            alarms += alarm ? 1 : 0;
        }
        assertThat(alarms).isLessThan(20);
    }

    @Test
    void momentsOfPartsCombineToThoseOfAll() {
        double[] values = skewed(41, 60);
        for (int cut : new int[] {0, 1, 17, 60}) {
            CentralMoments both = moments(values, 0, cut).and(moments(values, cut, 60));
            CentralMoments all = moments(values, 0, 60);
            assertThat(both.count()).isEqualTo(60);
            assertThat(both.mean()).isCloseTo(all.mean(), within(1e-12));
            assertThat(both.squares()).isCloseTo(all.squares(), within(1e-9));
            assertThat(both.cubes()).isCloseTo(all.cubes(), within(1e-9));
            assertThat(both.fourths()).isCloseTo(all.fourths(), within(1e-9));
        }
    }

    private static CentralMoments moments(double[] values, int from, int to) {
        double mean = Arrays.stream(values, from, to).average().orElse(0);
        double[] powers = new double[3];
        for (int i = from; i < to; i++) {
            double gap = values[i] - mean;
            powers[0] += gap * gap;
            powers[1] += gap * gap * gap;
            powers[2] += gap * gap * gap * gap;
        }
        return new CentralMoments(to - from, mean, powers[0], powers[1], powers[2]);
    }

    @Test
    void customersInNoSegmentBelongToAllOthers() {
        double[] values = skewed(51, 90);
        int[] labels = labels(52, 90, 3);
        int[] noise = Arrays.stream(labels)
                .map(label -> label == 2 ? Clustering.NOISE : label)
                .toArray();
        List<FeatureProfile> named = column(values, labels, 3);
        List<FeatureProfile> left = column(values, noise, 2);
        for (int s = 0; s < 2; s++) {
            assertThat(left.get(s).difference()).isEqualTo(named.get(s).difference());
        }
    }

    @Test
    void whatCannotBeTestedSaysWhy() {
        FeatureProfile single =
                column(new double[] {1, 2, 3}, new int[] {0, 1, 1}, 2).get(0);
        assertThat(single.difference()).as("no interval from one value").isInstanceOf(Statistic.Value.class);
        assertThat(single.adjustedP()).isInstanceOf(Statistic.Undetermined.class);
        assertThat(single.isDistinct(0)).isFalse();

        FeatureProfile constant =
                column(new double[] {0.1, 0.1, 0.1}, new int[] {0, 0, 1}, 2).get(0);
        assertThat(constant.difference()).isEqualTo(Statistic.undetermined("all values are equal"));
        assertThat(constant.adjustedP()).isEqualTo(constant.difference());
        assertThat(constant.deviation()).isEqualTo(Statistic.of(0));
        assertThat(constant.mean()).isEqualTo(Statistic.of(0.1));

        FeatureProfile everybody =
                column(new double[] {1, 1, 1}, new int[] {0, 0, 1}, 2).get(0);
        assertThat(estimate(everybody.shareDifference()).number()).isZero();
        assertThat(everybody.adjustedP()).isInstanceOf(Statistic.Undetermined.class);

        FeatureProfile alone = column(new double[] {1, 0, 1}, new int[3], 1).get(0);
        assertThat(List.of(alone.difference(), alone.shareDifference(), alone.adjustedP()))
                .containsOnly(Statistic.undetermined("no value is known outside this segment"));

        FeatureProfile oneRow = column(new double[] {4}, new int[1], 1).get(0);
        assertThat(oneRow.typical()).isEqualTo(Statistic.of(4));
        assertThat(oneRow.deviation()).isEqualTo(Statistic.of(0));

        FeatureProfile missing = column(new double[] {Double.NaN, Double.NaN}, new int[] {0, 1}, 2)
                .get(0);
        assertThat(missing.missing()).isEqualTo(1);
        assertThat(missing.deviation()).isInstanceOf(Statistic.Undetermined.class);
        assertThat(missing.adjustedP()).isEqualTo(missing.mean());

        FeatureProfile huge = column(new double[] {1e308, -1e308, 1.5e308, 1e308}, new int[] {0, 0, 1, 1}, 2)
                .get(0);
        assertThat(huge.difference().value().orElse(0)).isFinite();
    }

    @Test
    void segmentsWithoutAnySpreadHaveNoIntervalAndAreJudgedByADrawAtRandom() {
        double[] values =
                IntStream.range(0, 40).mapToDouble(i -> i < 20 ? 3 : 5).toArray();
        int[] labels = IntStream.range(0, 40).map(i -> i < 20 ? 0 : 1).toArray();
        FeatureProfile profile = column(values, labels, 2).get(0);
        assertThat(profile.difference()).isEqualTo(Statistic.of(-2));
        // A correlation of 1 in 40 customers is the square root of 39 standard errors; two tests are corrected for.
        assertThat(profile.adjustedP().orElseThrow())
                .isCloseTo(2 * StandardNormal.twoSidedTail(Math.sqrt(39)), within(1e-20));
        assertThat(profile.isDistinct(0.5)).isTrue();
    }

    @Test
    void aLargeDifferenceOfFewCustomersIsNotDistinctAndThatOfManyIs() {
        for (int rows : new int[] {6, 600}) {
            double[] values = IntStream.range(0, rows)
                    .mapToDouble(i -> i % 6 + (i % 2 == 0 ? 2 : 0))
                    .toArray();
            int[] labels = IntStream.range(0, rows).map(i -> i % 2).toArray();
            FeatureProfile profile = column(values, labels, 2).get(0);
            assertThat(profile.difference().orElseThrow()).isGreaterThan(0.5);
            assertThat(profile.isDistinct(0.5)).isEqualTo(rows == 600);
            assertThat(profile.isDistinct(2)).isFalse();
        }
    }

    @Test
    void theFeatureIsKept() {
        Feature spend = Feature.of("spend").withUnit("EUR");
        FeatureMatrix matrix = FeatureMatrix.of(List.of(spend), new double[][] {{1}, {2}, {5}, {6}});
        assertThat(SegmentProfile.of(matrix, new int[] {0, 0, 1, 1}, 2, CONTEXT)
                        .get(1)
                        .features()
                        .get(0)
                        .feature())
                .isEqualTo(spend);
    }
}
