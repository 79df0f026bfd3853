package io.github.segmentation4j.feature;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.run.RunContext;
import java.util.List;

/**
 * Changes features so that they tell less about protected groups. It is the only kind of step that sees groups, and it
 * names the attributes it must be shown; they become no feature and no source of one. A mitigation holds options only;
 * what it learns lives in the {@link FittedMitigation} it returns.
 *
 * <p>Implementations are immutable and safe for use by several threads.
 */
public non-sealed interface MitigationTransform extends FeatureStep {
    /** The protected attributes it must be shown, at least one. */
    List<String> protectedAttributes();

    /**
     * Learns from a matrix and the groups of its rows.
     *
     * @param matrix n rows x d columns
     * @param groups one for each of {@link #protectedAttributes()}, in that order, each with n rows
     * @param context seed, executor, listener and cancellation
     */
    FittedMitigation fit(FeatureMatrix matrix, List<Categories> groups, RunContext context);
}
