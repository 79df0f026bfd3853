package io.github.segmentation4j.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.testing.ReferenceData;
import io.github.segmentation4j.testing.RequiresData;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ScalingTest {
    private static final double NAN = Double.NaN;

    private static FeatureMatrix column(double... values) {
        return FeatureMatrix.builder(List.of(Feature.of("x")), values.length)
                .setColumn(0, values)
                .build();
    }

    private static double[] scale(Scaling scaling, double... values) {
        return scaling.fit(column(values), Shop.CONTEXT)
                .apply(column(values), Shop.CONTEXT)
                .column(0);
    }

    static Stream<Scaling> all() {
        return Stream.of(
                Scaling.standard(),
                Scaling.standard().withDeviation(Deviation.SAMPLE),
                Scaling.robust(),
                Scaling.minMax(),
                Scaling.log1p(),
                Scaling.signedLog1p(),
                Scaling.quantile(),
                Scaling.winsorised(0.1, 0.9));
    }

    @Test
    @RequiresData("clustering/iris.csv")
    void standardisedIrisHasMeanZeroAndDeviationOne() {
        FeatureMatrix iris = FeatureMatrix.of(ReferenceData.iris().rows());
        for (Deviation deviation : Deviation.values()) {
            FeatureMatrix scaled = Scaling.standard()
                    .withDeviation(deviation)
                    .fit(iris, Shop.CONTEXT)
                    .apply(iris, Shop.CONTEXT);
            for (int c = 0; c < 4; c++) {
                ColumnStatistics statistics = ColumnStatistics.of(scaled.column(c), Checkpoint.none());
                assertThat(statistics.mean()).isCloseTo(0, within(1e-14));
                assertThat(statistics.standardDeviation(deviation)).isCloseTo(1, within(1e-14));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1e6, 1", "1e9, 1", "1e9, 1e-3", "-1e9, 1"})
    void largeMeansDoNotCancel(double mean, double spread) {
        SeededRandom random = SeededRandom.of(4);
        double[] values = new double[1001];
        for (int i = 0; i < values.length; i++) {
            values[i] = mean + spread * random.nextGaussian();
        }
        ColumnStatistics scaled = ColumnStatistics.of(scale(Scaling.standard(), values), Checkpoint.none());
        assertThat(scaled.standardDeviation(Deviation.POPULATION)).isCloseTo(1, within(1e-9));
        // half an ulp of the mean is what the mean itself can be off by
        assertThat(scaled.mean()).isCloseTo(0, within(Math.ulp(mean) / spread));
    }

    @Test
    void scalesByHand() {
        assertThat(scale(Scaling.standard(), 1, 3)).containsExactly(-1, 1);
        assertThat(scale(Scaling.standard().withDeviation(Deviation.SAMPLE), 1, 2, 3))
                .containsExactly(-1, 0, 1);
        assertThat(scale(Scaling.robust(), 1, 2, 3, 4, 100)).containsExactly(-1, -0.5, 0, 0.5, 48.5);
        assertThat(scale(Scaling.minMax(), 2, 4, 10)).containsExactly(0, 0.25, 1);
        assertThat(scale(Scaling.log1p(), 0, Math.E - 1)).containsExactly(0, 1);
        assertThat(scale(Scaling.signedLog1p(), 1 - Math.E, 0, Math.E - 1)).containsExactly(-1, 0, 1);
        assertThat(scale(Scaling.quantile(), 10, 30, 20, 20, 50)).containsExactly(0, 0.75, 0.375, 0.375, 1);
        assertThat(scale(Scaling.winsorised(0.25, 0.75), 1, 2, 3, 4, 100)).containsExactly(2, 2, 3, 4, 4);
    }

    @Test
    void robustFallsBackOnTheDeviationWhereHalfOfTheValuesAreEqual() {
        assertThat(scale(Scaling.robust(), 0, 0, 0, 0, 5)).containsExactly(0, 0, 0, 0, 2.5);
    }

    @Test
    void quantileInterpolatesAndEndsAtItsEnds() {
        FittedTransform fitted = Scaling.quantile().fit(column(0, 10, 20), Shop.CONTEXT);
        assertThat(fitted.apply(column(-5, 5, 17.5, 99), Shop.CONTEXT).column(0))
                .containsExactly(0, 0.25, 0.875, 1);
    }

    @Test
    void quantileOfManyRowsKeepsOrderAndIsNearlyUniform() {
        SeededRandom random = SeededRandom.of(9);
        double[] values = new double[20_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextGaussian();
        }
        double[] ranks = scale(Scaling.quantile(), values);
        for (int i = 1; i < values.length; i++) {
            assertThat(Double.compare(ranks[i], ranks[i - 1]) >= 0).isEqualTo(values[i] >= values[i - 1]);
        }
        assertThat(ColumnStatistics.of(ranks, Checkpoint.none()).mean()).isCloseTo(0.5, within(1e-3));
    }

    @ParameterizedTest
    @MethodSource("all")
    void missingStaysMissing(Scaling scaling) {
        assertThat(scale(scaling, 1, NAN, 2)[1]).isNaN();
        assertThat(scale(scaling, NAN, NAN)).containsExactly(NAN, NAN);
    }

    @ParameterizedTest
    @MethodSource("all")
    void missingValuesDoNotChangeTheOthers(Scaling scaling) {
        double[] with = scale(scaling, 1, NAN, 2, 5, NAN);
        assertThat(new double[] {with[0], with[2], with[3]}).containsExactly(scale(scaling, 1, 2, 5));
    }

    @Test
    void constantColumnBecomesZeroWhateverComesLater() {
        for (Scaling scaling : List.of(Scaling.standard(), Scaling.robust(), Scaling.minMax(), Scaling.quantile())) {
            FittedTransform fitted = scaling.fit(column(0.1, 0.1, 0.1), Shop.CONTEXT);
            assertThat(fitted.apply(column(0.1, 7, NAN), Shop.CONTEXT).column(0))
                    .containsExactly(0, 0, NAN);
            assertThat(scale(scaling, 3)).containsExactly(0);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void emptyMatricesPass(Scaling scaling) {
        FeatureMatrix noColumns = FeatureMatrix.builder(List.of(), 3).build();
        assertThat(scaling.fit(noColumns, Shop.CONTEXT)
                        .apply(noColumns, Shop.CONTEXT)
                        .rowCount())
                .isEqualTo(3);
        FittedTransform noRows = scaling.fit(column(), Shop.CONTEXT);
        assertThat(noRows.apply(column(), Shop.CONTEXT).rowCount()).isZero();
        assertThat(noRows.apply(column(1, 2), Shop.CONTEXT).missingCount()).isZero();
    }

    @Test
    void onlyTheNamedColumnsAreScaled() {
        List<Feature> features = List.of(Feature.of("rfm.a"), Feature.of("rfm.b"), Feature.of("c"));
        FeatureMatrix matrix = FeatureMatrix.of(features, new double[][] {{1, 1, 1}, {3, 3, 3}});
        assertThat(Scaling.minMax()
                        .only("rfm.*")
                        .fit(matrix, Shop.CONTEXT)
                        .apply(matrix, Shop.CONTEXT)
                        .toArray())
                .isDeepEqualTo(new double[][] {{0, 0, 1}, {1, 1, 3}});
        assertThat(Scaling.minMax()
                        .only("*.b", "c")
                        .fit(matrix, Shop.CONTEXT)
                        .apply(matrix, Shop.CONTEXT)
                        .toArray())
                .isDeepEqualTo(new double[][] {{1, 0, 0}, {3, 1, 1}});
        assertThatThrownBy(() -> Scaling.minMax().only("d*").fit(matrix, Shop.CONTEXT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("d*");
    }

    @Test
    void logOfMinusOneIsRefusedWithItsPlace() {
        assertThatThrownBy(() -> scale(Scaling.log1p(), 0, -1))
                .isInstanceOfSatisfying(InvalidInputException.class, error -> {
                    assertThat(error.row()).hasValue(2);
                    assertThat(error.column()).contains("x");
                });
    }

    @Test
    void otherColumnsThanFittedAreRefused() {
        FittedTransform fitted = Scaling.standard().fit(column(1, 2), Shop.CONTEXT);
        assertThatThrownBy(() -> fitted.apply(FeatureMatrix.of(new double[][] {{1}}), Shop.CONTEXT))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void spreadBeyondADoubleIsAClearError() {
        assertThatThrownBy(() -> scale(Scaling.standard(), -1e300, 1e300))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("'x'");
    }

    @Test
    void badOptionsAreRefused() {
        assertThatThrownBy(() -> Scaling.winsorised(0.9, 0.1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Scaling.winsorised(NAN, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Scaling.minMax().withDeviation(Deviation.SAMPLE))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Scaling.minMax().only()).isInstanceOf(IllegalArgumentException.class);
    }
}
