package io.github.segmentation4j.fairness.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.internal.kernel.PointBlocks;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SoftExponentialTest {

    @Test
    void isTheExponentialFunctionToTenDigits() {
        double[] cost = new double[PointBlocks.ROWS];
        double[] zero = new double[cost.length];
        double[] values = new double[cost.length];
        for (int part = 0; part < 100; part++) {
            int from = part * cost.length;
            Arrays.setAll(cost, p -> (from + p) * 40.0 / (100 * cost.length));
            SoftExponential.weigh(cost, 0, zero, 1, values, new double[cost.length]);
            for (int p = 0; p < cost.length; p++) {
                double exact = StrictMath.exp(-cost[p]);
                assertThat(values[p]).isCloseTo(exact, within(1e-10 * exact));
            }
        }
    }

    @Test
    void isOneAtZeroAndVanishesBesideOneWhereItStops() {
        double[] cost = new double[PointBlocks.ROWS];
        Arrays.fill(cost, 1, cost.length, 1e300);
        double[] values = new double[cost.length];
        double[] sums = new double[cost.length];
        Arrays.fill(sums, 1);
        SoftExponential.weigh(cost, 0, new double[cost.length], 1, values, sums);
        assertThat(values[0]).isEqualTo(1);
        assertThat(sums[0]).isEqualTo(2);
        assertThat(sums[1]).isEqualTo(1);
    }
}
