package io.github.segmentation4j.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.run.InvalidInputException;
import org.junit.jupiter.api.Test;

class ImputationTest {
    private static final double NAN = Double.NaN;
    private static final FeatureMatrix MATRIX = FeatureMatrix.of(new double[][] {{1, 4}, {NAN, 5}, {2, 6}, {9, 7}});

    private static double[][] fill(Imputation imputation) {
        return imputation.fit(MATRIX, Shop.CONTEXT).apply(MATRIX, Shop.CONTEXT).toArray();
    }

    @Test
    void fillsInMeanMedianOrConstant() {
        assertThat(fill(Imputation.mean())[1]).containsExactly(4, 5);
        assertThat(fill(Imputation.median())[1]).containsExactly(2, 5);
        assertThat(fill(Imputation.constant(-7))[1]).containsExactly(-7, 5);
        assertThat(fill(Imputation.mean().only("x2"))[1]).containsExactly(NAN, 5);
        assertThat(fill(Imputation.mean())[3]).containsExactly(9, 7);
    }

    @Test
    void indicatorMarksWhatWasMissing() {
        FittedTransform fitted = Imputation.mean().withIndicator().fit(MATRIX, Shop.CONTEXT);
        assertThat(Shop.names(fitted.features())).containsExactly("x1", "x2", "x1 (missing)");
        assertThat(fitted.apply(MATRIX, Shop.CONTEXT).column(2)).containsExactly(0, 1, 0, 0);
        // a column that was complete in learning is filled in later, but has no indicator
        FeatureMatrix later = FeatureMatrix.of(new double[][] {{3, NAN}});
        assertThat(fitted.apply(later, Shop.CONTEXT).row(0)).containsExactly(3, 5.5, 0);
    }

    @Test
    void columnWithoutAnyValueIsNamed() {
        FeatureMatrix empty = FeatureMatrix.of(new double[][] {{1, NAN}, {2, NAN}});
        assertThatThrownBy(() -> Imputation.mean().fit(empty, Shop.CONTEXT))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("'x2'");
        assertThatThrownBy(() -> Imputation.median().fit(empty, Shop.CONTEXT)).hasMessageContaining("'x2'");
        assertThat(Imputation.constant(0)
                        .fit(empty, Shop.CONTEXT)
                        .apply(empty, Shop.CONTEXT)
                        .missingCount())
                .isZero();
    }

    @Test
    void constantLearnsNothing() {
        assertThat(Imputation.constant(0).fit(MATRIX, Shop.CONTEXT).learned()).isEqualTo(Learning.NOTHING);
        assertThat(Imputation.constant(0)
                        .withIndicator()
                        .fit(MATRIX, Shop.CONTEXT)
                        .learned())
                .isEqualTo(Learning.FROM_CUSTOMERS);
        assertThatThrownBy(() -> Imputation.constant(NAN)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void oneRowIsFilledFromItself() {
        FeatureMatrix one = FeatureMatrix.of(new double[][] {{3}});
        assertThat(Imputation.median()
                        .fit(one, Shop.CONTEXT)
                        .apply(one, Shop.CONTEXT)
                        .row(0))
                .containsExactly(3);
    }
}
