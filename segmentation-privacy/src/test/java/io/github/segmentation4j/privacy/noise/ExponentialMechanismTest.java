package io.github.segmentation4j.privacy.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.privacy.accounting.PrivacyEvent;
import io.github.segmentation4j.privacy.noise.ExponentialMechanism.Utility;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExponentialMechanismTest {

    /** The chances of permute-and-flip, by following every order of the candidates. */
    private static double[] law(long[] utilities, double rate) {
        long best = Arrays.stream(utilities).max().orElseThrow();
        double[] taken = new double[utilities.length];
        for (int i = 0; i < taken.length; i++) {
            taken[i] = StrictMath.exp(-rate * (best - utilities[i]));
        }
        double[] chances = new double[utilities.length];
        follow(taken, new boolean[taken.length], taken.length, 1, chances);
        return chances;
    }

    private static void follow(double[] taken, boolean[] seen, int left, double reached, double[] chances) {
        for (int i = 0; i < taken.length; i++) {
            if (!seen[i]) {
                double here = reached / left;
                chances[i] += here * taken[i];
                seen[i] = true;
                follow(taken, seen, left - 1, here * (1 - taken[i]), chances);
                seen[i] = false;
            }
        }
    }

    private static double rate(Utility utility, long sensitivity, double epsilon) {
        return epsilon / sensitivity / (utility == Utility.GENERAL ? 2 : 1);
    }

    @ParameterizedTest
    @EnumSource
    void choicesFollowTheLawOfPermuteAndFlip(Utility utility) {
        long[][] cases = {{0, 0}, {5, 0, 3}, {7, 7, 1, -40}, {0, 1, 2, 3, 4}};
        for (long[] utilities : cases) {
            ExponentialMechanism mechanism = ExponentialMechanism.of(2, 1.3).withUtility(utility);
            assertThat(pValue(mechanism, utilities, law(utilities, rate(utility, 2, 1.3))))
                    .isGreaterThan(ChiSquare.REJECTED);
        }
    }

    @Test
    void theTestSeesTwiceTheRate() {
        long[] utilities = {5, 0, 3};
        assertThat(pValue(ExponentialMechanism.of(1, 1), utilities, law(utilities, 1)))
                .isLessThan(ChiSquare.REJECTED);
    }

    private static double pValue(ExponentialMechanism mechanism, long[] utilities, double[] law) {
        NoiseSource source = SeededNoise.of(utilities.length);
        long[] observed = new long[utilities.length];
        for (int i = 0; i < ChiSquare.DRAWS; i++) {
            observed[mechanism.choose(utilities, source)]++;
        }
        return ChiSquare.pValue(
                observed, Arrays.stream(law).map(p -> p * ChiSquare.DRAWS).toArray());
    }

    @ParameterizedTest
    @EnumSource
    void noPairOfNeighboursRevealsMoreThanEpsilon(Utility utility) {
        SeededRandom random = SeededRandom.of(8);
        double epsilon = 0.9;
        double worst = 0;
        for (int i = 0; i < 2_000; i++) {
            long[] one = new long[4];
            long[] other = new long[4];
            for (int j = 0; j < one.length; j++) {
                one[j] = random.nextInt(12);
                long least = utility == Utility.GENERAL ? -3 : 0;
                other[j] = one[j] + least + random.nextInt((int) (4 - least));
            }
            double[] a = law(one, rate(utility, 3, epsilon));
            double[] b = law(other, rate(utility, 3, epsilon));
            for (int j = 0; j < a.length; j++) {
                worst = Math.max(worst, Math.abs(StrictMath.log(a[j] / b[j])));
            }
        }
        assertThat(worst).isBetween(0.99 * epsilon, epsilon * (1 + 1e-12));
    }

    @Test
    void theErrorHoldsWithTheConfidence() {
        long[] utilities = new long[20];
        Arrays.fill(utilities, -30);
        utilities[4] = 0;
        ExponentialMechanism mechanism = ExponentialMechanism.of(1, 0.5);
        assertThat(mechanism.errorAt(20, 0.95)).isEqualTo(24);
        assertThat(mechanism.errorAt(1, 0.95)).isZero();
        NoiseSource source = SeededNoise.of(1);
        int far = 0;
        for (int i = 0; i < 10_000; i++) {
            far += mechanism.choose(utilities, source) == 4 ? 0 : 1;
        }
        // 19 e^-7.5 is 1.05 %; 150 lies 4.4 standard errors above (false alarm: 5e-6).
        assertThat(far).isBetween(40, 150);
    }

    @Test
    void hazard11TheBitsUsedDoNotDependOnTheUtilities() {
        ExponentialMechanism mechanism = ExponentialMechanism.of(1, 1);
        NoiseSource one = SeededNoise.of(6);
        NoiseSource other = SeededNoise.of(6);
        for (int i = 0; i < 1_000; i++) {
            mechanism.choose(new long[] {0, 0, 0, 0}, one);
            mechanism.choose(new long[] {i, 2, 500, 3}, other);
        }
        assertThat(one.nextLong()).isEqualTo(other.nextLong());
    }

    @Test
    void degenerateChoices() {
        ExponentialMechanism mechanism = ExponentialMechanism.of(1, 1);
        NoiseSource source = SeededNoise.of(1);
        assertThat(mechanism.choose(new long[] {-5}, source)).isZero();
        assertThat(mechanism.choose(new long[] {1 - (1L << 62), (1L << 62) - 1}, source))
                .isEqualTo(1);
        assertThat(mechanism.event()).isEqualTo(new PrivacyEvent.Pure(1));
        assertThatIllegalArgumentException().isThrownBy(() -> mechanism.choose(new long[0], source));
        assertThatIllegalArgumentException().isThrownBy(() -> mechanism.errorAt(0, 0.5));
        assertThatThrownBy(() -> mechanism.choose(new long[] {-(1L << 62), 0}, source))
                .isInstanceOf(ArithmeticException.class);
    }
}
