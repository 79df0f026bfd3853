package io.github.segmentation4j.fairness.unobserved;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.InvalidInputException;
import org.junit.jupiter.api.Test;

class WeightedParityTest {

    /** The example of Jurity's documentation: statistical parity -0.3333. */
    @Test
    void certainMembershipGivesTheDifferenceOfRates() {
        WeightedDisparity found = WeightedParity.withDefaults()
                .estimate(new double[] {1, 1, 0, 1, 0, 0}, new double[] {0, 0, 0, 1, 1, 1});
        assertThat(found.difference().orElseThrow()).isCloseTo(-0.3333, within(5e-5));
        assertThat(found.members().orElseThrow()).isCloseTo(1.0 / 3, within(1e-15));
        assertThat(found.others().orElseThrow()).isCloseTo(2.0 / 3, within(1e-15));
        assertThat(found.customers()).isEqualTo(6);
        assertThat(found.expectedMembers()).isEqualTo(3);
    }

    /** The two cells of the sharp bounds, 10 customers each: .3666667 and .5181818, difference -.1515152. */
    @Test
    void theEstimateLiesWithinTheSharpBounds() {
        double[] outcomes = new double[20];
        double[] membership = new double[20];
        for (int row = 0; row < 20; row++) {
            membership[row] = row < 10 ? 0.7 : 0.2;
            outcomes[row] = row < 3 || row >= 14 ? 1 : 0;
        }
        WeightedDisparity found = WeightedParity.withDefaults().estimate(outcomes, membership);
        assertThat(found.members().orElseThrow()).isCloseTo(0.3666667, within(5e-8));
        assertThat(found.others().orElseThrow()).isCloseTo(0.5181818, within(5e-8));
        assertThat(found.difference().orElseThrow())
                .isCloseTo(-0.1515152, within(5e-8))
                .isBetween(-0.8181818, 0.1919192);
    }

    /** 10,000 samples of 500; the standard error of a share of 0.95 is 0.0022, so 0.01 is exceeded with p < 1e-5. */
    @Test
    void theIntervalHoldsItsConfidence() {
        SeededRandom random = SeededRandom.of(17);
        int held = 0;
        // Outcome 0.2 + 0.4 p given a uniform membership p: members mean 0.4667, others 0.3333.
        double truth = 0.4 / 3;
        for (int sample = 0; sample < 10_000; sample++) {
            double[] outcomes = new double[500];
            double[] membership = new double[500];
            for (int row = 0; row < 500; row++) {
                membership[row] = random.nextDouble();
                outcomes[row] = random.nextDouble() < 0.2 + 0.4 * membership[row] ? 1 : 0;
            }
            Statistic.Estimate found = (Statistic.Estimate)
                    WeightedParity.withDefaults().estimate(outcomes, membership).difference();
            held += found.lower() <= truth && truth <= found.upper() ? 1 : 0;
        }
        assertThat(held / 10_000.0).isBetween(0.94, 0.96);
    }

    /** Members fare 0.2 worse than the others of their own probability: the true gap is -0.2, and weighting sees 0. */
    @Test
    void aGapWithinNeighbourhoodsIsUnderstated() {
        SeededRandom random = SeededRandom.of(23);
        int n = 100_000;
        double[] outcomes = new double[n];
        double[] membership = new double[n];
        for (int row = 0; row < n; row++) {
            membership[row] = random.nextInt(2) == 0 ? 0.3 : 0.6;
            boolean member = random.nextDouble() < membership[row];
            double chance = (member ? 0.4 : 0.6) + 0.2 * membership[row];
            outcomes[row] = random.nextDouble() < chance ? 1 : 0;
        }
        // Averaged over members the chance is 0.4 in every neighbourhood less what the mix gives back: in truth -0.18.
        Statistic.Estimate found = (Statistic.Estimate)
                WeightedParity.withDefaults().estimate(outcomes, membership).difference();
        assertThat(found.lower()).isGreaterThan(-0.18);
        assertThat(found.number()).isCloseTo(0, within(0.03));
    }

    @Test
    void withoutMembersOrSpreadThereIsNoAnswerAndWrongRowsAreRefused() {
        WeightedParity parity = WeightedParity.withDefaults();
        assertThat(parity.estimate(new double[0], new double[0]).difference())
                .isInstanceOf(Statistic.Undetermined.class);
        assertThat(parity.estimate(new double[] {1, 0}, new double[] {1, 1}).others())
                .isInstanceOf(Statistic.Undetermined.class);
        assertThat(parity.estimate(new double[] {1, 1}, new double[] {0.5, 0.2}).difference())
                .isInstanceOf(Statistic.Undetermined.class);
        assertThatThrownBy(() -> parity.estimate(new double[] {1}, new double[] {2}))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("row 1");
        assertThatThrownBy(() -> parity.estimate(new double[1], new double[2])).hasMessageContaining("same customers");
    }
}
