package io.github.segmentation4j.privacy.anonymity;

import io.github.segmentation4j.SegmentationCheck;
import io.github.segmentation4j.SegmentationCheckContract;

class LDiversityContractTest extends SegmentationCheckContract {
    @Override
    protected SegmentationCheck check() {
        return LDiversity.distinct(2, "sex").with("plan");
    }
}
