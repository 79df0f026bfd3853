package io.github.segmentation4j.online;

import java.math.BigDecimal;
import java.util.Arrays;

/**
 * A sum without rounding, so that taking a number away again leaves no trace: the sum is kept as doubles that do not
 * overlap, and is rounded once when it is read.
 *
 * <p>References: J. R. Shewchuk, Adaptive precision floating-point arithmetic and fast robust geometric predicates, 1997.
 */
final class ExactSum {
    private double[] parts = new double[2];
    private int count;

    /** Adds a number of a magnitude up to 1e290, far from overflow. */
    void add(double value) {
        double carried = value;
        int kept = 0;
        for (int i = 0; i < count; i++) {
            double part = parts[i];
            double sum = carried + part;
            double fromPart = sum - carried;
            double lost = (carried - (sum - fromPart)) + (part - fromPart);
            if (lost != 0) {
                parts[kept++] = lost;
            }
            carried = sum;
        }
        if (carried != 0) {
            if (kept == parts.length) {
                parts = Arrays.copyOf(parts, 2 * kept);
            }
            parts[kept++] = carried;
        }
        count = kept;
    }

    /** The double nearest to the sum. */
    double value() {
        if (count <= 1) {
            return count == 0 ? 0 : parts[0];
        }
        BigDecimal total = BigDecimal.ZERO;
        for (int i = 0; i < count; i++) {
            total = total.add(new BigDecimal(parts[i]));
        }
        return total.doubleValue();
    }
}
