package io.github.segmentation4j.io;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** How numbers are rounded and written in a report: four figures, thousands apart, the same in every locale. */
final class Figures {
    private static final int FIGURES = 4;
    private static final int FIGURES_OF_ONE = 3;
    private static final double LARGEST_PLAIN = 1e15;
    private static final double SMALLEST_PLAIN = 1e-4;

    private Figures() {}

    /** The number as far as a report tells it: whole ones as they are, others to four figures but never less than units. */
    static double rounded(double number) {
        double size = Math.abs(number);
        if (number == 0 || !Double.isFinite(number)) {
            return 0;
        }
        if (size >= 1000 && size < LARGEST_PLAIN) {
            return Math.rint(number);
        }
        if (number == Math.rint(number) && size < LARGEST_PLAIN) {
            return number;
        }
        return new BigDecimal(number)
                .round(new MathContext(FIGURES, RoundingMode.HALF_EVEN))
                .doubleValue();
    }

    /** A median or quartile, which may be what a single customer has: to three figures, so that many have the same. */
    static double ofOne(double number) {
        return number == 0 || !Double.isFinite(number)
                ? 0
                : new BigDecimal(number)
                        .round(new MathContext(FIGURES_OF_ONE, RoundingMode.HALF_EVEN))
                        .doubleValue();
    }

    static String number(double number) {
        double rounded = rounded(number);
        double size = Math.abs(rounded);
        if (size == 0) {
            return "0";
        }
        if (size >= LARGEST_PLAIN || size < SMALLEST_PLAIN) {
            return String.format(Locale.ROOT, "%.3e", rounded);
        }
        if (rounded == Math.rint(rounded)) {
            return String.format(Locale.ROOT, "%,d", (long) rounded);
        }
        return new BigDecimal(Double.toString(rounded)).stripTrailingZeros().toPlainString();
    }

    static String percent(double share) {
        double percent = 100 * share;
        if (percent == 0 || percent == 100) {
            return (int) percent + " %";
        }
        return String.format(Locale.ROOT, percent >= 0.1 && percent <= 99.9 ? "%.1f" : "%.2f", percent) + " %";
    }

    /** A share as far as a report tells it. */
    static double roundedShare(double share) {
        return BigDecimal.valueOf(share).setScale(4, RoundingMode.HALF_EVEN).doubleValue();
    }
}
