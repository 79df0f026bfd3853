package io.github.segmentation4j.data;

import java.util.Objects;

/** Whether a customer may be segmented, and if not, why. */
public sealed interface AdmissionDecision {
    /** The customer may be segmented. */
    record Admitted() implements AdmissionDecision {}

    /**
     * The customer may not be segmented.
     *
     * @param reason why
     */
    record Excluded(ExclusionReason reason) implements AdmissionDecision {
        /** Checks the reason. */
        public Excluded {
            Objects.requireNonNull(reason, "reason");
        }
    }

    /** The decision to admit. */
    static AdmissionDecision admit() {
        return new Admitted();
    }

    /** The decision to exclude. */
    static AdmissionDecision exclude(ExclusionReason reason) {
        return new Excluded(reason);
    }
}
