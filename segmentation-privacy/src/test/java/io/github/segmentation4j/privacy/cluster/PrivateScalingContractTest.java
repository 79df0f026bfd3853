package io.github.segmentation4j.privacy.cluster;

import io.github.segmentation4j.feature.FeatureTransform;
import io.github.segmentation4j.feature.FeatureTransformContract;
import io.github.segmentation4j.feature.FittedTransform;
import io.github.segmentation4j.run.ModelState;
import java.util.Map;
import java.util.function.Function;

class PrivateScalingContractTest extends FeatureTransformContract {
    @Override
    protected FeatureTransform transform() {
        return PrivateScaling.within(ColumnBounds.of(new double[] {0, -10, 1}, new double[] {100, 150, 2}));
    }

    @Override
    protected Map<String, Function<ModelState, FittedTransform>> restorers() {
        return Map.of(PrivateScaling.TYPE, PrivateScaling::restore);
    }
}
