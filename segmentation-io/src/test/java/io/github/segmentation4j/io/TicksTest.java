package io.github.segmentation4j.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TicksTest {
    @Test
    void anAxisHasThreeToFiveTicksAroundAllValues() {
        double[] sizes = {1e-300, 1e-9, 0.003, 1, 7, 99, 12_345, 8e7, 1e15, 1e300};
        for (double from : sizes) {
            for (double to : sizes) {
                for (double sign : new double[] {-1, 1}) {
                    double low = Math.min(sign * from, to);
                    double high = Math.max(sign * from, to);
                    Ticks ticks = Ticks.over(low, high);
                    List<Double> values = ticks.values();
                    assertThat(values)
                            .as(low + " to " + high)
                            .hasSizeBetween(3, 5)
                            .isSorted();
                    double slack = 1e-8 * Math.max(Math.abs(low), Math.abs(high));
                    assertThat(values.get(0)).isLessThanOrEqualTo(low + slack);
                    assertThat(values.get(values.size() - 1)).isGreaterThanOrEqualTo(high - slack);
                    assertThat(ticks.place(low)).isBetween(0.0, 1.0);
                    assertThat(ticks.place(high)).isBetween(ticks.place(low), 1.0);
                    assertThat(values.stream().map(ticks::label)).doesNotHaveDuplicates();
                }
            }
        }
    }

    @Test
    void ticksAreRoundNumbers() {
        assertThat(labels(0.28, 0.412)).containsExactly("0.25", "0.30", "0.35", "0.40", "0.45");
        assertThat(labels(2, 6)).containsExactly("2", "3", "4", "5", "6");
        assertThat(labels(-1500, 9000)).containsExactly("-5,000", "0", "5,000", "10,000");
        assertThat(labels(0, 0)).containsExactly("-1.0", "-0.5", "0.0", "0.5", "1.0");
        assertThat(Ticks.over(4, 4).place(4)).isEqualTo(0.5);
    }

    private static List<String> labels(double from, double to) {
        Ticks ticks = Ticks.over(from, to);
        return ticks.values().stream().map(ticks::label).toList();
    }
}
