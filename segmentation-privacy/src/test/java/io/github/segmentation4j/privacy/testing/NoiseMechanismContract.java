package io.github.segmentation4j.privacy.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.privacy.noise.NoiseMechanism;
import io.github.segmentation4j.privacy.noise.NoiseSource;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every {@link NoiseMechanism} must keep. A test of an implementation extends this class and says how to make one
 * whose noise has a standard deviation of 2 to 1,000 units:
 *
 * <pre>{@code
 * class MyNoiseContractTest extends NoiseMechanismContract {
 *     @Override
 *     protected NoiseMechanism mechanism() {
 *         return MyNoise.of(1, 0.25);
 *     }
 * }
 * }</pre>
 *
 * <p>Noise is drawn afresh each time. Bounds are 8 standard errors wide for tails as heavy as Laplace's (a fourth moment of
 * 6 variances squared), so a sound mechanism fails less than once in a billion runs.
 */
public abstract class NoiseMechanismContract {
    private static final int DRAWS = 20_000;

    /** 8 sqrt((6 - 1) / draws), the standard error of a variance relative to it. */
    private static final double OF_A_VARIANCE = 8 * Math.sqrt(5.0 / DRAWS);

    /** The mechanism; the same each time. */
    protected abstract NoiseMechanism mechanism();

    private long[] noiseOn(long value) {
        long[] values = new long[DRAWS];
        Arrays.fill(values, value);
        long[] noisy = mechanism().release(values, NoiseSource.secure());
        return Arrays.stream(noisy).map(number -> number - value).toArray();
    }

    private static double meanSquare(long[] noise) {
        return Arrays.stream(noise).mapToDouble(x -> (double) x * x).average().orElseThrow();
    }

    @Test
    protected void anAnswerHasAsManyNumbersAndLeavesTheExactOnesAlone() {
        long[] values = {5, -7, 0};
        assertThat(mechanism().release(values, NoiseSource.secure())).hasSize(3);
        assertThat(values).containsExactly(5, -7, 0);
        assertThat(mechanism().release(new long[0], NoiseSource.secure())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -3, 1_000_000_007L})
    protected void noiseHasTheStatedDeviationWhateverTheValue(long value) {
        long[] noise = noiseOn(value);
        double variance = mechanism().standardDeviation() * mechanism().standardDeviation();
        assertThat(meanSquare(noise)).isCloseTo(variance, within(OF_A_VARIANCE * variance));
        assertThat(Arrays.stream(noise).average().orElseThrow())
                .isCloseTo(0, within(8 * mechanism().standardDeviation() / Math.sqrt(DRAWS)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0.9, 0.99})
    protected void noiseStaysWithinTheStatedErrorAsOftenAsSaid(double confidence) {
        long reach = mechanism().errorAt(confidence);
        double inside =
                Arrays.stream(noiseOn(0)).filter(x -> Math.abs(x) <= reach).count() / (double) DRAWS;
        assertThat(inside).isGreaterThan(confidence - 8 * Math.sqrt(confidence * (1 - confidence) / DRAWS));
    }

    @Test
    protected void theStatedErrorGrowsWithTheConfidence() {
        assertThat(mechanism().errorAt(0.5))
                .isNotNegative()
                .isLessThanOrEqualTo(mechanism().errorAt(0.9));
        assertThat(mechanism().errorAt(0.9)).isLessThanOrEqualTo(mechanism().errorAt(0.999));
        for (double none : List.of(0.0, 1.0, -1.0, Double.NaN)) {
            assertThatIllegalArgumentException().isThrownBy(() -> mechanism().errorAt(none));
        }
    }

    @Test
    protected void everyNumberOfEveryAnswerGetsNoiseOfItsOwn() {
        long[] first = noiseOn(0);
        long[] second = noiseOn(0);
        double neighbours = 0;
        double answers = 0;
        for (int i = 0; i < DRAWS; i++) {
            neighbours += (double) first[i] * first[(i + 1) % DRAWS] / DRAWS;
            answers += (double) first[i] * second[i] / DRAWS;
        }
        double variance = mechanism().standardDeviation() * mechanism().standardDeviation();
        assertThat(neighbours).isCloseTo(0, within(8 * variance / Math.sqrt(DRAWS)));
        assertThat(answers).isCloseTo(0, within(8 * variance / Math.sqrt(DRAWS)));
    }

    @Test
    protected void theCostIsTheSameForEveryAnswer() {
        NoiseMechanism mechanism = mechanism();
        var before = mechanism.event();
        mechanism.release(new long[] {1, 2, 3}, NoiseSource.secure());
        assertThat(mechanism.event()).isEqualTo(before).isEqualTo(mechanism().event());
    }
}
