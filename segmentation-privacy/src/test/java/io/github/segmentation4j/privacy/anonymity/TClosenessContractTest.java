package io.github.segmentation4j.privacy.anonymity;

import io.github.segmentation4j.SegmentationCheck;
import io.github.segmentation4j.SegmentationCheckContract;

class TClosenessContractTest extends SegmentationCheckContract {
    @Override
    protected SegmentationCheck check() {
        return TCloseness.of(0.2, "age").withDistance(GroundDistance.ordered()).with("plan");
    }
}
