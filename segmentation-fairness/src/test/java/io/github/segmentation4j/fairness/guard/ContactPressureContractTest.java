package io.github.segmentation4j.fairness.guard;

import io.github.segmentation4j.SegmentationCheck;
import io.github.segmentation4j.SegmentationCheckContract;

class ContactPressureContractTest extends SegmentationCheckContract {
    @Override
    protected SegmentationCheck check() {
        return ContactPressure.of("tenure", "sex").flagging("sex", "female");
    }
}
