package io.github.segmentation4j.feature;

import io.github.segmentation4j.run.RunContext;

/**
 * Turns features into other features: scales, imputes, projects. A transform holds options only; what it learns lives in
 * the {@link FittedTransform} it returns.
 *
 * <p>Implementations are immutable and safe for use by several threads.
 */
@FunctionalInterface
public non-sealed interface FeatureTransform extends FeatureStep {
    /**
     * Learns from a matrix whatever the transform needs.
     *
     * @param matrix n rows x d columns
     * @param context seed, executor, listener and cancellation
     */
    FittedTransform fit(FeatureMatrix matrix, RunContext context);
}
