package io.github.segmentation4j.feature;

import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;
import io.github.segmentation4j.run.SegmentationException;
import java.util.List;

/**
 * A transform with what it learned. The same row gives the same numbers whatever other rows are in the matrix.
 *
 * <p>Implementations are immutable and safe for use by several threads.
 */
public interface FittedTransform {
    /** The columns it makes. */
    List<Feature> features();

    /**
     * Transforms rows.
     *
     * @param matrix with the columns it was fitted on
     * @param context executor, listener and cancellation; its seed and clock change nothing
     * @return as many rows, with the columns of {@link #features()}
     */
    FeatureMatrix apply(FeatureMatrix matrix, RunContext context);

    /** What it learned from the rows it was fitted on. */
    Learning learned();

    /**
     * What must be stored to restore it.
     *
     * @throws SegmentationException if it cannot be stored
     */
    default ModelState state() {
        throw new SegmentationException(getClass().getName() + " cannot be stored; let it implement state()");
    }
}
