package io.github.segmentation4j.feature;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("transforms")
class FeatureTransformContractTest extends FeatureTransformContract {
    private final FeatureTransform transform;

    FeatureTransformContractTest(FeatureTransform transform) {
        this.transform = transform;
    }

    static Stream<FeatureTransform> transforms() {
        return Stream.of(
                Scaling.standard(),
                Scaling.robust(),
                Scaling.minMax().only("a", "b"),
                Scaling.log1p(),
                Scaling.signedLog1p(),
                Scaling.quantile(),
                Scaling.winsorised(0.05, 0.9),
                Imputation.mean(),
                Imputation.median().withIndicator(),
                Imputation.constant(-1).only("c"),
                Pca.components(2),
                Pca.explaining(0.9).withWhitening(Pca.Whitening.UNIT_VARIANCE));
    }

    @Override
    protected FeatureTransform transform() {
        return transform;
    }
}
