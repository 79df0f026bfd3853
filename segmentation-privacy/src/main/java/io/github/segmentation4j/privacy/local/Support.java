package io.github.segmentation4j.privacy.local;

/**
 * The chances that a report speaks for a value.
 *
 * @param other the chance that it speaks for a given value which is not the customer's
 * @param gap by how much that chance is greater for the customer's own value, above 0
 */
record Support(double other, double gap) {
    /** The frequency at which a share of reports speaks for a value on average. */
    double frequency(double share) {
        return (share - other) / gap;
    }

    /** The standard error of the estimate of a frequency from several reports. */
    double standardError(double frequency, long reports) {
        if (!(frequency >= 0 && frequency <= 1)) {
            throw new IllegalArgumentException("a frequency must be from 0 to 1, was " + frequency);
        }
        double share = other + frequency * gap;
        return Math.sqrt(share * (1 - share) / requireReports(reports)) / gap;
    }

    static long requireReports(long reports) {
        if (reports < 1) {
            throw new IllegalArgumentException("there must be at least 1 report, were " + reports);
        }
        return reports;
    }
}
