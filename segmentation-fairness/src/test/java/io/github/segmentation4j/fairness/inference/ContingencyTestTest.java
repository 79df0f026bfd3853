package io.github.segmentation4j.fairness.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.quality.Statistic;
import org.junit.jupiter.api.Test;

class ContingencyTestTest {

    /** The clustering example of holisticai, whose statistics scipy 1.17 computed: three segments, two groups. */
    @Test
    void figuresAreThoseOfScipy() {
        long[][] table = {{1, 4}, {2, 1}, {1, 1}};
        TestResult pearson = ContingencyTest.chiSquared(table);
        assertThat(pearson.statistic().orElseThrow()).isCloseTo(1.8055555556, within(1e-9));
        assertThat(pearson.pValue()).isCloseTo(.4054418667, within(1e-9));
        assertThat(pearson.degreesOfFreedom()).isEqualTo(2);
        TestResult likelihood = ContingencyTest.likelihoodRatio(table);
        assertThat(likelihood.statistic().orElseThrow()).isCloseTo(1.8645353728, within(1e-9));
        assertThat(likelihood.pValue()).isCloseTo(.39366, within(1e-9));
    }

    @Test
    void twoByTwoIsTheSquareOfZ() {
        TestResult z = TwoProportions.of(30, 100, 45, 90).zTest();
        TestResult chiSquared = ContingencyTest.chiSquared(new long[][] {{30, 70}, {45, 45}});
        double number = z.statistic().orElseThrow();
        assertThat(chiSquared.statistic().orElseThrow()).isCloseTo(number * number, within(1e-12));
        assertThat(chiSquared.pValue()).isCloseTo(z.pValue(), within(1e-12));
    }

    @Test
    void smallProbabilitiesKeepTheirDigits() {
        TestResult z = TwoProportions.of(300, 3000, 900, 3000).zTest();
        TestResult chiSquared = ContingencyTest.chiSquared(new long[][] {{300, 2700}, {900, 2100}});
        assertThat(chiSquared.pValue()).isPositive().isLessThan(1e-80);
        assertThat(chiSquared.pValue()).isCloseTo(z.pValue(), within(1e-6 * z.pValue()));
    }

    @Test
    void emptyRowsAndColumnsTakeNoPart() {
        long[][] padded = {{1, 0, 4}, {0, 0, 0}, {2, 0, 1}, {1, 0, 1}};
        assertThat(ContingencyTest.chiSquared(padded)).isEqualTo(ContingencyTest.chiSquared(new long[][] {
            {1, 4}, {2, 1}, {1, 1}
        }));
    }

    @Test
    void sharesThatAreTheSameEverywhereGiveZero() {
        long[][] even = {{10, 20, 30}, {20, 40, 60}};
        assertThat(ContingencyTest.likelihoodRatio(even).statistic().orElseThrow())
                .isCloseTo(0, within(1e-12));
        assertThat(ContingencyTest.likelihoodRatio(even).pValue()).isCloseTo(1, within(1e-12));
    }

    @Test
    void nothingToTestIsNoEvidence() {
        for (long[][] table : new long[][][] {{}, {{}}, {{3, 4}}, {{3}, {4}}, {{0, 0}, {0, 0}}, {{3, 4}, {0, 0}}}) {
            TestResult result = ContingencyTest.chiSquared(table);
            assertThat(result.pValue()).isEqualTo(1);
            assertThat(result.statistic()).isInstanceOf(Statistic.Undetermined.class);
        }
        assertThatThrownBy(() -> ContingencyTest.chiSquared(new long[][] {{1, 2}, {3}}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("equal length");
        assertThatThrownBy(() -> ContingencyTest.chiSquared(new long[][] {{1, -2}, {3, 4}}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** The published example of R's chisq.test: 89, 37, 30, 28 and 2 against shares of 40, 20, 20, 15 and 5. */
    @Test
    void goodnessOfFitIsThatOfR() {
        TestResult fit =
                ContingencyTest.goodnessOfFit(new long[] {89, 37, 30, 28, 2}, new double[] {40, 20, 20, 15, 5});
        assertThat(fit.statistic().orElseThrow()).isCloseTo(9.9901, within(5e-5));
        assertThat(fit.degreesOfFreedom()).isEqualTo(4);
        assertThat(fit.pValue()).isCloseTo(0.04059, within(5e-6));
    }

    @Test
    void goodnessOfFitOfNothingIsNoEvidence() {
        assertThat(ContingencyTest.goodnessOfFit(new long[] {7}, new double[] {1})
                        .pValue())
                .isEqualTo(1);
        assertThat(ContingencyTest.goodnessOfFit(new long[] {0, 0}, new double[] {.5, .5})
                        .pValue())
                .isEqualTo(1);
        assertThatThrownBy(() -> ContingencyTest.goodnessOfFit(new long[] {1, 2}, new double[] {1}))
                .hasMessageContaining("every count needs a share");
        assertThatThrownBy(() -> ContingencyTest.goodnessOfFit(new long[] {1, 2}, new double[] {1, 0}))
                .hasMessageContaining("above 0");
    }
}
