package io.github.segmentation4j.privacy.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.privacy.accounting.Adjacency;
import io.github.segmentation4j.privacy.ledger.PrivacyCharge;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Counts, sums and means. */
class PrivateNumbersTest {
    private static final RunContext CONTEXT = Answers.CONTEXT;
    private static final int RUNS = 1500;

    private static double[] values(int count) {
        SeededRandom random = SeededRandom.of(11);
        return DoubleStream.generate(() -> random.nextDouble() * 8 - 3)
                .limit(count)
                .toArray();
    }

    private static PrivacyCharge charge(boolean pure, double share, Adjacency adjacency, long seed) {
        return pure ? RecordingLedger.epsilon(share, adjacency, seed) : RecordingLedger.rho(share, adjacency, seed);
    }

    /** Noise is without bias, as wide as it says, and as rarely outside the interval as it says. */
    private static void verifyLaw(double exact, LongFunction<PrivateEstimate> answer) {
        double sum = 0;
        double squares = 0;
        int inside = 0;
        double deviation = 0;
        for (long seed = 0; seed < RUNS; seed++) {
            PrivateEstimate told = answer.apply(seed);
            Statistic.Estimate estimate = (Statistic.Estimate) told.value();
            deviation = told.expectedError().orElseThrow();
            sum += estimate.number() - exact;
            squares += (estimate.number() - exact) * (estimate.number() - exact);
            inside += estimate.lower() <= exact && exact <= estimate.upper() ? 1 : 0;
        }
        // 4.9 standard errors: a false alarm once in 10^6. The square of Laplace noise has a relative deviation of
        // the root of 5, that of Gaussian noise less; the coverage has one of the root of 0.95 x 0.05 / runs.
        assertThat(sum / RUNS).isCloseTo(0, within(4.9 * deviation / Math.sqrt(RUNS)));
        assertThat(squares / RUNS / (deviation * deviation)).isCloseTo(1, within(4.9 * Math.sqrt(5.0 / RUNS)));
        assertThat(inside / (double) RUNS).isGreaterThan(0.95 - 4.9 * Math.sqrt(0.95 * 0.05 / RUNS));
    }

    @ParameterizedTest
    @CsvSource({"true,0.5,ADD_OR_REMOVE", "false,0.1,ADD_OR_REMOVE", "true,0.5,REPLACE", "false,0.1,REPLACE"})
    void noiseOnCountsAndSumsIsWhatItSays(boolean pure, double share, Adjacency adjacency) {
        double[] values = values(300);
        Contributions kept = Contributions.oneRowEach(values.length);
        BitSet some = new BitSet();
        some.set(0, 77);
        PrivateSum sum = PrivateSum.within(-2, 4);
        double exact =
                DoubleStream.of(values).map(v -> Math.max(-2, Math.min(4, v))).sum();
        verifyLaw(
                77,
                seed -> PrivateCount.withDefaults().where(some, kept, charge(pure, share, adjacency, seed), CONTEXT));
        verifyLaw(exact, seed -> sum.of(values, kept, charge(pure, share, adjacency, seed), CONTEXT));
    }

    @ParameterizedTest
    @CsvSource({"true,0.5,ADD_OR_REMOVE", "false,0.1,ADD_OR_REMOVE", "true,0.5,REPLACE", "false,0.1,REPLACE"})
    void meansLieInTheirIntervalsAndAsFarOffAsTheySay(boolean pure, double share, Adjacency adjacency) {
        double[] values = values(300);
        Contributions kept = Contributions.oneRowEach(values.length);
        PrivateMean mean = PrivateMean.within(-2, 4);
        double exact = DoubleStream.of(values)
                .map(v -> Math.max(-2, Math.min(4, v)))
                .average()
                .orElseThrow();
        double squares = 0;
        double expected = 0;
        int inside = 0;
        for (long seed = 0; seed < RUNS; seed++) {
            PrivateEstimate told = mean.of(values, kept, charge(pure, share, adjacency, seed), CONTEXT);
            Statistic.Estimate estimate = (Statistic.Estimate) told.value();
            squares += (estimate.number() - exact) * (estimate.number() - exact);
            expected +=
                    told.expectedError().orElseThrow() * told.expectedError().orElseThrow();
            inside += estimate.lower() <= exact && exact <= estimate.upper() ? 1 : 0;
        }
        // As above, and a tenth for what the first order of a ratio leaves out at 300 rows.
        assertThat(squares / expected).isCloseTo(1, within(0.1 + 4.9 * Math.sqrt(5.0 / RUNS)));
        assertThat(inside / (double) RUNS).isGreaterThan(0.95 - 4.9 * Math.sqrt(0.95 * 0.05 / RUNS));
        assertThat(mean.predict(kept, charge(pure, share, adjacency, 1), 300))
                .isGreaterThanOrEqualTo(Math.sqrt(expected / RUNS) * 0.9);
    }

    @ParameterizedTest
    @CsvSource({"true,1e12", "false,1e24"})
    void withoutNoiseAnswersAreExactOnTheGrid(boolean pure, double share) {
        double[] values = {1, 2.5, -7, 100, 0.25};
        Contributions kept = Contributions.oneRowEach(5);
        for (Adjacency adjacency : Adjacency.values()) {
            PrivacyCharge charge = charge(pure, share, adjacency, 1);
            assertThat(PrivateSum.within(-2, 4)
                            .of(values, kept, charge, CONTEXT)
                            .value()
                            .value())
                    .hasValue(1 + 2.5 - 2 + 4 + 0.25);
            assertThat(PrivateMean.within(-4, 4)
                            .of(values, kept, charge, CONTEXT)
                            .value()
                            .orElseThrow())
                    .isCloseTo((1 + 2.5 - 4 + 4 + 0.25) / 5, within(0x1p-28));
            BitSet two = BitSet.valueOf(new long[] {3});
            assertThat(PrivateCount.withDefaults()
                            .where(two, kept, charge, CONTEXT)
                            .value()
                            .value())
                    .hasValue(2);
        }
    }

    @Test
    void hazard2PrecisionOfASumTellsNothing() {
        double[] coarse = new double[64];
        Arrays.fill(coarse, 32);
        double[] fine = coarse.clone();
        fine[0] = 1.0 / 3;
        double step = Math.scalb(1.0, 6 - 29);
        for (double[] values : new double[][] {coarse, fine}) {
            int odd = 0;
            for (long seed = 0; seed < 400; seed++) {
                double units = PrivateSum.within(0, 64)
                                .of(
                                        values,
                                        Contributions.oneRowEach(64),
                                        RecordingLedger.epsilon(1, Adjacency.ADD_OR_REMOVE, seed),
                                        CONTEXT)
                                .value()
                                .orElseThrow()
                        / step;
                assertThat(units).isEqualTo(Math.rint(units));
                odd += ((long) units & 1) == 1 ? 1 : 0;
            }
            // Even a sum of whole numbers has a random last bit: 400 draws at a half, 4.9 deviations of 10.
            assertThat(odd).isBetween(200 - 49, 200 + 49);
        }
    }

    @Test
    void hazard3OneRowMovesASumByNoMoreThanItsValueWhateverTheOrder() {
        // In floating point, 2^53 + 1 + 1 ... stays 2^53, and one row at the front decides where rounding begins.
        PrivateSum sum = PrivateSum.within(-1, 1);
        double[] values = new double[2001];
        Arrays.fill(values, 1 - 0x1p-20);
        values[2000] = 1;
        double[] moved = values.clone();
        moved[0] = 1;
        moved[2000] = 1 - 0x1p-20;
        double[] without = Arrays.copyOf(values, 2000);
        Checkpoint none = Checkpoint.none();
        long all = sum.exact(values, Contributions.oneRowEach(2001), none)[0];
        assertThat(sum.exact(moved, Contributions.oneRowEach(2001), none)[0]).isEqualTo(all);
        assertThat(all - sum.exact(without, Contributions.oneRowEach(2000), none)[0])
                .isEqualTo(sum.sensitivity(Contributions.oneRowEach(1), Adjacency.ADD_OR_REMOVE)
                        .l1());
    }

    @Test
    void hazard10MissingBoundsAreRefused() {
        double[][] missing = {
            {Double.NaN, 1},
            {0, Double.NaN},
            {Double.NEGATIVE_INFINITY, 1},
            {0, Double.POSITIVE_INFINITY},
            {1, 1},
            {2, 1},
            {0, Double.MIN_VALUE}
        };
        for (double[] bounds : missing) {
            assertThatThrownBy(() -> PrivateSum.within(bounds[0], bounds[1]))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> PrivateMean.within(bounds[0], bounds[1]))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> PrivateQuantiles.within(bounds[0], bounds[1]))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> PrivateProfiles.within(new double[] {0, bounds[0]}, new double[] {1, bounds[1]}))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> PrivateProfiles.within(new double[0], new double[0]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PrivateProfiles.within(new double[1], new double[2]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void boundsTooCloseForTheirSizeAreRefused() {
        PrivacyCharge charge = RecordingLedger.epsilon(1, Adjacency.REPLACE, 1);
        assertThatThrownBy(() -> PrivateSum.within(1e12, 1e12 + 1)
                        .of(new double[2], Contributions.oneRowEach(2), charge, CONTEXT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nothing to hide");
    }

    @Test
    void theNumberOfReplacedCustomersIsPublicAndNotSold() {
        PrivacyCharge charge = RecordingLedger.epsilon(1, Adjacency.REPLACE, 1);
        Contributions one = Contributions.oneRowEach(50);
        assertThatThrownBy(() -> PrivateCount.withDefaults().of(one, charge, CONTEXT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("public");
        for (int most : new int[] {1, 3}) {
            Contributions rows = ContributionBounds.rows(most).of(new int[50], CONTEXT);
            assertThat(PrivateCount.withDefaults()
                            .of(rows, charge, CONTEXT)
                            .value()
                            .value())
                    .isPresent();
        }
    }

    @Test
    void hazard8AMeanOfReplacedCustomersWhoMayHaveNoRowsDoesNotTellTheirNumber() {
        PrivacyCharge charge = RecordingLedger.epsilon(0.2, Adjacency.REPLACE, 1);
        int[] customers = IntStream.range(0, 1000).toArray();
        Contributions bounded = ContributionBounds.rows(1).of(customers, CONTEXT);
        PrivateMean mean = PrivateMean.within(0, 1);
        // The count takes a fifth of the share; where it is public the sum has all of it.
        assertThat(mean.predict(bounded, charge, 1000))
                .isGreaterThan(1.2 * mean.predict(Contributions.oneRowEach(1000), charge, 1000));
        PrivateSum sum = PrivateSum.within(50, 100);
        assertThat(sum.predict(bounded, charge))
                .isGreaterThan(1.9 * sum.predict(Contributions.oneRowEach(1000), charge));
    }

    @ParameterizedTest
    @EnumSource(Adjacency.class)
    void noRowsGiveNoMeanAndASumOfNoise(Adjacency adjacency) {
        PrivacyCharge charge = RecordingLedger.epsilon(1, adjacency, 1);
        Contributions none = Contributions.oneRowEach(0);
        assertThat(PrivateMean.within(0, 1)
                        .of(new double[0], none, charge, CONTEXT)
                        .value())
                .isInstanceOf(Statistic.Undetermined.class);
        assertThat(PrivateSum.within(0, 1)
                        .of(new double[0], none, charge, CONTEXT)
                        .value()
                        .value())
                .isPresent();
    }

    @ParameterizedTest
    @EnumSource(Adjacency.class)
    void onlyKeptRowsCountInAMean(Adjacency adjacency) {
        int[] customers = {0, 0, 0, 0, 1, 1, 2};
        double[] values = {4, 4, 4, 4, 1, 1, 1};
        PrivacyCharge exact = RecordingLedger.epsilon(1e12, adjacency, 1);
        assertThat(PrivateMean.within(0, 8)
                        .of(values, ContributionBounds.rows(1).of(customers, CONTEXT), exact, CONTEXT)
                        .value()
                        .orElseThrow())
                .isCloseTo(2, within(1e-7));
    }

    @Test
    void hugeAndUnevenBoundsStayFinite() {
        double[] values = {Double.MAX_VALUE, -Double.MAX_VALUE, 5};
        Contributions kept = Contributions.oneRowEach(3);
        PrivacyCharge charge = RecordingLedger.epsilon(1e12, Adjacency.REPLACE, 1);
        assertThat(PrivateMean.within(-1e308, 1e308)
                        .of(values, kept, charge, CONTEXT)
                        .value()
                        .orElseThrow())
                .isCloseTo(0, within(1e300));
        assertThat(PrivateMean.within(1, 1e-3 + 1)
                        .of(values, kept, charge, CONTEXT)
                        .value()
                        .orElseThrow())
                .isCloseTo(1 + 2e-3 / 3, within(1e-9));
    }

    @Test
    void answersDifferFromCallToCallByDefault() {
        PrivacyCharge charge = PrivacyCharge.ofEpsilon(0.001, new RecordingLedger(Adjacency.REPLACE), "customers");
        Set<Double> told = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            told.add(PrivateSum.within(0, 1)
                    .of(new double[5], Contributions.oneRowEach(5), charge, CONTEXT)
                    .value()
                    .orElseThrow());
        }
        assertThat(told).hasSize(20);
    }
}
