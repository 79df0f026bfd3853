package io.github.segmentation4j.privacy.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.segmentation4j.privacy.accounting.Adjacency;
import io.github.segmentation4j.privacy.ledger.PrivacyCharge;
import io.github.segmentation4j.privacy.noise.GaussianNoise;
import io.github.segmentation4j.privacy.noise.LaplaceNoise;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TailTest {
    private static final double[] CHANCES = {0.4, 1e-3, 1e-9, 1e-60, 1e-250};

    /** From a share of 2 on the discrete Gaussian varies noticeably less than its sigma says. */
    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.5, 2, 3.2, 12.5, 50})
    void noiseReachesTheUnitsNoMoreOftenThanTheChance(double share) {
        Sensitivity one = Sensitivity.ofNumber(1);
        for (double chance : CHANCES) {
            PrivacyCharge rho = RecordingLedger.rho(share, Adjacency.ADD_OR_REMOVE, 1);
            long units = Tail.above(rho, one, chance);
            GaussianNoise gaussian = GaussianNoise.of(one.l2(), share);
            double beyond = 0;
            for (long x = units + 1000; x >= units; x--) {
                beyond += gaussian.probability(x);
            }
            assertThat(beyond).isLessThanOrEqualTo(chance);
            PrivacyCharge epsilon = RecordingLedger.epsilon(share, Adjacency.ADD_OR_REMOVE, 1);
            units = Tail.above(epsilon, one, chance);
            LaplaceNoise laplace = LaplaceNoise.of(1, share);
            beyond = 0;
            for (long x = units + 10_000; x >= units; x--) {
                beyond += laplace.probability(x);
            }
            assertThat(beyond).isLessThanOrEqualTo(chance);
        }
    }
}
