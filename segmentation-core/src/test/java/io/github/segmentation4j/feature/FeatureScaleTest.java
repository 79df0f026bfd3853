package io.github.segmentation4j.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.data.Admission;
import io.github.segmentation4j.data.CustomerData;
import io.github.segmentation4j.data.CustomerTable;
import io.github.segmentation4j.data.LawfulBasis;
import io.github.segmentation4j.data.Purpose;
import io.github.segmentation4j.data.PurposeBoundView;
import io.github.segmentation4j.data.Schema;
import io.github.segmentation4j.run.RunContext;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FeatureScaleTest {
    private static final RunContext CONTEXT = RunContext.seeded(1);

    private static PurposeBoundView view() {
        Schema schema = Schema.builder()
                .id("id")
                .number("a")
                .allow(Purpose.PERSONALISATION)
                .number("b")
                .allow(Purpose.PERSONALISATION)
                .build();
        CustomerTable.Builder table = CustomerTable.builder(schema);
        for (int i = 0; i < 50; i++) {
            table.add("c" + i).set("a", i * i * 0.37).set("b", 7);
        }
        return CustomerData.of(table.build())
                .open(Purpose.PERSONALISATION, Admission.everyone(LawfulBasis.CONTRACT, "the test says so"), CONTEXT);
    }

    static Stream<List<FeatureTransform>> transforms() {
        return Stream.of(
                List.of(Scaling.standard()),
                List.of(Imputation.median(), Scaling.robust()),
                List.of(Scaling.log1p(), Scaling.minMax()),
                List.of(Scaling.signedLog1p(), Scaling.standard()),
                List.of(Scaling.quantile()));
    }

    @ParameterizedTest
    @MethodSource("transforms")
    void aScaleGivesTheBitsOfThePipelineAndLeadsBack(List<FeatureTransform> transforms) {
        FeatureStep[] steps = Stream.concat(Stream.of(Encoding.number("a")), transforms.stream())
                .toArray(FeatureStep[]::new);
        FittedExtractor fitted = FeaturePipeline.of(steps).named("n").fit(view(), CONTEXT);
        FeatureMatrix made = fitted.extract(view(), CONTEXT);
        FeatureMatrix described = fitted.describe(view(), CONTEXT);
        FeatureScale scale = fitted.scales().get(0).orElseThrow();
        assertThat(scale.described()).isEqualTo(described.features().get(0).name());
        for (int row = 0; row < made.rowCount(); row++) {
            double number = described.get(row, 0);
            assertThat(scale.feature(number)).isEqualTo(made.get(row, 0)).isBetween(scale.least(), scale.greatest());
            assertThat(scale.describe(made.get(row, 0))).isCloseTo(number, within(1e-9 * (1 + number)));
        }
    }

    @Test
    void whatCannotBeTracedHasNoScale() {
        FeaturePipeline mixed = FeaturePipeline.of(Encoding.number("a"), Encoding.number("b"), Pca.components(1));
        assertThat(mixed.fit(view(), CONTEXT).scales()).containsOnly(Optional.empty());
        FeaturePipeline constant = FeaturePipeline.of(Encoding.number("b"), Scaling.standard());
        assertThat(constant.fit(view(), CONTEXT).scales()).containsOnly(Optional.empty());
    }

    @Test
    void numbersBeyondAClampLeadToItsEnds() {
        FeaturePipeline clamped = FeaturePipeline.of(Encoding.number("a"), Scaling.winsorised(0.1, 0.9));
        FeatureScale scale = clamped.fit(view(), CONTEXT).scales().get(0).orElseThrow();
        assertThat(scale.feature(1e9)).isEqualTo(scale.greatest());
        assertThat(scale.describe(1e9)).isEqualTo(scale.greatest());
        assertThat(scale.describe(-1e9)).isEqualTo(scale.least());
        assertThat(Double.isNaN(FeaturePipeline.of(Encoding.number("a"), Scaling.log1p())
                        .fit(view(), CONTEXT)
                        .scales()
                        .get(0)
                        .orElseThrow()
                        .feature(-1)))
                .isTrue();
    }
}
