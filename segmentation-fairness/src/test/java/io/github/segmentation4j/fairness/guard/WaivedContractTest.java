package io.github.segmentation4j.fairness.guard;

import io.github.segmentation4j.SegmentationCheck;
import io.github.segmentation4j.SegmentationCheckContract;
import java.time.Instant;

class WaivedContractTest extends SegmentationCheckContract {
    @Override
    protected SegmentationCheck check() {
        return Waived.of(
                HyperPersonalisation.withDefaults(),
                Waiver.of("hyper-personalisation.smallest", "R. Roe", "a pilot", Instant.EPOCH));
    }
}
