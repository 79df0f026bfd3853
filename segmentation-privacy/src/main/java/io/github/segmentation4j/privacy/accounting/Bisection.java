package io.github.segmentation4j.privacy.accounting;

import java.util.function.DoublePredicate;

/** Where a condition that holds from some number on begins to hold: always a number for which it was seen to hold. */
final class Bisection {
    private Bisection() {}

    /**
     * The least number of a range for which a condition holds, infinite where it holds for none. Halves the bits rather than
     * the value, so that it takes at most 64 looks from 0 to the largest double.
     *
     * @param low at least 0
     * @param high at least low
     */
    static double leastWhere(double low, double high, DoublePredicate holds) {
        if (holds.test(low)) {
            return low;
        }
        if (!holds.test(high)) {
            return Double.POSITIVE_INFINITY;
        }
        long fails = Double.doubleToLongBits(low);
        long works = Double.doubleToLongBits(high);
        while (works - fails > 1) {
            long middle = fails + (works - fails) / 2;
            if (holds.test(Double.longBitsToDouble(middle))) {
                works = middle;
            } else {
                fails = middle;
            }
        }
        return Double.longBitsToDouble(works);
    }
}
