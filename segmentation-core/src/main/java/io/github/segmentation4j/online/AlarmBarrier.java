package io.github.segmentation4j.online;

import java.util.OptionalLong;

/**
 * Raises an alarm when the evidence for a change, begun at any observation of the past, has grown too large to be chance.
 *
 * <p>The evidence of an observation is the logarithm of a number whose expectation is at most 1 as long as nothing
 * changed. Sums begun at observation i may reach ln(i (i + 1) / rate): Ville's inequality bounds the probability that one
 * ever does by rate / (i (i + 1)), and these add up to the rate over all i. So the rate holds for the whole run, however
 * long it is and however often one looks.
 */
final class AlarmBarrier {
    private final double logRate;
    private double best = Double.NEGATIVE_INFINITY;
    private long observed;
    private long alarmAt;

    /** @param rate the probability of an alarm over a whole run without a change, above 0 and below 1 */
    AlarmBarrier(double rate) {
        logRate = StrictMath.log(rate);
    }

    /** Adds the evidence of the next observation. */
    void add(double evidence) {
        observed++;
        double begun = logRate - StrictMath.log((double) observed) - StrictMath.log(observed + 1.0);
        best = Math.max(best, begun) + evidence;
        if (alarmAt == 0 && best >= 0) {
            alarmAt = observed;
        }
    }

    /** The number, from 1, of the observation that raised the alarm. */
    OptionalLong alarmAt() {
        return alarmAt == 0 ? OptionalLong.empty() : OptionalLong.of(alarmAt);
    }

    /** The earlier of two alarms. */
    static OptionalLong earlier(OptionalLong a, OptionalLong b) {
        if (a.isEmpty() || b.isEmpty()) {
            return a.isEmpty() ? b : a;
        }
        return a.getAsLong() <= b.getAsLong() ? a : b;
    }
}
