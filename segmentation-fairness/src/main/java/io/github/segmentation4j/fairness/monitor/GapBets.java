package io.github.segmentation4j.fairness.monitor;

import java.util.Arrays;

/**
 * Bets against a gap within a margin: pairs of rates outside it, and what each of them multiplies its stake by after a
 * batch. Immutable.
 *
 * <p>For a pair {@code (a, b)} let {@code (a0, b0)} be the pair within the margin that is nearest to it in relative
 * entropy, weighted by the sizes of the batch. The factor is the likelihood of the batch under {@code (a, b)} divided by
 * that under {@code (a0, b0)}. Its expectation is at most 1 whenever the mean rates {@code (x, y)} of the persons of the
 * batch lie within the margin: it is the product of one affine function of each person's rate, at most {@code A^n} for
 * their mean {@code A} over all {@code n} persons, and {@code A} is 1 less a derivative of the entropy in the direction
 * from the nearest pair to {@code (x, y)}, which is not negative because the pairs within the margin are convex.
 */
final class GapBets {
    private static final int BASES = 16;

    /** How far the angles of both rates move away from each other; each step doubles, so that a bet is near every gap. */
    private static final double[] OFFSETS = {0.01, 0.02, 0.04, 0.08, 0.16, 0.32};

    /** The nearest that an angle comes to a rate of 0 or 1. */
    private static final double EDGE = 0.01;

    private static final int MOST_STEPS = 200;
    private static final double PRECISION = 1e-14;

    private final double margin;
    private final double[] first;
    private final double[] second;
    private final double[] logFirst;
    private final double[] logNotFirst;
    private final double[] logSecond;
    private final double[] logNotSecond;

    GapBets(double margin) {
        this.margin = margin;
        int count = BASES * OFFSETS.length * 2;
        first = new double[count];
        second = new double[count];
        int next = 0;
        for (int base = 0; base < BASES; base++) {
            // On the scale of angles the standard error is the same for every rate.
            double middle = rate((base + 0.5) * Math.PI / 2 / BASES);
            double low = angle(Math.max(0, middle - margin / 2));
            double high = angle(Math.min(1, middle + margin / 2));
            for (double offset : OFFSETS) {
                double below = rate(low - offset);
                double above = rate(high + offset);
                first[next] = below;
                second[next++] = above;
                first[next] = above;
                second[next++] = below;
            }
        }
        // A factor is made of logarithms of the bet and of the nearest pair; those of the bet never change.
        logFirst = Arrays.stream(first).map(StrictMath::log).toArray();
        logNotFirst = Arrays.stream(first).map(rate -> StrictMath.log1p(-rate)).toArray();
        logSecond = Arrays.stream(second).map(StrictMath::log).toArray();
        logNotSecond =
                Arrays.stream(second).map(rate -> StrictMath.log1p(-rate)).toArray();
    }

    int size() {
        return first.length;
    }

    /** The logarithm of the factor of a bet after a batch in which both groups occur. */
    double logFactor(int bet, ParityBatch batch) {
        double a = first[bet];
        double b = second[bet];
        if (Math.abs(a - b) <= margin) {
            return 0;
        }
        // The nearest pair has a gap of exactly the margin; call the smaller of its rates x.
        double x = a < b
                ? smallerRate(a, batch.first(), b, batch.second())
                : smallerRate(b, batch.second(), a, batch.first());
        double y = x + margin;
        double logX = StrictMath.log(x);
        double logNotX = StrictMath.log1p(-x);
        double logY = margin == 0 ? logX : StrictMath.log(y);
        double logNotY = margin == 0 ? logNotX : StrictMath.log1p(-y);
        boolean rising = a < b;
        return batch.firstHits() * (logFirst[bet] - (rising ? logX : logY))
                + (batch.first() - batch.firstHits()) * (logNotFirst[bet] - (rising ? logNotX : logNotY))
                + batch.secondHits() * (logSecond[bet] - (rising ? logY : logX))
                + (batch.second() - batch.secondHits()) * (logNotSecond[bet] - (rising ? logNotY : logNotX));
    }

    /** Where the relative entropy from the rates {@code low < high} to {@code (x, x + margin)} is smallest. */
    private double smallerRate(double low, double lowPersons, double high, double highPersons) {
        if (margin == 0) {
            return (lowPersons * low + highPersons * high) / (lowPersons + highPersons);
        }
        double left = low;
        double right = high - margin;
        double x = left + (right - left) / 2;
        for (int step = 0; step < MOST_STEPS; step++) {
            double y = x + margin;
            double slope = lowPersons * slope(x, low) + highPersons * slope(y, high);
            if (slope < 0) {
                left = x;
            } else {
                right = x;
            }
            double next = x - slope / (lowPersons * curvature(x, low) + highPersons * curvature(y, high));
            if (!(next >= left && next <= right)) {
                next = left + (right - left) / 2;
            }
            boolean settled = Math.abs(next - x) <= PRECISION * x;
            x = next;
            if (settled) {
                break;
            }
        }
        return x;
    }

    /** The derivative of the relative entropy from {@code rate} to {@code x}. */
    private static double slope(double x, double rate) {
        return (x - rate) / (x * (1 - x));
    }

    private static double curvature(double x, double rate) {
        double variance = x * (1 - x);
        return (x * (x - rate) + rate * (1 - x)) / (variance * variance);
    }

    private static double rate(double angle) {
        double sine = StrictMath.sin(Math.max(EDGE, Math.min(Math.PI / 2 - EDGE, angle)));
        return sine * sine;
    }

    private static double angle(double rate) {
        return StrictMath.asin(Math.sqrt(rate));
    }
}
