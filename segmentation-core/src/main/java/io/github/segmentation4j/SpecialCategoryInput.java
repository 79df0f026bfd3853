package io.github.segmentation4j;

import io.github.segmentation4j.data.Sensitivity;
import io.github.segmentation4j.feature.Feature;
import java.util.List;

/** Blocks if a feature was made from a special category of data and no condition was stated. Always runs. */
final class SpecialCategoryInput implements SegmentationCheck {
    @Override
    public String id() {
        return "special-categories";
    }

    @Override
    public String description() {
        return "No feature comes from a special category of data, unless a condition that allows it was stated.";
    }

    @Override
    public CheckTopic topic() {
        return CheckTopic.PURPOSE;
    }

    @Override
    public CheckResult check(SegmentationDraft draft) {
        List<Feature> special = draft.features().features().stream()
                .filter(feature -> feature.sensitivity() == Sensitivity.SPECIAL_CATEGORY)
                .toList();
        boolean stated = draft.specialCategoryCondition().isPresent();
        List<Finding> findings = special.stream()
                .map(feature -> stated ? allowed(feature, draft) : forbidden(feature))
                .toList();
        return CheckResult.of(id(), findings);
    }

    private static Finding forbidden(Feature feature) {
        return Finding.of(
                        Verdict.BLOCK,
                        "special-category.no-condition",
                        "feature '" + feature.name() + "' comes from a special category of data and no condition was"
                                + " stated; leave it out or state one with specialCategoryCondition(...)")
                .about(feature.name());
    }

    private static Finding allowed(Feature feature, SegmentationDraft draft) {
        return Finding.of(
                        Verdict.WARN,
                        "special-category.used",
                        "feature '" + feature.name()
                                + "' comes from a special category of data, on the stated condition "
                                + draft.specialCategoryCondition().orElseThrow())
                .about(feature.name());
    }
}
