package io.github.segmentation4j.internal.statistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.internal.random.SeededRandom;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacedSortTest {
    private static final double[] SPECIAL = {
        0.0, -0.0, Double.NaN, Double.MIN_VALUE, -Double.MAX_VALUE, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY
    };

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1000, 65_536, 65_537, 300_001})
    void sameOrderAsThePlainSort(int size) {
        SeededRandom random = SeededRandom.of(size);
        double[] values = new double[size];
        Arrays.setAll(values, i -> i % 50 == 7 ? SPECIAL[random.nextInt(SPECIAL.length)] : random.nextGaussian());
        long[] wholes = new long[size];
        Arrays.setAll(wholes, i -> random.nextInt(1000) - 500L);
        double[] expected = values.clone();
        Arrays.sort(expected);
        long[] expectedWholes = wholes.clone();
        Arrays.sort(expectedWholes);
        PacedSort.sort(values, Checkpoint.none());
        PacedSort.sort(wholes, Checkpoint.none());
        assertThat(Arrays.equals(values, expected)).isTrue();
        assertThat(wholes).isEqualTo(expectedWholes);
    }

    @Test
    void stopsOnItsWay() {
        AtomicInteger looks = new AtomicInteger();
        Checkpoint third = Checkpoint.of(() -> {
            if (looks.incrementAndGet() == 3) {
                throw new IllegalStateException("stopped");
            }
        });
        assertThatThrownBy(() -> PacedSort.sort(new long[200_000], third)).hasMessage("stopped");
        assertThat(looks).hasValue(3);
    }
}
