package io.github.segmentation4j.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.testing.ReferenceData;
import io.github.segmentation4j.testing.RequiresData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PcaTest {
    private static FeatureMatrix random(long seed, int rows, int columns) {
        SeededRandom random = SeededRandom.of(seed);
        double[][] values = new double[rows][columns];
        for (double[] row : values) {
            for (int c = 0; c < columns; c++) {
                row[c] = (c + 1) * random.nextGaussian() + (c > 0 ? row[c - 1] : 100);
            }
        }
        return FeatureMatrix.of(values);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void componentsAreOrthonormalUprightAndCarryTheirVariances(long seed) {
        FeatureMatrix matrix = random(seed, 600, 5);
        FittedPca pca = Pca.components(5).fit(matrix, Shop.CONTEXT);
        FeatureMatrix scores = pca.apply(matrix, Shop.CONTEXT);
        double shares = 0;
        for (int k = 0; k < 5; k++) {
            double[] loadings = pca.loadings(k);
            double largest = 0;
            for (double loading : loadings) {
                largest = Math.abs(loading) > Math.abs(largest) ? loading : largest;
            }
            assertThat(largest).isPositive();
            for (int other = 0; other <= k; other++) {
                double product = 0;
                for (int c = 0; c < 5; c++) {
                    product += loadings[c] * pca.loadings(other)[c];
                }
                assertThat(product).isCloseTo(other == k ? 1 : 0, within(1e-12));
            }
            ColumnStatistics statistics = ColumnStatistics.of(scores.column(k), Checkpoint.none());
            assertThat(statistics.mean()).isCloseTo(0, within(1e-10));
            double deviation = statistics.standardDeviation(Deviation.SAMPLE);
            assertThat(deviation * deviation).isCloseTo(pca.variance(k), within(1e-9 * pca.variance(0)));
            assertThat(k == 0 || pca.variance(k) <= pca.variance(k - 1)).isTrue();
            shares += pca.explainedShare(k);
        }
        assertThat(shares).isCloseTo(1, within(1e-12));
    }

    @Test
    @RequiresData("clustering/iris.csv")
    void irisHasItsKnownComponents() {
        // Explained shares and first loadings of the irises as given in textbooks: R, prcomp(iris[, 1:4]).
        FittedPca pca =
                Pca.explaining(0.97).fit(FeatureMatrix.of(ReferenceData.iris().rows()), Shop.CONTEXT);
        assertThat(pca.componentCount()).isEqualTo(2);
        assertThat(pca.explainedShare(0)).isCloseTo(0.9246, within(0.00005));
        assertThat(pca.explainedShare(1)).isCloseTo(0.0531, within(0.00005));
        double[] expected = {0.3614, -0.0845, 0.8567, 0.3583};
        for (int c = 0; c < 4; c++) {
            assertThat(pca.loadings(0)[c]).isCloseTo(expected[c], within(0.00005));
        }
    }

    @Test
    void whitenedComponentsHaveVarianceOne() {
        FeatureMatrix matrix = random(8, 300, 3);
        FeatureMatrix scores = Pca.components(3)
                .withWhitening(Pca.Whitening.UNIT_VARIANCE)
                .fit(matrix, Shop.CONTEXT)
                .apply(matrix, Shop.CONTEXT);
        for (int k = 0; k < 3; k++) {
            assertThat(ColumnStatistics.of(scores.column(k), Checkpoint.none()).standardDeviation(Deviation.SAMPLE))
                    .isCloseTo(1, within(1e-9));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void dataWithoutVarianceGiveZeros(int rows) {
        FeatureMatrix matrix = FeatureMatrix.of(new double[rows][3]);
        for (Pca.Whitening whitening : Pca.Whitening.values()) {
            FittedPca pca = Pca.explaining(0.9).withWhitening(whitening).fit(matrix, Shop.CONTEXT);
            assertThat(pca.componentCount()).isEqualTo(1);
            assertThat(pca.explainedShare(0)).isZero();
            assertThat(pca.apply(matrix, Shop.CONTEXT).column(0)).containsOnly(0);
        }
    }

    @Test
    void singleColumnIsCentred() {
        FeatureMatrix matrix = FeatureMatrix.of(new double[][] {{1}, {2}, {6}});
        assertThat(Pca.components(1)
                        .fit(matrix, Shop.CONTEXT)
                        .apply(matrix, Shop.CONTEXT)
                        .column(0))
                .containsExactly(-2, -1, 3);
    }

    @Test
    void impossibleRequestsAreRefused() {
        FeatureMatrix matrix = FeatureMatrix.of(new double[][] {{1, 2}, {3, Double.NaN}});
        assertThatThrownBy(() -> Pca.components(1).fit(matrix, Shop.CONTEXT))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("'x2'");
        assertThatThrownBy(() -> Pca.components(3).fit(matrix, Shop.CONTEXT)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> Pca.components(1).fit(FeatureMatrix.of(new double[0][]), Shop.CONTEXT))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> Pca.components(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Pca.explaining(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
