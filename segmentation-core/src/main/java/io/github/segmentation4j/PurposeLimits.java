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
    public CheckResult check(SegmentationDraft draft) {
        Purpose purpose = draft.view().purpose();
        Map<String, String> withheld = draft.view().access().withheldFields();
        List<Finding> findings = new ArrayList<>();
        for (Feature feature : draft.features().features()) {
            if (!feature.purposes().contains(purpose)) {
                findings.add(outside(feature, "its sources do not all allow " + purpose));
            }
            for (String source : feature.attributes()) {
                String field = draft.schema().findAttribute(source).isPresent() ? source : source.split("\\.", 2)[0];
                String reason = withheld.get(field);
                if (reason != null) {
                    findings.add(outside(feature, "field '" + field + "' " + reason));
                }
            }
        }
        return CheckResult.of(id(), findings);
    }

    private static Finding outside(Feature feature, String reason) {
        return Finding.of(
                        Verdict.BLOCK, "purpose.outside", "feature '" + feature.name() + "' may not be used: " + reason)
                .about(feature.name());
    }
}
