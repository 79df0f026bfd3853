package io.github.segmentation4j.fairness.mitigation;

import io.github.segmentation4j.feature.StepRestorers;

/**
 * Restores the stored steps of this package, as in {@code ModelFile.read(file, admission, MitigationSteps.restorers(),
 * Map.of())}.
 *
 * <p>Only a static method; safe for use by several threads.
 */
public final class MitigationSteps {
    private MitigationSteps() {}

    /** What restores a fitted {@link DisparateImpactRemover} and {@link CorrelationRemover}. */
    public static StepRestorers restorers() {
        return StepRestorers.none()
                .withMitigation(FittedDisparateImpactRemover.TYPE, FittedDisparateImpactRemover::restore)
                .withMitigation(FittedCorrelationRemover.TYPE, FittedCorrelationRemover::restore);
    }
}
