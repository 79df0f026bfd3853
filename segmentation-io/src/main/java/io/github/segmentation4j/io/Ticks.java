package io.github.segmentation4j.io;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An axis with three to five round numbers that reaches from below the smallest value to above the largest. */
final class Ticks {
    private static final int MOST_STEPS = 4;
    private static final double[] ROUND = {1, 2, 5};
    private static final double LARGEST_PLAIN = 1e9;
    private static final double SMALLEST_PLAIN = 1e-6;

    private final long first;
    private final long last;
    private final double step;
    private final int decimals;

    private Ticks(long first, long last, double step, int decimals) {
        this.first = first;
        this.last = last;
        this.step = step;
        this.decimals = decimals;
    }

    /** An axis over finite values, of which the first is not above the second. */
    static Ticks over(double smallest, double largest) {
        // An axis needs a length: a single value stands in the middle of one as wide as itself.
        double half = largest > smallest ? 0 : smallest == 0 ? 1 : Math.abs(smallest) / 2;
        double from = smallest - half;
        double to = largest + half;
        // In units of the largest value no difference overflows and no step is lost below the precision of a double.
        double least = Math.max((to / MOST_STEPS - from / MOST_STEPS), Math.max(Math.abs(from), Math.abs(to)) * 1e-12);
        int power = (int) Math.floor(StrictMath.log10(least)) - 1;
        for (; ; power++) {
            for (double round : ROUND) {
                double step = round * StrictMath.pow(10, power);
                double first = Math.floor(from / step + 1e-9);
                double last = Math.ceil(to / step - 1e-9);
                if (last - first <= MOST_STEPS) {
                    return new Ticks((long) first, (long) last, step, Math.max(0, -power));
                }
            }
        }
    }

    /** The numbers at the ticks. */
    List<Double> values() {
        List<Double> values = new ArrayList<>();
        for (long tick = first; tick <= last; tick++) {
            values.add(tick * step);
        }
        return values;
    }

    /** Where a value stands on the axis, from 0 to 1. */
    double place(double value) {
        return Math.min(1, Math.max(0, (value / step - first) / (last - first)));
    }

    /** A tick in words: all of an axis with the same number of decimals. */
    String label(double tick) {
        double size = Math.max(Math.abs(first), Math.abs(last)) * step;
        if (size >= LARGEST_PLAIN || size < SMALLEST_PLAIN) {
            return Figures.number(tick);
        }
        return String.format(Locale.ROOT, "%,." + decimals + "f", tick == 0 ? 0.0 : tick);
    }

    /** How much room the longest label takes in a picture. */
    double roomForLabels() {
        return values().stream()
                .mapToDouble(tick -> Svg.widthOf(label(tick)))
                .max()
                .orElse(0);
    }
}
