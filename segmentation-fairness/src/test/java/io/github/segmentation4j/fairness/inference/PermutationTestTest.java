package io.github.segmentation4j.fairness.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.Cancellation;
import io.github.segmentation4j.run.CancelledException;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PermutationTestTest {

    /** How far the means of two groups lie apart. */
    private static double gap(int[] groups, double[] values) {
        double[] sums = new double[2];
        int[] sizes = new int[2];
        for (int i = 0; i < groups.length; i++) {
            sums[groups[i]] += values[i];
            sizes[groups[i]]++;
        }
        return Math.abs(sums[0] / sizes[0] - sums[1] / sizes[1]);
    }

    private static int[] halves(int size) {
        int[] groups = new int[size];
        Arrays.fill(groups, size / 2, size, 1);
        return groups;
    }

    /**
     * 2,000 samples without a difference, 19 permutations each: the 20 possible probabilities are as likely as each
     * other. Chi-squared with 19 degrees of freedom exceeds 43.82 once in 1,000 times.
     */
    @Test
    void probabilityIsUniformWithoutADifference() {
        SeededRandom random = SeededRandom.of(3);
        int[] groups = halves(12);
        int samples = 2000;
        int[] seen = new int[21];
        for (int sample = 0; sample < samples; sample++) {
            double[] values = new double[12];
            Arrays.setAll(values, i -> random.nextGaussian());
            TestResult result = PermutationTest.withPermutations(19)
                    .test(groups, dealt -> gap(dealt, values), RunContext.seeded(sample));
            seen[(int) Math.round(result.pValue() * 20)]++;
        }
        double chiSquared = 0;
        for (int i = 1; i <= 20; i++) {
            chiSquared += (seen[i] - samples / 20.0) * (seen[i] - samples / 20.0) / (samples / 20.0);
        }
        assertThat(seen[0]).isZero();
        assertThat(chiSquared).isLessThan(43.82);
    }

    /**
     * 7 of 10 against 2 of 10: with groups of equal size Fisher orders the tables as the gap does. The bound is 3.9
     * standard errors, exceeded once in 10,000 times. The values are thirds, so that ties differ by rounding.
     */
    @Test
    void agreesWithFisherOnHitsAndCountsTiesAsExtreme() {
        int permutations = 20_000;
        double[] values = new double[20];
        Arrays.fill(values, 0, 7, 1 / 3.0);
        Arrays.fill(values, 10, 12, 1 / 3.0);
        double exact = TwoProportions.of(7, 10, 2, 10).fisherExact().pValue();
        double p = PermutationTest.withPermutations(permutations)
                .test(halves(20), dealt -> gap(dealt, values), RunContext.seeded(1))
                .pValue();
        assertThat(p).isCloseTo(exact, within(3.9 * Math.sqrt(exact * (1 - exact) / permutations)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void sameProbabilityForAnyThreadCount(int threads) {
        double[] values = new double[50];
        Arrays.setAll(values, i -> i % 7 + (i < 25 ? 0 : 1));
        PermutationTest test = PermutationTest.withPermutations(501);
        TestResult alone = test.test(halves(50), dealt -> gap(dealt, values), RunContext.seeded(9));
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            assertThat(test.test(
                            halves(50),
                            dealt -> gap(dealt, values),
                            RunContext.seeded(9).withExecutor(pool, threads)))
                    .isEqualTo(alone);
        } finally {
            pool.shutdownNow();
        }
        assertThat(alone.pValue()).isLessThan(0.5);
    }

    @Test
    void groupsKeepTheirSizesAndTheCallerHisRows() {
        int[] groups = {2, 2, 2, -1, 5, 5, 2};
        int[] sorted = groups.clone();
        Arrays.sort(sorted);
        List<int[]> wrong = new ArrayList<>();
        PermutationTest.withPermutations(50)
                .test(
                        groups,
                        dealt -> {
                            int[] copy = dealt.clone();
                            Arrays.sort(copy);
                            if (!Arrays.equals(copy, sorted)) {
                                wrong.add(copy);
                            }
                            return 0;
                        },
                        RunContext.seeded(4));
        assertThat(wrong).isEmpty();
        assertThat(groups).containsExactly(2, 2, 2, -1, 5, 5, 2);
    }

    @Test
    void oneGroupOneRowOrNoRowIsNoEvidence() {
        PermutationTest test = PermutationTest.withPermutations(99);
        for (int[] groups : new int[][] {{}, {1}, {1, 1, 1}}) {
            assertThat(test.test(groups, dealt -> dealt.length, RunContext.seeded(1))
                            .pValue())
                    .isEqualTo(1);
        }
        TestResult broken = test.test(new int[] {0, 1}, dealt -> Double.NaN, RunContext.seeded(1));
        assertThat(broken.pValue()).isEqualTo(1);
        assertThat(broken.statistic()).isInstanceOf(Statistic.Undetermined.class);
    }

    @Test
    void aPermutationWithoutANumberCountsAsExtreme() {
        AtomicInteger calls = new AtomicInteger();
        TestResult result = PermutationTest.withPermutations(9)
                .test(halves(6), dealt -> calls.getAndIncrement() == 0 ? 1 : Double.NaN, RunContext.seeded(1));
        assertThat(result.pValue()).isEqualTo(1);
    }

    @Test
    void stopsWhenCancelled() {
        Cancellation cancellation = Cancellation.create();
        AtomicInteger calls = new AtomicInteger();
        assertThatThrownBy(() -> PermutationTest.withPermutations(1_000_000)
                        .test(
                                halves(10),
                                dealt -> {
                                    if (calls.incrementAndGet() == 5) {
                                        cancellation.cancel();
                                    }
                                    return 0;
                                },
                                RunContext.seeded(1).withCancellation(cancellation)))
                .isInstanceOf(CancelledException.class);
        assertThat(calls).hasValue(5);
    }

    @Test
    void reportsFromNothingToAll() {
        List<Long> done = new ArrayList<>();
        PermutationTest.withPermutations(700)
                .test(halves(4), dealt -> 0, RunContext.seeded(1).withListener(progress -> done.add(progress.done())));
        assertThat(done).isSorted().startsWith(0L).endsWith(700L);
        assertThatThrownBy(() -> PermutationTest.withPermutations(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
