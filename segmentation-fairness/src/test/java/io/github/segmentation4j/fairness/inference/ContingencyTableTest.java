package io.github.segmentation4j.fairness.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.quality.Statistic;
import org.junit.jupiter.api.Test;

class ContingencyTableTest {

    /** The clustering example of holisticai, computed with numpy and scipy 1.17. */
    @Test
    void figuresAreThoseOfScipy() {
        ContingencyTable table = ContingencyTable.of(new long[][] {{1, 4}, {2, 1}, {1, 1}});
        assertThat(table.chiSquared()).isCloseTo(1.8055555556, within(1e-9));
        assertThat(table.likelihoodRatio()).isCloseTo(1.8645353728, within(1e-9));
        assertThat(table.mutualInformation()).isCloseTo(.0932267686, within(1e-10));
        assertThat(table.cramersV().orElseThrow()).isCloseTo(.4249182928, within(1e-10));
    }

    @Test
    void rowsAndColumnsWithoutAnybodyTakeNoPart() {
        ContingencyTable table = ContingencyTable.of(new long[][] {{1, 0, 4}, {0, 0, 0}, {2, 0, 1}});
        ContingencyTable inhabited = ContingencyTable.of(new long[][] {{1, 4}, {2, 1}});
        assertThat(table.rowCount()).isEqualTo(2);
        assertThat(table.columnCount()).isEqualTo(2);
        assertThat(table.cellCount()).isEqualTo(4);
        assertThat(table.cramersV()).isEqualTo(inhabited.cramersV());
        assertThat(table.correctedCramersV()).isEqualTo(inhabited.correctedCramersV());
        assertThat(table.mutualInformation()).isEqualTo(inhabited.mutualInformation());
    }

    @Test
    void rowsThatSettleTheColumnGiveOne() {
        ContingencyTable table = ContingencyTable.of(new long[][] {{300, 0}, {0, 100}});
        assertThat(table.cramersV().orElseThrow()).isCloseTo(1, within(1e-15));
        assertThat(table.correctedCramersV().orElseThrow()).isCloseTo(1, within(1e-12));
    }

    @Test
    void oneRowAloneHasNoAssociation() {
        for (long[][] counts : new long[][][] {{}, {{}}, {{3, 4}}, {{3}, {4}}, {{0, 0}, {0, 0}}, {{3, 4}, {0, 0}}}) {
            ContingencyTable table = ContingencyTable.of(counts);
            assertThat(table.chiSquared()).isZero();
            assertThat(table.mutualInformation()).isZero();
            assertThat(table.cramersV()).isInstanceOf(Statistic.Undetermined.class);
            assertThat(table.correctedCramersV()).isInstanceOf(Statistic.Undetermined.class);
        }
    }

    @Test
    void countsThatAreNoneAreRefused() {
        for (double wrong : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> ContingencyTable.of(new double[][] {{1, wrong}}))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("finite and at least 0");
        }
    }
}
