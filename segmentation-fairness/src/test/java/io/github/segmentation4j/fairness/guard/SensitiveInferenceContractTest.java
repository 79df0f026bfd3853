package io.github.segmentation4j.fairness.guard;

import io.github.segmentation4j.SegmentationCheck;
import io.github.segmentation4j.SegmentationCheckContract;

class SensitiveInferenceContractTest extends SegmentationCheckContract {
    @Override
    protected SegmentationCheck check() {
        return SensitiveInference.of("sex", "age");
    }
}
