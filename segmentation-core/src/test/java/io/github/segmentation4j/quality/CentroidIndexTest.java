package io.github.segmentation4j.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.run.InvalidInputException;
import org.junit.jupiter.api.Test;

class CentroidIndexTest {
    private static final double[][] TRUTH = {{0, 0}, {10, 0}, {0, 10}, {10, 10}};

    @Test
    void zeroForTheSameStructureInAnyOrder() {
        double[][] near = {{9, 9}, {1, 0}, {0, 9}, {11, 0}};
        assertThat(CentroidIndex.between(TRUTH, near)).isZero();
    }

    @Test
    void countsTheClustersThatWereMissed() {
        double[][] oneMissed = {{0, 0}, {1, 1}, {0, 10}, {10, 10}};
        double[][] twoMissed = {{0, 0}, {1, 1}, {1, 0}, {10, 10}};
        assertThat(CentroidIndex.between(TRUTH, oneMissed)).isEqualTo(1);
        assertThat(CentroidIndex.between(oneMissed, TRUTH)).isEqualTo(1);
        assertThat(CentroidIndex.between(TRUTH, twoMissed)).isEqualTo(2);
        assertThat(CentroidIndex.between(twoMissed, TRUTH)).isEqualTo(2);
    }

    @Test
    void setsMayDifferInSize() {
        assertThat(CentroidIndex.between(TRUTH, new double[][] {{5, 5}})).isEqualTo(3);
        assertThat(CentroidIndex.between(new double[][] {{5, 5}}, TRUTH)).isEqualTo(3);
    }

    @Test
    void whatIsNoSetOfCentroidsIsRefused() {
        assertThatThrownBy(() -> CentroidIndex.between(TRUTH, new double[0][]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("had 4 and 0");
        assertThatThrownBy(() -> CentroidIndex.between(TRUTH, new double[][] {{1, 2}, {3}}))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("row 2: a centroid must have 2 values, has 1");
        assertThatThrownBy(() -> CentroidIndex.between(new double[][] {{Double.NaN}}, new double[][] {{1}}))
                .isInstanceOf(InvalidInputException.class);
    }
}
