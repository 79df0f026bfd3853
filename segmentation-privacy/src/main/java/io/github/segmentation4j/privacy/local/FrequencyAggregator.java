package io.github.segmentation4j.privacy.local;

import io.github.segmentation4j.internal.statistic.StandardNormal;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.InvalidInputException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Counts the reports of a frequency oracle as they arrive and estimates how frequent each value is. Holds a few counts,
 * however many reports there are; reports counted apart and merged give the same numbers in any order.
 *
 * <p>What is counted is private already, so nothing read here costs anything. Not safe for use by several threads: give
 * each an aggregator of its own and merge them.
 */
public final class FrequencyAggregator {
    private final Tally tally;
    private final Support support;
    private final long[] counts;
    private long reports;

    FrequencyAggregator(Tally tally, Support support) {
        this.tally = tally;
        this.support = support;
        this.counts = new long[tally.size()];
    }

    /**
     * Counts a report: one from each customer.
     *
     * @throws InvalidInputException if it cannot come from the oracle of this aggregator; nothing is counted
     */
    public void add(FrequencyReport report) {
        tally.count(report, counts);
        reports++;
    }

    /**
     * Counts all that another aggregator has counted.
     *
     * @param other an aggregator of an oracle with the same method, domain and epsilon; not changed
     */
    public void merge(FrequencyAggregator other) {
        if (!tally.equals(other.tally) || !support.equals(other.support)) {
            throw new IllegalArgumentException(
                    "aggregators must be of the same method, domain and epsilon; merge those of one oracle");
        }
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
        reports += other.reports;
    }

    /** How many reports were counted. */
    public long reports() {
        return reports;
    }

    /** The estimated frequencies with intervals that hold by themselves at 95 %. */
    public List<Statistic> frequencies() {
        return frequencies(0.95, IntervalCoverage.EACH_ALONE);
    }

    /**
     * The estimated frequencies, each with Wilson's interval, carried over from the share of reports that speak for the
     * value. The estimates are unbiased and so may lie below 0 or above 1, as may the intervals. An interval is about all
     * customers of whom those who answered are a sample; for those who answered alone it is a little too wide.
     *
     * @param confidence above 0, below 1
     * @param coverage what the confidence is about
     * @return a frequency for each value, in the order of the domain; undetermined if there is no report
     */
    public List<Statistic> frequencies(double confidence, IntervalCoverage coverage) {
        double each = coverage.each(confidence, tally.domainSize());
        if (reports == 0) {
            return Collections.nCopies(tally.domainSize(), Statistic.undetermined("no report was counted"));
        }
        double z = StandardNormal.criticalValue(each);
        List<Statistic> frequencies = new ArrayList<>(tally.domainSize());
        for (long supporting : tally.supports(counts, reports)) {
            frequencies.add(frequency(supporting, z, confidence));
        }
        return List.copyOf(frequencies);
    }

    private Statistic frequency(long supporting, double z, double confidence) {
        double n = reports;
        double share = supporting / n;
        double shrink = 1 + z * z / n;
        double centre = (share + z * z / (2 * n)) / shrink;
        double half = z / shrink * Math.sqrt(share * (1 - share) / n + z * z / (4 * n * n));
        return new Statistic.Estimate(
                support.frequency(share),
                support.frequency(centre - half),
                support.frequency(centre + half),
                confidence);
    }
}
