package io.github.segmentation4j;

import io.github.segmentation4j.data.Purpose;
import io.github.segmentation4j.feature.Feature;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Blocks if a feature was made from a field that the purpose does not allow. Always runs. */
final class PurposeLimits implements SegmentationCheck {
    @Override
    public String id() {
        return "purpose-limits";
    }

    @Override
    public String description() {
        return "Every feature comes only from fields that are allowed for the purpose.";
    }

    @Override
    public CheckTopic topic() {
        return CheckTopic.PURPOSE;
    }

    @Override
    public CheckResult check(SegmentationDraft draft) {
        Purpose purpose = draft.view().purpose();
        Map<String, String> withheld = draft.view().access().withheldFields();
        List<Finding> findings = new ArrayList<>();
        for (Feature feature : draft.features().features()) {
            if (!feature.purposes().contains(purpose)) {
                findings.add(outside(feature, "its sources do not all allow " + purpose));
            }
            for (String source : feature.attributes()) {
                withheld.forEach((field, reason) -> {
                    // Names may hold dots, so an amount is known by its whole stream's name, not by its first part.
                    if (source.equals(field) || isPartOf(draft, source, field)) {
                        findings.add(outside(feature, "field '" + field + "' " + reason));
                    }
                });
            }
        }
        return CheckResult.of(id(), findings);
    }

    private static boolean isPartOf(SegmentationDraft draft, String source, String stream) {
        return source.startsWith(stream + ".")
                && draft.schema().findAttribute(source).isEmpty()
                && draft.schema().streams().stream()
                        .anyMatch(declared -> declared.name().equals(stream));
    }

    private static Finding outside(Feature feature, String reason) {
        return Finding.of(
                        Verdict.BLOCK, "purpose.outside", "feature '" + feature.name() + "' may not be used: " + reason)
                .about(feature.name());
    }
}
