package io.github.segmentation4j.privacy.audit;

import io.github.segmentation4j.SegmentationCheck;
import io.github.segmentation4j.SegmentationCheckContract;
import io.github.segmentation4j.cluster.KMeans;

class PrivacyAuditContractTest extends SegmentationCheckContract {
    @Override
    protected SegmentationCheck check() {
        return PrivacyAudit.of(KMeans.withClusters(1));
    }
}
