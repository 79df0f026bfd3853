package io.github.segmentation4j.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.segmentation4j.internal.random.SeededRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnRangesTest {
    @ParameterizedTest
    @CsvSource({"1, 0", "1, 1", "255, 0", "256, 0", "256, 3", "257, 0", "257, 257", "1100, 0", "1100, 5", "1100, 1100"})
    void sameAsLookingAtEveryValue(int rows, int gaps) {
        PointBlocks points = new PointBlocks(rows, 3);
        SeededRandom random = SeededRandom.of(rows);
        for (int row = 0; row < rows; row++) {
            points.set(row, 0, random.nextGaussian());
            points.set(row, 1, row < gaps ? Double.NaN : 100 + random.nextGaussian());
            points.set(row, 2, -random.nextDouble());
        }
        ColumnRanges whole = scan(points, 0, points.blockCount());
        ColumnRanges parts = new ColumnRanges(3);
        for (int b = 0; b < points.blockCount(); b += 2) {
            parts.add(scan(points, b, Math.min(points.blockCount(), b + 2)));
        }
        for (ColumnRanges ranges : new ColumnRanges[] {whole, parts}) {
            assertThat(ranges.missing()).isEqualTo(gaps);
            assertThat(ranges.isInfinite()).isFalse();
            for (int c = 0; c < 3; c++) {
                double low = Double.POSITIVE_INFINITY;
                double high = Double.NEGATIVE_INFINITY;
                for (int row = 0; row < rows; row++) {
                    double value = points.get(row, c);
                    low = Double.isNaN(value) ? low : Math.min(low, value);
                    high = Double.isNaN(value) ? high : Math.max(high, value);
                }
                assertThat(ranges.low()[c]).isEqualTo(low);
                assertThat(ranges.high()[c]).isEqualTo(high);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0, Infinity", "255, -Infinity", "256, Infinity", "600, -Infinity"})
    void infiniteValueIsSeenWhereverItLies(int row, double value) {
        PointBlocks points = new PointBlocks(601, 2);
        points.set(row, 1, value);
        points.set(row, 0, Double.NaN);
        ColumnRanges ranges = scan(points, 0, points.blockCount());
        assertThat(ranges.isInfinite()).isTrue();
        assertThat(ranges.missing()).isEqualTo(1);
    }

    @Test
    void noPointsHaveNoRange() {
        ColumnRanges ranges = scan(new PointBlocks(0, 1), 0, 0);
        assertThat(ranges.low()).containsExactly(Double.POSITIVE_INFINITY);
        assertThat(ranges.high()).containsExactly(Double.NEGATIVE_INFINITY);
        assertThat(ranges.isInfinite()).isFalse();
        assertThat(ranges.missing()).isZero();
    }

    private static ColumnRanges scan(PointBlocks points, int first, int end) {
        ColumnRanges.Scan scan = new ColumnRanges.Scan(points, first);
        for (int b = first; b < end; b++) {
            scan.add();
        }
        return scan.end();
    }
}
