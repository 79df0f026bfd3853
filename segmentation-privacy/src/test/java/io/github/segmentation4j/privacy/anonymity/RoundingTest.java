package io.github.segmentation4j.privacy.anonymity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.internal.random.SeededRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoundingTest {
    @Test
    void countsGoToTheNearestMultiple() {
        for (int base : new int[] {2, 3, 5, 10, 11}) {
            for (long count = 0; count < 100; count++) {
                long rounded = Rounding.to(base).round(count);
                assertThat(rounded % base).isZero();
                assertThat(2 * Math.abs(rounded - count)).isLessThanOrEqualTo(base);
            }
        }
        assertThat(Rounding.to(10).round(15)).isEqualTo(20);
        assertThatThrownBy(() -> Rounding.to(1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Rounding.to(10).round(Long.MAX_VALUE)).isInstanceOf(ArithmeticException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void controlledRoundingKeepsCellsAndMarginsBesideTheirValues(long seed) {
        SeededRandom random = SeededRandom.of(seed);
        int base = 2 + random.nextInt(9);
        long[][] counts = new long[1 + random.nextInt(12)][1 + random.nextInt(12)];
        int columns = counts[0].length;
        for (long[] row : counts) {
            for (int column = 0; column < columns; column++) {
                row[column] = random.nextInt(40);
            }
        }
        long[][] rounded = Rounding.to(base).controlled(counts);
        long total = 0;
        long roundedTotal = 0;
        long[] sums = new long[columns];
        long[] roundedSums = new long[columns];
        for (int row = 0; row < counts.length; row++) {
            long sum = 0;
            long roundedSum = 0;
            for (int column = 0; column < columns; column++) {
                isNeighbour(counts[row][column], rounded[row][column], base);
                sum += counts[row][column];
                roundedSum += rounded[row][column];
                sums[column] += counts[row][column];
                roundedSums[column] += rounded[row][column];
            }
            isNeighbour(sum, roundedSum, base);
            total += sum;
            roundedTotal += roundedSum;
        }
        for (int column = 0; column < columns; column++) {
            isNeighbour(sums[column], roundedSums[column], base);
        }
        isNeighbour(total, roundedTotal, base);
    }

    private static void isNeighbour(long count, long rounded, int base) {
        assertThat(rounded % base).isZero();
        assertThat(Math.abs(rounded - count)).isLessThan(base);
    }

    @Test
    void emptyAndUnevenTables() {
        assertThat(Rounding.to(5).controlled(new long[0][])).isEmpty();
        assertThat(Rounding.to(5).controlled(new long[][] {{5, 10}})).isEqualTo(new long[][] {{5, 10}});
        assertThatThrownBy(() -> Rounding.to(5).controlled(new long[][] {{1, 2}, {3}}))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
