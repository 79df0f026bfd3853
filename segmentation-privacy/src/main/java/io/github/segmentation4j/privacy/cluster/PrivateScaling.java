package io.github.segmentation4j.privacy.cluster;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.feature.FeatureTransform;
import io.github.segmentation4j.feature.FittedTransform;
import io.github.segmentation4j.privacy.ledger.PrivacyCharge;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;
import java.util.Optional;

/**
 * Brings each column to -1 to 1 within bounds, values outside to the nearer end. A z-score would tell about the customers
 * it was fitted on; this one knows nothing of them, or what was learned privately.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class PrivateScaling implements FeatureTransform {
    /** The type of the stored state, for {@link io.github.segmentation4j.feature.StepRestorers#withTransform}. */
    public static final String TYPE = "private-scaling/1";

    private final Optional<ColumnBounds> bounds;
    private final Optional<PrivacyCharge> charge;

    private PrivateScaling(Optional<ColumnBounds> bounds, Optional<PrivacyCharge> charge) {
        this.bounds = bounds;
        this.charge = charge;
    }

    /** Scaling within bounds; a fit costs nothing. */
    public static PrivateScaling within(ColumnBounds bounds) {
        return new PrivateScaling(Optional.of(bounds), Optional.empty());
    }

    /** Scaling within bounds that each fit learns privately, see {@link ColumnBounds#privately}, and pays for. */
    public static PrivateScaling learned(PrivacyCharge charge) {
        return new PrivateScaling(Optional.empty(), Optional.of(Answers.paying(charge)));
    }

    /** A fitted scaling from its stored state. */
    public static FittedTransform restore(ModelState state) {
        return FittedPrivateScaling.restore(state);
    }

    @Override
    public FittedTransform fit(FeatureMatrix matrix, RunContext context) {
        context.throwIfCancelled(FittedPrivateScaling.STAGE);
        ColumnBounds fitted =
                bounds.isPresent() ? bounds.get() : ColumnBounds.privately(matrix, charge.orElseThrow(), context);
        return new FittedPrivateScaling(matrix.features(), fitted);
    }
}
