package io.github.segmentation4j.online;

import io.github.segmentation4j.run.InvalidInputException;
import java.util.OptionalLong;

/**
 * The Page-Hinkley test for a shift of a distribution, with a rate of false alarms that holds over the whole run: how
 * long it lasts and how often one looks make no difference, and neither does the distribution.
 *
 * <p>It follows the ranks of the observations among reference values, from 0 to 1, and raises an alarm when their mean has
 * moved from 1/2 by more than a small shift that is tolerated: {@value #TOLERATED} and what chance in the reference
 * values may account for. A shift of a normal distribution by half a standard deviation moves it by 0.14, by a whole one
 * by 0.26. A change that leaves the middle where it is, as of the spread, is not seen; see {@link KolmogorovSmirnov}.
 *
 * <p>Memory: the reference values. An observation costs time in proportion to their logarithm. Not safe for use by several
 * threads at once.
 *
 * <p>References: E. S. Page, Continuous inspection schemes, 1954; D. V. Hinkley, Inference about the change-point from
 * cumulative sum tests, 1971; J. Shin, A. Ramdas, A. Rinaldo, E-detectors: a nonparametric framework for sequential change
 * detection, 2023; P. Massart, The tight constant in the Dvoretzky-Kiefer-Wolfowitz inequality, 1990.
 *
 * <p>Implementation note: Page and Hinkley compare the sum with a fixed threshold, which is crossed sooner or later
 * without any change. Here the barrier grows with the logarithm of the time, see Shin and others. ADWIN was not chosen: it
 * states its rate for each step and not for the run, and holds a window of observations. Half of the rate goes to the
 * chance that the reference values lie further from their distribution than the Dvoretzky-Kiefer-Wolfowitz bound e; else
 * a rank r exceeds a uniform number by at most e, E exp(t (r - 1/2)) is at most exp(t e + t^2 / 24), and t = 24 {@value
 * #TOLERATED} makes exp(t (r - 1/2 - e - {@value #TOLERATED})) a fair bet. Values that are equal share their mean rank,
 * which makes the expectation smaller.
 */
public final class PageHinkley {
    /** Shifts of the mean rank up to this one are not looked for: a normal distribution moves it so by 0.18 deviations. */
    static final double TOLERATED = 0.05;

    private static final double SLOPE = 24 * TOLERATED;

    private final double[] reference;
    private final double offset;
    private final AlarmBarrier up;
    private final AlarmBarrier down;

    private PageHinkley(double[] sorted, double rate) {
        reference = sorted;
        offset = TOLERATED + Math.sqrt(StrictMath.log(4 / rate) / (2.0 * sorted.length));
        up = new AlarmBarrier(rate / 4);
        down = new AlarmBarrier(rate / 4);
    }

    /**
     * A test that has seen nothing yet.
     *
     * @param reference values from before, at least one, finite, independent of each other; copied. At a rate of 0.05, n of
     *     them let shifts of the mean rank by more than 0.05 + 1.5 / sqrt(n) be found
     * @param falseAlarmRate the probability of an alarm over a whole run whose values are drawn independently from the
     *     distribution of the reference, above 0 and below 1
     */
    public static PageHinkley against(double[] reference, double falseAlarmRate) {
        requireRate(falseAlarmRate);
        if (reference.length == 0) {
            throw new InvalidInputException("there must be at least one reference value, were none");
        }
        return new PageHinkley(SortedValues.of(reference), falseAlarmRate);
    }

    /**
     * Takes the next observation.
     *
     * @param value finite
     * @return whether an alarm was raised, now or before
     */
    public boolean observe(double value) {
        if (!Double.isFinite(value)) {
            throw new InvalidInputException("a value must be finite, was missing or infinite; leave it out");
        }
        int equalOrBelow = SortedValues.below(reference, value) + SortedValues.atMost(reference, value);
        double shift = equalOrBelow / (2.0 * reference.length) - 0.5;
        up.add(SLOPE * (shift - offset));
        down.add(SLOPE * (-shift - offset));
        return alarmAt().isPresent();
    }

    /** The number, from 1, of the observation that raised the first alarm. */
    public OptionalLong alarmAt() {
        return AlarmBarrier.earlier(up.alarmAt(), down.alarmAt());
    }

    static void requireRate(double rate) {
        if (!(rate > 0 && rate < 1)) {
            throw new IllegalArgumentException("the rate of false alarms must be above 0 and below 1, was " + rate);
        }
    }
}
