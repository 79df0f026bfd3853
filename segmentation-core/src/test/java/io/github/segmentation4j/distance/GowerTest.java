package io.github.segmentation4j.distance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import org.junit.jupiter.api.Test;

/** Values worked out by hand and what Gower's definition says of missing and constant values. */
class GowerTest {
    private static final double NONE = Double.NaN;

    // Ranges 10 and, for the constant column, 0; the second column holds codes.
    private static final double[][] ROWS = {{0, 1, 5}, {10, 2, 5}, {4, 1, 5}, {6, 1, 5}};

    @Test
    void meanOfTheDifferencesInTheRangesOfTheirColumns() {
        FittedDissimilarity fitted = fit(Gower.of("x2"), ROWS);
        assertThat(fitted.between(ROWS[0], ROWS[1])).isCloseTo(2.0 / 3, within(1e-15));
        assertThat(fitted.between(ROWS[2], ROWS[3])).isCloseTo(0.2 / 3, within(1e-15));
        assertThat(fitted.isMetric()).isTrue();
    }

    @Test
    void weightsAreThoseOfTheMean() {
        FittedDissimilarity fitted = fit(Gower.of("x2").withWeight("x1", 3).withWeight("x3", 0), ROWS);
        assertThat(fitted.between(ROWS[2], ROWS[1])).isCloseTo((3 * 0.6 + 1) / 4, within(1e-15));
    }

    @Test
    void columnWithAMissingValueIsLeftAsideWithItsWeight() {
        double[][] rows = {{0, 1, NONE}, {NONE, 2, 5}, {10, NONE, 7}, {NONE, NONE, NONE}};
        FittedDissimilarity fitted = fit(Gower.of("x2").withWeight("x3", 2), rows);
        assertThat(fitted.between(rows[0], rows[1])).isEqualTo(1);
        assertThat(fitted.between(rows[1], rows[2])).isEqualTo(1);
        assertThat(fitted.between(rows[0], rows[2])).isEqualTo(1);
        assertThat(fitted.between(new double[] {2, 1, NONE}, rows[0])).isCloseTo(0.1, within(1e-15));
        assertThat(fitted.between(rows[0], rows[3])).isEqualTo(1);
        assertThat(fitted.between(rows[3], rows[3].clone())).isZero();
        assertThat(fitted.isMetric()).isFalse();
    }

    @Test
    void amountBeyondTheRangeCountsOne() {
        FittedDissimilarity fitted = fit(Gower.of("x2"), ROWS);
        assertThat(fitted.between(new double[] {-100, 1, 9}, ROWS[1])).isCloseTo(2.0 / 3, within(1e-15));
    }

    @Test
    void columnsThatAreNotThereAndWeightsThatAreNoneAreRefused() {
        assertThatThrownBy(() -> fit(Gower.of("region"), ROWS))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        error -> assertThat(error.column()).contains("region"));
        assertThatThrownBy(() -> fit(Gower.of().withWeight("age", 1), ROWS)).isInstanceOf(InvalidInputException.class);
        Gower weightless = Gower.of().withWeight("x1", 0).withWeight("x2", 0).withWeight("x3", 0);
        assertThatThrownBy(() -> fit(weightless, ROWS)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> fit(Gower.of(), new double[][] {{-1e308}, {1e308}}))
                .isInstanceOf(InvalidInputException.class);
        assertThatIllegalArgumentException().isThrownBy(() -> Gower.of().withWeight("x1", -1));
        assertThatIllegalArgumentException().isThrownBy(() -> Gower.of().withWeight("x1", NONE));
    }

    @Test
    void descriptionNamesColumnsAndWeights() {
        assertThat(Gower.of("b", "a").withWeight("c", 2).describe())
                .isEqualTo("gower(categorical=[a, b], weights={c=2.0})");
    }

    private static FittedDissimilarity fit(Gower gower, double[][] rows) {
        return gower.fit(FeatureMatrix.of(rows), RunContext.seeded(1));
    }
}
