package io.github.segmentation4j.privacy.local;

import io.github.segmentation4j.internal.statistic.StandardNormal;
import io.github.segmentation4j.privacy.local.MeanLaw.PiecewiseLaw;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.InvalidInputException;

/**
 * Adds up the reports of a mean oracle as they arrive and estimates the mean. Holds six whole numbers, however many reports
 * there are; reports added apart and merged give the same bits in any order.
 *
 * <p>What is added up is private already, so nothing read here costs anything. Not safe for use by several threads: give
 * each an aggregator of its own and merge them.
 */
public final class MeanAggregator {
    private static final int UPPER = 0;
    private static final int LOWER = 1;
    private static final int CELLS = 2;
    private static final int HIGH = 3;
    private static final int LOW = 4;
    private static final int SQUARES = 5;

    /** A place is added up in two parts, so that the sums of 2^38 places do not overflow. */
    private static final int PART_BITS = 24;

    /** Squares are those of places cut to 13 bits: a variance needs no more digits, and 2^38 of them fit. */
    private static final int COARSE_BITS = 36;

    private final Bounds bounds;
    private final MeanLaw law;
    private final long[] sums = new long[6];

    MeanAggregator(Bounds bounds, MeanLaw law) {
        this.bounds = bounds;
        this.law = law;
    }

    /**
     * Adds a report: one from each customer.
     *
     * @throws InvalidInputException if it cannot come from the oracle of this aggregator; nothing is added
     */
    public void add(MeanReport report) {
        if (report instanceof MeanReport.Sign sign && law.pieces() < MeanLaw.COIN) {
            sums[sign.positive() ? UPPER : LOWER]++;
        } else if (report instanceof MeanReport.Cell cell
                && law.pieces() > 0
                && cell.index() >= 0
                && cell.index() < law.piecewise().cells()) {
            long place = 2 * cell.index() - (law.piecewise().cells() - 1);
            sums[CELLS]++;
            sums[HIGH] += place >> PART_BITS;
            sums[LOW] += place & ((1 << PART_BITS) - 1);
            long coarse = place >> COARSE_BITS;
            // (coarse + 1/2)^2 - 1/4: the middle of what was cut to the same bits.
            sums[SQUARES] += coarse * (coarse + 1);
        } else {
            throw new InvalidInputException(
                    "a report must be one of this oracle's; this one was made by another or was" + " damaged");
        }
    }

    /**
     * Adds all that another aggregator has added up.
     *
     * @param other an aggregator of an oracle with the same method, bounds and epsilon; not changed
     */
    public void merge(MeanAggregator other) {
        if (!bounds.equals(other.bounds) || !law.equals(other.law)) {
            throw new IllegalArgumentException(
                    "aggregators must be of the same method, bounds and epsilon; merge those of one oracle");
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] += other.sums[i];
        }
    }

    /** How many reports were added. */
    public long reports() {
        return sums[UPPER] + sums[LOWER] + sums[CELLS];
    }

    /** The estimated mean with an interval at 95 %. */
    public Statistic mean() {
        return mean(0.95);
    }

    /**
     * The estimated mean with a normal interval, which takes in the noise and the spread of the customers' numbers: it is
     * about all customers of whom those who answered are a sample. The estimate is unbiased for numbers within the bounds
     * and so may lie outside of them.
     *
     * @param confidence above 0, below 1
     * @return undetermined if there is no report
     */
    public Statistic mean(double confidence) {
        double z = StandardNormal.criticalValue(IntervalCoverage.EACH_ALONE.each(confidence, 1));
        if (reports() == 0) {
            return Statistic.undetermined("no report was counted");
        }
        double n = reports();
        PiecewiseLaw piecewise = law.piecewise();
        double end = law.duchi().scale();
        double cells = Math.scalb((double) sums[HIGH], PART_BITS) + sums[LOW];
        double mean = ((sums[UPPER] - sums[LOWER]) * end + cells * piecewise.scale()) / n;
        double squares = Math.scalb(sums[SQUARES] + sums[CELLS] / 4.0, 2 * COARSE_BITS);
        double moment = ((sums[UPPER] + sums[LOWER]) * end * end + squares * piecewise.scale() * piecewise.scale()) / n;
        // A few reports may happen to agree; the noise alone has more variance than that.
        double least = Math.min(law.variance(0), law.variance(1));
        double reach = z * Math.sqrt(Math.max(least, moment - mean * mean) / n);
        return new Statistic.Estimate(
                bounds.value(mean), bounds.value(mean - reach), bounds.value(mean + reach), confidence);
    }
}
