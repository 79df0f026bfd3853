package io.github.segmentation4j.fairness.cluster;

import io.github.segmentation4j.internal.kernel.PointBlocks;

/**
 * The exponential function for a block of values from {@value #LEAST} to 0, with the same bits everywhere, in a loop that
 * the server compiler turns into vector instructions: {@code exp(x) = exp(x / 64)^64}, a Taylor polynomial squared six
 * times. Its relative error is below 1e-10; below {@value #LEAST} it stays at {@code exp(LEAST)}, which added to 1 is 1.
 */
final class SoftExponential {
    static final double LEAST = -40;

    private static final double SCALE = 1.0 / 64;
    private static final double C2 = 1.0 / 2;
    private static final double C3 = 1.0 / 6;
    private static final double C4 = 1.0 / 24;
    private static final double C5 = 1.0 / 120;
    private static final double C6 = 1.0 / 720;
    private static final double C7 = 1.0 / 5040;
    private static final double C8 = 1.0 / 40_320;
    private static final double C9 = 1.0 / 362_880;
    private static final double C10 = 1.0 / 3_628_800;
    private static final double C11 = 1.0 / 39_916_800;
    private static final double C12 = 1.0 / 479_001_600;

    private SoftExponential() {}

    /**
     * Writes {@code exp((least - cost - offset) / temperature)} and adds it to the sums.
     *
     * @param least at most cost + offset
     * @param inverse 1 / temperature
     */
    static void weigh(double[] cost, double offset, double[] least, double inverse, double[] target, double[] sums) {
        for (int p = 0; p < PointBlocks.ROWS; p++) {
            double x = Math.max(LEAST, (least[p] - (cost[p] + offset)) * inverse) * SCALE;
            double y = Math.fma(x, C12, C11);
            y = Math.fma(x, y, C10);
            y = Math.fma(x, y, C9);
            y = Math.fma(x, y, C8);
            y = Math.fma(x, y, C7);
            y = Math.fma(x, y, C6);
            y = Math.fma(x, y, C5);
            y = Math.fma(x, y, C4);
            y = Math.fma(x, y, C3);
            y = Math.fma(x, y, C2);
            y = Math.fma(x, y, 1);
            y = Math.fma(x, y, 1);
            y *= y;
            y *= y;
            y *= y;
            y *= y;
            y *= y;
            y *= y;
            target[p] = y;
            sums[p] += y;
        }
    }
}
