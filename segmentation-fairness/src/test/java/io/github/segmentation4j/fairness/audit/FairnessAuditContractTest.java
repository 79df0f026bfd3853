package io.github.segmentation4j.fairness.audit;

import io.github.segmentation4j.SegmentationCheck;
import io.github.segmentation4j.SegmentationCheckContract;

class FairnessAuditContractTest extends SegmentationCheckContract {
    @Override
    protected SegmentationCheck check() {
        return FairnessAudit.of("sex", "age");
    }
}
