package io.github.segmentation4j.online;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.InvalidInputException;

/**
 * How drift of features and segment shares is looked for, and with which rate of false alarms over a whole run.
 *
 * <pre>{@code
 * DriftMonitor monitor = DriftDetection.withFalseAlarmRate(0.05).start(matrix, segments, 5);
 * monitor.observe(row, segment);
 * DriftReport report = monitor.report();
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads.
 *
 * @param falseAlarmRate the probability that a run without drift ever raises an alarm, above 0 and below 1. It assumes that
 *     rows are independent: one customer seen many times is one row, not many
 * @param window how many of the latest observations are compared with the reference, 50 to 10,000
 */
public record DriftDetection(double falseAlarmRate, int window) {
    /** Checks the options. */
    public DriftDetection {
        PageHinkley.requireRate(falseAlarmRate);
        if (window < 50 || window > 10_000) {
            throw new IllegalArgumentException("the window must be 50 to 10000 observations, was " + window);
        }
    }

    /** Detection with a rate of false alarms, above 0 and below 1, and a window of 250 observations. */
    public static DriftDetection withFalseAlarmRate(double rate) {
        return new DriftDetection(rate, 250);
    }

    /** How many of the latest observations are compared with the reference, 50 to 10,000; default 250. */
    public DriftDetection withWindow(int newWindow) {
        return new DriftDetection(falseAlarmRate, newWindow);
    }

    /**
     * A monitor that has observed nothing yet.
     *
     * @param reference the rows from before, at least one, without missing values; copied. With 1,000 rows a shift of half a
     *     standard deviation is found, with 100 only one of more than a whole
     * @param segments the segment of each row
     * @param segmentCount the number of segments, at least 1
     */
    public DriftMonitor start(FeatureMatrix reference, int[] segments, int segmentCount) {
        if (reference.rowCount() == 0 || reference.columnCount() == 0) {
            throw new InvalidInputException("the reference must have at least one row and one column; add data");
        }
        reference.requireComplete("a reference value must not be missing; fill it first, see Imputation");
        if (segments.length != reference.rowCount()) {
            throw new IllegalArgumentException(
                    "there must be a segment for each of " + reference.rowCount() + " rows, were " + segments.length);
        }
        if (segmentCount < 1) {
            throw new IllegalArgumentException("there must be at least one segment, were " + segmentCount);
        }
        return new DriftMonitor(this, reference, segments, segmentCount);
    }
}
