package io.github.segmentation4j;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("checks")
class SegmentationCheckContractTest extends SegmentationCheckContract {
    private final SegmentationCheck check;

    SegmentationCheckContractTest(SegmentationCheck check) {
        this.check = check;
    }

    static Stream<SegmentationCheck> checks() {
        return Stream.of(
                SegmentSize.atLeast(50),
                QualityFloor.withDefaults(),
                DataQuality.withDefaults(),
                new PurposeLimits(),
                new SpecialCategoryInput());
    }

    @Override
    protected SegmentationCheck check() {
        return check;
    }
}
