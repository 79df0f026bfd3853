package io.github.segmentation4j.privacy.anonymity;

import io.github.segmentation4j.SegmentationCheck;
import io.github.segmentation4j.SegmentationCheckContract;

class ReidentificationRiskContractTest extends SegmentationCheckContract {
    @Override
    protected SegmentationCheck check() {
        return ReidentificationRisk.standard().with("plan");
    }
}
