package io.github.segmentation4j.fairness.guard;

import io.github.segmentation4j.SegmentationCheck;
import io.github.segmentation4j.SegmentationCheckContract;

class PriceGuardContractTest extends SegmentationCheckContract {
    @Override
    protected SegmentationCheck check() {
        return PriceGuard.of("tenure", "tenure", "sex").flagging("sex", "female");
    }
}
