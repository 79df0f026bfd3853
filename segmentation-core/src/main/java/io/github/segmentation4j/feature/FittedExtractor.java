package io.github.segmentation4j.feature;

import io.github.segmentation4j.data.PurposeBoundView;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;
import io.github.segmentation4j.run.SegmentationException;
import java.util.List;

/**
 * An extractor with what it learned: turns the customers of any view with the same schema into a {@link FeatureMatrix}.
 * The same customer gives the same numbers whoever else is in the view.
 *
 * <p>Implementations are immutable and safe for use by several threads.
 */
public interface FittedExtractor {
    /** The columns it makes. */
    List<Feature> features();

    /**
     * Makes the features.
     *
     * @param view the customers
     * @param context executor, listener and cancellation; its seed and clock change nothing
     * @return one row for each customer of the view, in its order, with the columns of {@link #features()}
     */
    FeatureMatrix extract(PurposeBoundView view, RunContext context);

    /** What it learned from the customers it was fitted on. */
    Learning learned();

    /**
     * The same customers in units a person would use: before scaling and other transforms.
     *
     * @param view the customers
     * @param context as in {@link #extract}
     * @return one row for each customer of the view, in its order
     */
    default FeatureMatrix describe(PurposeBoundView view, RunContext context) {
        return extract(view, context);
    }

    /**
     * What must be stored to restore it.
     *
     * @throws SegmentationException if it cannot be stored
     */
    default ModelState state() {
        throw new SegmentationException(getClass().getName() + " cannot be stored; let it implement state()");
    }
}
