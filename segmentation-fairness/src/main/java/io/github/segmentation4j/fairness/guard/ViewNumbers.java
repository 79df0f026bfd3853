package io.github.segmentation4j.fairness.guard;

import io.github.segmentation4j.SegmentationDraft;
import io.github.segmentation4j.data.PurposeViolationException;
import io.github.segmentation4j.fairness.proxy.ProtectedGroups;

/** A number of each customer of a draft, or why it may not be read. */
sealed interface ViewNumbers {
    /** The numbers, NaN where missing; nobody else holds the array. */
    record Known(double[] values) implements ViewNumbers {}

    /** No numbers. */
    record Withheld(ProtectedGroups.NotAssessable reason) implements ViewNumbers {}

    static ViewNumbers of(SegmentationDraft draft, String attribute) {
        try {
            return new Known(draft.view().numbers(attribute));
        } catch (PurposeViolationException | IllegalArgumentException unfit) {
            return new Withheld(new ProtectedGroups.NotAssessable(attribute, String.valueOf(unfit.getMessage())));
        }
    }
}
