package io.github.segmentation4j.privacy.anonymity;

import io.github.segmentation4j.SegmentationCheck;
import io.github.segmentation4j.SegmentationCheckContract;

class SmallestSegmentContractTest extends SegmentationCheckContract {
    @Override
    protected SegmentationCheck check() {
        return SmallestSegment.standard();
    }
}
