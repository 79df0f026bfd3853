package io.github.segmentation4j.fairness.proxy;

import io.github.segmentation4j.SegmentationCheck;
import io.github.segmentation4j.SegmentationCheckContract;

class ProxyAuditContractTest extends SegmentationCheckContract {
    @Override
    protected SegmentationCheck check() {
        return ProxyAudit.of("sex", "age");
    }
}
