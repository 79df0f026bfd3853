package io.github.segmentation4j.feature;

import io.github.segmentation4j.data.AuditView;
import io.github.segmentation4j.data.PurposeBoundView;
import io.github.segmentation4j.run.RunContext;
import java.util.List;

/**
 * Says which numbers describe a customer. An extractor holds options only; what it learns from the customers of a view
 * lives in the {@link FittedExtractor} it returns.
 *
 * <p>Implementations are immutable and safe for use by several threads.
 */
@FunctionalInterface
public non-sealed interface FeatureExtractor extends FeatureStep {
    /**
     * Learns from the customers of a view whatever extraction needs.
     *
     * @param view the customers
     * @param context seed, executor, listener and cancellation
     * @throws io.github.segmentation4j.data.PurposeViolationException if it needs a field the purpose does not allow
     */
    FittedExtractor fit(PurposeBoundView view, RunContext context);

    /**
     * The same for customers whose protected groups may be looked at, so that bias between them can be lessened.
     *
     * @param view the customers
     * @param audit of the same view; opens {@link #protectedAttributes()}
     * @param context seed, executor, listener and cancellation
     */
    default FittedExtractor fit(PurposeBoundView view, AuditView audit, RunContext context) {
        return fit(view, context);
    }

    /**
     * The protected attributes whose groups it must be shown, in {@link #fit(PurposeBoundView, AuditView, RunContext)}.
     *
     * @return names of attributes; none unless it holds a {@link MitigationTransform}
     */
    default List<String> protectedAttributes() {
        return List.of();
    }
}
