package io.github.segmentation4j.privacy.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiscreteSamplerTest {
    /** Largest scales, where neighbouring low bits are alike. */
    private static final double LARGE = 1000;

    @ParameterizedTest
    @ValueSource(doubles = {0.2, 0.5, 1, 1.7, 3.3, 7.99, 8.01, 31.4, 1e3 / 3, 1e6, 1e12, 0x1p56})
    void hazard4GaussianDrawsFollowTheLaw(double sigma) {
        assertFollows(DiscreteSampler.gaussian(0.5 / sigma / sigma), ChiSquare.gaussian(sigma), sigma);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.5, 1, 1.7, 3.3, 7.99, 8.01, 31.4, 1e3 / 3, 1e6, 1e12, 0x1p56})
    void hazard4LaplaceDrawsFollowTheLaw(double scale) {
        assertFollows(DiscreteSampler.laplace(1 / scale), ChiSquare.laplace(scale), scale);
    }

    private static void assertFollows(DiscreteSampler sampler, LongToDoubleFunction atMost, double scale) {
        long[] draws = draws(sampler, 1);
        assertThat(ChiSquare.pValue(draws, atMost, scale)).isGreaterThan(ChiSquare.REJECTED);
        if (scale > LARGE) {
            assertThat(ChiSquare.lowBits(draws)).isGreaterThan(ChiSquare.REJECTED);
        }
    }

    private static long[] draws(DiscreteSampler sampler, long seed) {
        return sampler.addTo(new long[ChiSquare.DRAWS], SeededNoise.of(seed));
    }

    @Test
    void theTestSeesHalfTheNoise() {
        for (double scale : new double[] {0.5, 10, 1e6}) {
            long[] gaussian = draws(DiscreteSampler.gaussian(2 / scale / scale), 2);
            assertThat(ChiSquare.pValue(gaussian, ChiSquare.gaussian(scale), scale))
                    .isLessThan(ChiSquare.REJECTED);
            long[] laplace = draws(DiscreteSampler.laplace(2 / scale), 2);
            assertThat(ChiSquare.pValue(laplace, ChiSquare.laplace(scale), scale))
                    .isLessThan(ChiSquare.REJECTED);
        }
    }

    @Test
    void theTestSeesATwentiethLessNoiseAndADivisorOfTheDraws() {
        long[] draws = draws(DiscreteSampler.gaussian(0.5 / 100 / 0.9), 3);
        assertThat(ChiSquare.pValue(draws, ChiSquare.gaussian(10), 10)).isLessThan(ChiSquare.REJECTED);
        long[] coarse = draws(DiscreteSampler.gaussian(0.5e-12), 3);
        for (int i = 0; i < coarse.length; i++) {
            coarse[i] -= coarse[i] % 2;
        }
        assertThat(ChiSquare.lowBits(coarse)).isLessThan(ChiSquare.REJECTED);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-3, 0.1, 0.5, 1, 3.3, 8.01, 1e6, 1e12, 0x1p56})
    void hazard4IntervalsDecideEveryDrawAsIntegersDo(double scale) {
        assertSameDraws(DiscreteSampler.gaussian(0.5 / scale / scale));
        assertSameDraws(DiscreteSampler.laplace(1 / scale));
    }

    private static void assertSameDraws(DiscreteSampler sampler) {
        NoiseSource one = SeededNoise.of(7);
        NoiseSource other = SeededNoise.of(7);
        DiscreteSampler reference = sampler.inIntegersOnly();
        for (int i = 0; i < 2_000; i++) {
            assertThat(sampler.draw(one)).isEqualTo(reference.draw(other));
        }
        assertThat(one.nextLong()).isEqualTo(other.nextLong());
    }

    /** Far out a draw comes from the slots of the tails, which one proposal in a thousand meets. */
    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1, 8.01, 1e6})
    void tailsFollowTheLaw(double scale) {
        assertTails(DiscreteSampler.gaussian(0.5 / scale / scale), ChiSquare.gaussian(scale), 4 * scale, scale / 4);
        assertTails(DiscreteSampler.laplace(1 / scale), ChiSquare.laplace(scale), 7 * scale, scale / 2);
    }

    private static void assertTails(DiscreteSampler sampler, LongToDoubleFunction atMost, double from, double step) {
        long[] draws = sampler.addTo(new long[2_000_000], SeededNoise.of(5));
        double[] edges = new double[40];
        for (int i = 0; i < edges.length / 2; i++) {
            edges[edges.length / 2 + i] = from + i * step;
            edges[edges.length / 2 - 1 - i] = -from - i * step;
        }
        assertThat(ChiSquare.pValue(draws, atMost, edges)).isGreaterThan(ChiSquare.REJECTED);
    }

    @Test
    void hazard11NoiseIsDrawnBeforeAValueIsRead() {
        long[] values = new long[2_000];
        NoiseSource bits = SeededNoise.of(11);
        AtomicInteger fills = new AtomicInteger();
        NoiseSource watching = new NoiseSource(target -> {
            for (int i = 0; i < target.length; i += Long.BYTES) {
                ByteBuffer.wrap(target).putLong(i, bits.nextLong());
            }
            values[0] = fills.incrementAndGet() * 1_000_000L;
        });
        DiscreteSampler sampler = DiscreteSampler.gaussian(0.5e-4);
        long[] noisy = sampler.addTo(values, watching);
        long[] noise = sampler.addTo(new long[values.length], SeededNoise.of(11));
        assertThat(fills.get()).isGreaterThan(2);
        assertThat(noisy[0]).isEqualTo(noise[0] + fills.get() * 1_000_000L);
    }

    @Test
    void aSumThatIsNoLongIsRefused() {
        DiscreteSampler sampler = DiscreteSampler.laplace(1e-3);
        long[] values = new long[100];
        Arrays.fill(values, Long.MAX_VALUE);
        assertThatThrownBy(() -> sampler.addTo(values, SeededNoise.of(1))).isInstanceOf(ArithmeticException.class);
    }
}
