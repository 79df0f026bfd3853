package io.github.segmentation4j.privacy.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.privacy.accounting.PrivacyEvent;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RandomisedResponseTest {

    /** Golden value: reference of the project, local mechanisms. */
    @Test
    void threeQuartersTrueOfTwoAnswersIsEpsilonLn3() {
        RandomisedResponse response = RandomisedResponse.of(2, StrictMath.log(3));
        assertThat(response.truthProbability()).isCloseTo(0.75, within(1e-14));
        assertThat(response.event()).isEqualTo(new PrivacyEvent.Pure(StrictMath.log(3)));
    }

    @ParameterizedTest
    @CsvSource({"2, 1.0986122886681098", "3, .1", "10, 2.5", "1000, 7", "1048576, 9.5367431640625e-7", "2, 50", "5, 1e9"
    })
    void anAnswerRevealsEpsilonAndNoMore(int answers, double epsilon) {
        RandomisedResponse response = RandomisedResponse.of(answers, epsilon);
        double each = response.lieProbability() / (answers - 1);
        double revealed = StrictMath.log(response.truthProbability() / each);
        assertThat(revealed).isBetween(0.0, epsilon + 1e-14);
        // Lies come in multiples of 2^-62, which tells below an epsilon of 42.
        assertThat(revealed).isGreaterThan(Math.min(epsilon, 40) - 1e-8);
    }

    @ParameterizedTest
    @CsvSource({"2, 1.1", "3, .1", "10, 2.5"})
    void answersFollowTheLaw(int answers, double epsilon) {
        RandomisedResponse response = RandomisedResponse.of(answers, epsilon);
        for (int truth = 0; truth < answers; truth++) {
            assertThat(pValue(response, truth, epsilon)).isGreaterThan(ChiSquare.REJECTED);
        }
    }

    @Test
    void theTestSeesHalfTheEpsilon() {
        assertThat(pValue(RandomisedResponse.of(3, 1), 0, 0.5)).isLessThan(ChiSquare.REJECTED);
    }

    private static double pValue(RandomisedResponse response, int truth, double epsilon) {
        NoiseSource source = SeededNoise.of(truth);
        long[] observed = new long[response.answers()];
        for (int i = 0; i < ChiSquare.DRAWS; i++) {
            observed[response.release(truth, source)]++;
        }
        double[] expected = new double[observed.length];
        double total = StrictMath.exp(epsilon) + observed.length - 1;
        Arrays.fill(expected, ChiSquare.DRAWS / total);
        expected[truth] *= StrictMath.exp(epsilon);
        return ChiSquare.pValue(observed, expected);
    }

    @Test
    void wrongArgumentsAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> RandomisedResponse.of(1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> RandomisedResponse.of((1 << 20) + 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> RandomisedResponse.of(2, 1e-7));
        RandomisedResponse response = RandomisedResponse.of(3, 1);
        assertThatIllegalArgumentException().isThrownBy(() -> response.release(3, SeededNoise.of(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> response.release(-1, SeededNoise.of(1)));
    }
}
