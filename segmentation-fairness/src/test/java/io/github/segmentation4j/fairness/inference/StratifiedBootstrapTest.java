package io.github.segmentation4j.fairness.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.Cancellation;
import io.github.segmentation4j.run.CancelledException;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StratifiedBootstrapTest {
    private static final RunContext CONTEXT = RunContext.seeded(6);

    private static double mean(int[] rows, double[] values) {
        double sum = 0;
        for (int row : rows) {
            sum += values[row];
        }
        return sum / rows.length;
    }

    @Test
    void noGroupIsEverLostHoweverSmall() {
        int[] groups = {3, 3, -1, 3, 7, 3, 7, 3};
        AtomicInteger strangers = new AtomicInteger();
        StratifiedBootstrap.withResamples(200)
                .estimate(
                        groups,
                        rows -> {
                            for (int i = 0; i < groups.length; i++) {
                                strangers.addAndGet(groups[rows[i]] == groups[i] ? 0 : 1);
                            }
                            return 0;
                        },
                        CONTEXT);
        assertThat(strangers).hasValue(0);
    }

    /**
     * A share of 30 of 100 is resampled as a binomial share, whose quantiles of 2.5 and 97.5 % are .21 and .39; with
     * 4,000 resamples the quantile found is at most one step off but for once in more than 10,000 times.
     */
    @Test
    void percentilesAreThoseOfTheBinomial() {
        double[] values = new double[100];
        Arrays.fill(values, 0, 30, 1);
        Statistic.Estimate share = (Statistic.Estimate)
                StratifiedBootstrap.withResamples(4000).estimate(new int[100], rows -> mean(rows, values), CONTEXT);
        assertThat(share.number()).isCloseTo(0.3, within(1e-12));
        assertThat(share.lower()).isBetween(0.2 - 1e-9, 0.22 + 1e-9);
        assertThat(share.upper()).isBetween(0.38 - 1e-9, 0.4 + 1e-9);
    }

    /** Between strata nothing is resampled, so a statistic of stratum sizes alone has no uncertainty. */
    @Test
    void whatIsConstantWithinStrataIsCertain() {
        int[] strata = {0, 0, 0, 1, 1};
        double[] values = {2, 2, 2, 5, 5};
        Statistic.Estimate mean = (Statistic.Estimate)
                StratifiedBootstrap.withResamples(100).estimate(strata, rows -> mean(rows, values), CONTEXT);
        assertThat(mean.lower()).isEqualTo(mean.upper()).isEqualTo(mean.number());
    }

    @Test
    void basicIntervalIsTheMirroredOne() {
        SeededRandom random = SeededRandom.of(8);
        double[] values = new double[40];
        Arrays.setAll(values, i -> random.nextGaussian() * random.nextGaussian());
        StratifiedBootstrap percentile = StratifiedBootstrap.withResamples(199).withConfidence(0.9);
        Statistic.Estimate plain =
                (Statistic.Estimate) percentile.estimate(new int[40], rows -> mean(rows, values), CONTEXT);
        Statistic.Estimate basic = (Statistic.Estimate) percentile
                .withInterval(BootstrapInterval.BASIC)
                .estimate(new int[40], rows -> mean(rows, values), CONTEXT);
        assertThat(basic.lower()).isCloseTo(2 * plain.number() - plain.upper(), within(1e-12));
        assertThat(basic.upper()).isCloseTo(2 * plain.number() - plain.lower(), within(1e-12));
        assertThat(basic.confidence()).isEqualTo(0.9);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void sameIntervalForAnyThreadCount(int threads) {
        SeededRandom random = SeededRandom.of(2);
        double[] values = new double[60];
        int[] strata = new int[60];
        Arrays.setAll(values, i -> random.nextGaussian());
        Arrays.setAll(strata, i -> i % 4);
        StratifiedBootstrap bootstrap = StratifiedBootstrap.withResamples(333);
        Statistic alone = bootstrap.estimate(strata, rows -> mean(rows, values), CONTEXT);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            assertThat(bootstrap.estimate(strata, rows -> mean(rows, values), CONTEXT.withExecutor(pool, threads)))
                    .isEqualTo(alone);
        } finally {
            pool.shutdownNow();
        }
        assertThat(bootstrap.estimate(strata, rows -> mean(rows, values), CONTEXT.withSeed(7)))
                .isNotEqualTo(alone);
    }

    @Test
    void whatCannotBeComputedSaysSo() {
        StratifiedBootstrap bootstrap = StratifiedBootstrap.withResamples(40);
        assertThat(bootstrap.estimate(new int[0], rows -> 1, CONTEXT))
                .isEqualTo(Statistic.undetermined("there are no rows"));
        assertThat(bootstrap.estimate(new int[3], rows -> Double.NaN, CONTEXT))
                .isInstanceOf(Statistic.Undetermined.class);
        AtomicInteger calls = new AtomicInteger();
        assertThat(bootstrap.estimate(
                        new int[3], rows -> calls.getAndIncrement() == 7 ? Double.POSITIVE_INFINITY : 1, CONTEXT))
                .isEqualTo(Statistic.undetermined("the statistic is not a finite number in 1 of 40 resamples"));
        assertThat(bootstrap.estimate(new int[1], rows -> rows[0], CONTEXT))
                .isEqualTo(new Statistic.Estimate(0, 0, 0, 0.95));
    }

    @Test
    void tooFewResamplesForAConfidenceAreRefused() {
        assertThatThrownBy(() -> StratifiedBootstrap.withResamples(39)).isInstanceOf(IllegalArgumentException.class);
        StratifiedBootstrap certain = StratifiedBootstrap.withResamples(99).withConfidence(0.99);
        assertThatThrownBy(() -> certain.estimate(new int[5], rows -> 1, CONTEXT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 199");
    }

    @Test
    void stopsWhenCancelled() {
        Cancellation cancellation = Cancellation.create();
        AtomicInteger calls = new AtomicInteger();
        assertThatThrownBy(() -> StratifiedBootstrap.withResamples(1_000_000)
                        .estimate(
                                new int[10],
                                rows -> {
                                    if (calls.incrementAndGet() == 5) {
                                        cancellation.cancel();
                                    }
                                    return 0;
                                },
                                CONTEXT.withCancellation(cancellation)))
                .isInstanceOf(CancelledException.class);
        assertThat(calls).hasValue(5);
    }
}
