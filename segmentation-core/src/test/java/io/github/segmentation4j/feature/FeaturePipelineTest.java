package io.github.segmentation4j.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.data.CustomerData;
import io.github.segmentation4j.data.Purpose;
import io.github.segmentation4j.data.PurposeBoundView;
import io.github.segmentation4j.data.PurposeViolationException;
import io.github.segmentation4j.data.Sensitivity;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FeaturePipelineTest {
    private final CustomerData data = Shop.random(5, 40);
    private final PurposeBoundView view = Shop.open(data);

    @Test
    void transformWorksOnTheColumnsBeforeItInItsPipelineOnly() {
        FeatureMatrix matrix = FeaturePipeline.of(
                        FeaturePipeline.of(Encoding.number("income"), Scaling.minMax())
                                .named("scaled"),
                        Encoding.number("income"))
                .fit(view, Shop.CONTEXT)
                .extract(view, Shop.CONTEXT);
        assertThat(Shop.names(matrix.features())).containsExactly("scaled.income", "income");
        assertThat(matrix.column(0)).contains(0, 1);
        assertThat(matrix.column(1)).containsExactly(view.numbers("income"));
    }

    @Test
    void namesGoInFrontAndNest() {
        FeaturePipeline named = FeaturePipeline.named("plan", Encoding.oneHot("plan"));
        assertThat(Shop.names(FeaturePipeline.of(named)
                        .named("a")
                        .fit(view, Shop.CONTEXT)
                        .features()))
                .containsExactly("a.plan.plan=single", "a.plan.plan=family", "a.plan.plan=student");
        assertThatThrownBy(() -> FeaturePipeline.named(" ", Encoding.oneHot("plan")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void descriptionShowsTheRawColumnsSideBySide() {
        FittedExtractor fitted = FeaturePipeline.of(
                        FeaturePipeline.of(
                                        Encoding.number("income"),
                                        Encoding.number("tenure"),
                                        Imputation.mean(),
                                        Scaling.standard(),
                                        Pca.components(1))
                                .named("money"),
                        FeaturePipeline.of(Encoding.number("income"), Scaling.standard()),
                        Encoding.flag("app"))
                .fit(view, Shop.CONTEXT);
        FeatureMatrix described = fitted.describe(view, Shop.CONTEXT);
        assertThat(Shop.names(described.features())).containsExactly("money.income", "money.tenure", "income", "app");
        assertThat(described.column(0)).containsExactly(view.numbers("income"));
        assertThat(described.column(1)).containsExactly(view.numbers("tenure"));
        assertThat(Shop.names(fitted.features())).containsExactly("money.pc1", "income", "app");
    }

    @Test
    void descriptionTellsEqualRawNamesApart() {
        FittedExtractor fitted = FeaturePipeline.of(
                        FeaturePipeline.of(Encoding.number("income"), Pca.components(1)),
                        FeaturePipeline.of(Encoding.number("income"), Scaling.robust()))
                .fit(view, Shop.CONTEXT);
        assertThat(Shop.names(fitted.describe(view, Shop.CONTEXT).features())).containsExactly("income", "income (2)");
    }

    @Test
    void pipelineMustBeginWithAnExtractor() {
        assertThatThrownBy(() -> FeaturePipeline.of(Scaling.standard())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(FeaturePipeline::of).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void equalNamesAreRefusedWithAdvice() {
        FeaturePipeline twice = FeaturePipeline.of(Encoding.number("income"), Encoding.number("income"));
        assertThatThrownBy(() -> twice.fit(view, Shop.CONTEXT)).hasMessageContaining("named");
    }

    @Test
    void noCustomersAndNoColumnsAreClearErrors() {
        assertThatThrownBy(() -> FeaturePipeline.of(Attributes.all()).fit(Shop.open(data, "nobody"), Shop.CONTEXT))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("no customer");
        FeatureExtractor nothing = (opened, context) -> new FittedExtractor() {
            @Override
            public List<Feature> features() {
                return List.of();
            }

            @Override
            public FeatureMatrix extract(PurposeBoundView opened, RunContext run) {
                return FeatureMatrix.builder(List.of(), opened.size()).build();
            }

            @Override
            public Learning learned() {
                return Learning.NOTHING;
            }
        };
        assertThatThrownBy(() -> FeaturePipeline.of(nothing).fit(view, Shop.CONTEXT))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("no columns");
    }

    @Test
    void laterViewMayBeEmpty() {
        FittedExtractor fitted =
                FeaturePipeline.of(Attributes.all(), Scaling.standard()).fit(view, Shop.CONTEXT);
        assertThat(fitted.extract(Shop.open(data, "nobody"), Shop.CONTEXT).rowCount())
                .isZero();
    }

    @Test
    void derivedFeatureHasTheHighestSensitivityAndTheCommonPurposes() {
        Feature derived = FeaturePipeline.of(
                        Encoding.number("income"),
                        Encoding.frequency("city"),
                        Encoding.number("tenure"),
                        Imputation.mean(),
                        Pca.components(1))
                .fit(view, Shop.CONTEXT)
                .features()
                .get(0);
        assertThat(derived.sensitivity()).isEqualTo(Sensitivity.SENSITIVE);
        assertThat(derived.purposes()).contains(Purpose.PERSONALISATION, Purpose.PRODUCT_RECOMMENDATION);
        assertThat(derived.purposes()).as("tenure is not allowed for marketing").doesNotContain(Purpose.MARKETING);
        assertThat(derived.attributes()).containsExactly("income", "city", "tenure");
        Feature scaled = FeaturePipeline.of(Encoding.number("income"), Scaling.standard())
                .fit(view, Shop.CONTEXT)
                .features()
                .get(0);
        assertThat(scaled.purposes()).contains(Purpose.DIRECT_MARKETING);
    }

    @Test
    void protectedAttributeIsNeverAFeature() {
        assertThatThrownBy(() -> Encoding.oneHot("sex").fit(view, Shop.CONTEXT))
                .isInstanceOf(PurposeViolationException.class);
        assertThat(Shop.names(Attributes.all().fit(view, Shop.CONTEXT).features()))
                .noneMatch(name -> name.startsWith("sex"));
    }

    @Test
    void learningIsThatOfTheStepsTogether() {
        assertThat(FeaturePipeline.of(Encoding.number("income"), Scaling.signedLog1p())
                        .fit(view, Shop.CONTEXT)
                        .learned())
                .isEqualTo(Learning.NOTHING);
        assertThat(FeaturePipeline.of(Encoding.number("income"), Scaling.standard())
                        .fit(view, Shop.CONTEXT)
                        .learned())
                .isEqualTo(Learning.FROM_CUSTOMERS);
    }

    @Test
    void unknownTypeIsNamed() {
        ModelState state = ModelState.of("mystery/7").build();
        assertThatThrownBy(() -> FeaturePipeline.restore(state, Map.of()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("mystery/7");
        FittedExtractor own = Rfm.of("purchases").fit(view, Shop.CONTEXT);
        assertThat(FeaturePipeline.restore(state, Map.of("mystery/7", stored -> own)))
                .isSameAs(own);
    }

    @Test
    void transformAloneIsNoExtractor() {
        ModelState state = Scaling.minMax()
                .fit(FeatureMatrix.of(new double[][] {{1}, {2}}), Shop.CONTEXT)
                .state();
        assertThatThrownBy(() -> FeaturePipeline.restore(state)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void alteredStateIsRefused() {
        ModelState cell =
                Geography.gridCell("lat", "lon", 1).fit(view, Shop.CONTEXT).state();
        ModelState altered = ModelState.of(cell.type())
                .put("latitude", "lat")
                .put("longitude", "lon")
                .put("degrees", -1.0)
                .putChildren("features", cell.children("features"))
                .build();
        assertThatThrownBy(() -> FeaturePipeline.restore(altered))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("cell/1");
        ModelState cut = ModelState.of("scaling.minMax/1").build();
        assertThatThrownBy(() -> FeaturePipeline.restore(cut)).isInstanceOf(InvalidInputException.class);
    }
}
