package io.github.segmentation4j.fairness.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.data.Categories;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QuantileBandsTest {
    @Test
    void distinctNumbersFillTheBandsEvenly() {
        Categories bands = QuantileBands.of(
                "x", IntStream.range(0, 1000).mapToDouble(i -> 1000 - i).toArray(), 10);
        assertThat(bands.levels()).hasSize(10);
        assertThat(bands.counts()).containsExactly(100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 0);
        assertThat(bands.code(0)).isEqualTo(9);
        assertThat(bands.code(999)).isZero();
    }

    @Test
    void equalNumbersShareABandAndNoBandIsEmpty() {
        double[] values = new double[100];
        for (int i = 0; i < 30; i++) {
            values[i] = i + 1;
        }
        values[99] = Double.NaN;
        values[98] = -0.0;
        Categories bands = QuantileBands.of("x", values, 5);
        assertThat(bands.code(99)).isEqualTo(Categories.MISSING);
        assertThat(bands.code(98)).isEqualTo(bands.code(97)).isZero();
        int[] counts = bands.counts();
        for (int band = 0; band < bands.levels().size(); band++) {
            assertThat(counts[band]).isPositive();
        }
    }

    @Test
    void fewValuesKeepABandEach() {
        assertThat(QuantileBands.of("x", new double[] {5, 1, 5, 9}, 10).codes()).containsExactly(1, 0, 1, 2);
        assertThat(QuantileBands.of("x", new double[] {Double.NaN}, 3).levels()).isEmpty();
        assertThat(QuantileBands.of("x", new double[0], 3).size()).isZero();
        assertThatThrownBy(() -> QuantileBands.of("x", new double[1], 0)).hasMessageContaining("at least 1 band");
    }
}
