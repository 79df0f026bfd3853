package io.github.segmentation4j.distance;

import io.github.segmentation4j.run.ModelState;

/**
 * How unlike two rows are: 0 or more, 0 between equal rows, and the same both ways, to the bit.
 *
 * <p>Implementations are immutable and safe for use by several threads.
 */
public interface FittedDissimilarity {
    /** The number of columns a row must have. */
    int columnCount();

    /**
     * How unlike two rows are.
     *
     * @param first {@link #columnCount()} values, finite unless the dissimilarity says what it makes of missing ones
     * @param second as many
     * @return finite, at least 0
     */
    double between(double[] first, double[] second);

    /** Whether the triangle inequality holds: no way over a third row is shorter. */
    boolean isMetric();

    /** What must be stored to restore it. */
    ModelState state();
}
