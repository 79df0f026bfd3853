package io.github.segmentation4j.privacy.anonymity;

import io.github.segmentation4j.SegmentationCheck;
import io.github.segmentation4j.SegmentationCheckContract;
import java.util.List;
import java.util.stream.IntStream;

class DifferencingGuardContractTest extends SegmentationCheckContract {
    @Override
    protected SegmentationCheck check() {
        List<String> ids = IntStream.range(0, 120).mapToObj(i -> "Zq7-" + i).toList();
        int[] labels = IntStream.range(0, 120).map(i -> i < 5 ? 0 : i % 3).toArray();
        return DifferencingGuard.of(ReleaseHistory.empty().with("spring", ids, labels));
    }
}
