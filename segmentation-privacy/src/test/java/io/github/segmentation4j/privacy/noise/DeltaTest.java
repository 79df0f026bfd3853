package io.github.segmentation4j.privacy.noise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Estimates the delta that a mechanism has at an epsilon from a million answers in either of two worlds that a privacy unit
 * apart. Another million of either choose the answers that tell most, so the estimate has no bias; its standard error is
 * at most .0015, the tolerance of .0025 is 1.7 of them, and 5 of 9 votes fail by chance once in 40,000 runs. Run by
 * {@code mvn -Pstatistics test}.
 */
@Tag("statistics")
class DeltaTest {
    private static final int SAMPLES = 1_000_000;
    private static final double TOLERANCE = 0.0025;
    private static final int VOTES = 9;
    private static final long SENSITIVITY = 40;

    /** The worlds are 1.175 times as far apart as the mechanism was told. */
    private static final long TOO_FAR = 47;

    private static final double EPSILON = StrictMath.log(3);

    /** Counts the answers of a world. */
    private interface World extends BiFunction<Integer, NoiseSource, Map<Long, Integer>> {}

    private static World adding(NoiseMechanism mechanism, long value) {
        return (samples, source) -> {
            Map<Long, Integer> counts = new HashMap<>();
            for (long noise : mechanism.release(new long[samples], source)) {
                counts.merge(value + noise, 1, Integer::sum);
            }
            return counts;
        };
    }

    private static World choosing(ExponentialMechanism mechanism, long... utilities) {
        return (samples, source) -> {
            Map<Long, Integer> counts = new HashMap<>();
            for (int i = 0; i < samples; i++) {
                counts.merge((long) mechanism.choose(utilities, source), 1, Integer::sum);
            }
            return counts;
        };
    }

    private static World answering(RandomisedResponse response, int answer) {
        return (samples, source) -> {
            Map<Long, Integer> counts = new HashMap<>();
            for (int i = 0; i < samples; i++) {
                counts.merge((long) response.release(answer, source), 1, Integer::sum);
            }
            return counts;
        };
    }

    private static double delta(World one, World other, double epsilon, long seed) {
        NoiseSource source = SeededNoise.of(seed);
        Map<Long, Integer> chosenBy = one.apply(SAMPLES, source);
        Map<Long, Integer> against = other.apply(SAMPLES, source);
        Set<Long> telling = new HashSet<>();
        chosenBy.forEach((answer, count) -> {
            if (count > StrictMath.exp(epsilon) * against.getOrDefault(answer, 0)) {
                telling.add(answer);
            }
        });
        return share(one.apply(SAMPLES, source), telling)
                - StrictMath.exp(epsilon) * share(other.apply(SAMPLES, source), telling);
    }

    private static double share(Map<Long, Integer> counts, Set<Long> telling) {
        long inside = 0;
        for (Map.Entry<Long, Integer> entry : counts.entrySet()) {
            inside += telling.contains(entry.getKey()) ? entry.getValue() : 0;
        }
        return (double) inside / SAMPLES;
    }

    private static boolean passes(World one, World other, double epsilon, double claimed) {
        int votes = 0;
        for (int vote = 0; vote < VOTES; vote++) {
            votes += delta(one, other, epsilon, vote) <= claimed + TOLERANCE ? 1 : 0;
        }
        return votes > VOTES / 2;
    }

    /** The delta of two worlds a sensitivity apart, by the law. */
    private static double delta(LongToDoubleFunction law, double epsilon) {
        double sum = 0;
        for (long x = -2_000; x <= 2_000; x++) {
            sum += Math.max(0, law.applyAsDouble(x) - StrictMath.exp(epsilon) * law.applyAsDouble(x - SENSITIVITY));
        }
        return sum;
    }

    @Test
    void laplaceNoiseHidesItsSensitivityAndNoMore() {
        LaplaceNoise noise = LaplaceNoise.of(SENSITIVITY, EPSILON);
        assertThat(passes(adding(noise, 0), adding(noise, SENSITIVITY), EPSILON, 0))
                .isTrue();
        assertThat(passes(adding(noise, SENSITIVITY), adding(noise, 0), EPSILON, 0))
                .isTrue();
        assertThat(passes(adding(noise, 0), adding(noise, TOO_FAR), EPSILON, 0)).isFalse();
    }

    @Test
    void gaussianNoiseHidesItsSensitivityAndNoMore() {
        GaussianNoise noise = GaussianNoise.of(SENSITIVITY, 0.5);
        double claimed = delta(noise::probability, 1);
        // The continuous Gaussian of sigma 1: reference of the project, section Gaussian mechanism.
        assertThat(claimed).isBetween(0.1268, 0.1270);
        assertThat(passes(adding(noise, 0), adding(noise, SENSITIVITY), 1, claimed))
                .isTrue();
        assertThat(passes(adding(noise, SENSITIVITY), adding(noise, 0), 1, claimed))
                .isTrue();
        assertThat(passes(adding(noise, 0), adding(noise, TOO_FAR), 1, claimed)).isFalse();
    }

    @Test
    void geometricNoiseHidesOne() {
        LaplaceNoise noise = LaplaceNoise.geometric(EPSILON);
        assertThat(passes(adding(noise, 0), adding(noise, 1), EPSILON, 0)).isTrue();
        assertThat(passes(adding(noise, 0), adding(noise, 2), EPSILON, 0)).isFalse();
    }

    /** The worst neighbours of a monotone choice between two: one rises by the sensitivity, the other stays. */
    @Test
    void aChoiceHidesItsSensitivityAndNoMore() {
        ExponentialMechanism mechanism =
                ExponentialMechanism.of(SENSITIVITY, EPSILON).withUtility(ExponentialMechanism.Utility.MONOTONE);
        assertThat(passes(
                        choosing(mechanism, SENSITIVITY, SENSITIVITY), choosing(mechanism, SENSITIVITY, 0), EPSILON, 0))
                .isTrue();
        assertThat(passes(choosing(mechanism, TOO_FAR, TOO_FAR), choosing(mechanism, TOO_FAR, 0), EPSILON, 0))
                .isFalse();
    }

    @Test
    void anAnswerHidesItself() {
        RandomisedResponse response = RandomisedResponse.of(4, EPSILON);
        assertThat(passes(answering(response, 0), answering(response, 1), EPSILON, 0))
                .isTrue();
        assertThat(passes(answering(response, 0), answering(response, 1), EPSILON / 1.175, 0))
                .isFalse();
    }
}
