package io.github.segmentation4j.fairness.guard;

import io.github.segmentation4j.SegmentationCheck;
import io.github.segmentation4j.SegmentationCheckContract;

class HyperPersonalisationContractTest extends SegmentationCheckContract {
    @Override
    protected SegmentationCheck check() {
        return HyperPersonalisation.withDefaults();
    }
}
