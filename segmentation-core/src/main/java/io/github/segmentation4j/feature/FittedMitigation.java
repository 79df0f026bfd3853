package io.github.segmentation4j.feature;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;
import io.github.segmentation4j.run.SegmentationException;
import java.util.List;

/**
 * A mitigation with what it learned. The same row of the same group gives the same numbers whatever other rows are in
 * the matrix.
 *
 * <p>Implementations are immutable and safe for use by several threads.
 */
public interface FittedMitigation {
    /** The columns it makes: those of the fit, whose sources they keep. No protected attribute is a source of one. */
    List<Feature> features();

    /** The protected attributes whose groups it looks at, in the order in which they are handed to it. */
    List<String> protectedAttributes();

    /** Whether it is shown the groups of customers it was not fitted on. */
    GroupServing serving();

    /**
     * Transforms rows. Customers it was fitted on come with their groups. Others do so only if {@link #serving()} is
     * aware of groups; otherwise each group is {@link Categories#MISSING}, and a mitigation documents what that means.
     * Levels are known by their names: their order, and which of them occur, may differ from the fit.
     *
     * @param matrix with the columns it was fitted on
     * @param groups one for each of {@link #protectedAttributes()}, with as many rows as the matrix
     * @param context executor, listener and cancellation; its seed and clock change nothing
     * @return as many rows, with the columns of {@link #features()}
     */
    FeatureMatrix apply(FeatureMatrix matrix, List<Categories> groups, RunContext context);

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
