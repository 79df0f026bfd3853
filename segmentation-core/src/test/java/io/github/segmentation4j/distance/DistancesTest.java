package io.github.segmentation4j.distance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values worked out by hand, refusals and what is stored. */
class DistancesTest {
    private static final double[][] ROWS = {{3, 4}, {0, 0.5}, {-3, -4}, {4, -3}, {30, 40}};

    @Test
    void distancesByHand() {
        assertThat(between(Distances.euclidean(), ROWS, 0, 2)).isEqualTo(10);
        assertThat(between(Distances.manhattan(), ROWS, 0, 1)).isEqualTo(6.5);
        assertThat(between(Distances.cosine(), ROWS, 0, 4)).isZero();
        assertThat(between(Distances.cosine(), ROWS, 0, 3)).isCloseTo(1, within(1e-15));
        assertThat(between(Distances.cosine(), ROWS, 0, 2)).isEqualTo(2);
        assertThat(between(Distances.cosine(), ROWS, 0, 1)).isCloseTo(0.2, within(1e-15));
    }

    // Columns (0, 2, 4, 2) and (0, 0, 1, 3): variances 8/3 and 2, covariance 2/3; the inverse of the covariance matrix
    // is
    // (9, -3; -3, 12) / 22, so the squared distance of the rows (0, 0) and (2, 3) is (36 - 36 + 108) / 22.
    @Test
    void mahalanobisByHand() {
        double[][] rows = {{0, 0}, {2, 0}, {4, 1}, {2, 3}};
        assertThat(between(Distances.mahalanobis(), rows, 0, 3)).isCloseTo(Math.sqrt(108 / 22.0), within(1e-14));
        double uncorrelated = Math.sqrt(4 / (8.0 / 3) + 9 / 2.0);
        assertThat(between(Distances.mahalanobis(1), rows, 0, 3)).isCloseTo(uncorrelated, within(1e-14));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1e9})
    void mahalanobisDoesNotSeeTheUnitOfAColumnNorItsDistanceFromZero(double shift) {
        SeededRandom random = SeededRandom.of(1);
        double[][] rows = new double[400][];
        Arrays.setAll(rows, r -> new double[] {random.nextInt(1_000), random.nextInt(1_000)});
        double[][] other = Arrays.stream(rows)
                .map(row -> new double[] {row[0] + shift, (row[0] + row[1]) * 0x1p-600})
                .toArray(double[][]::new);
        for (int r = 1; r < 50; r++) {
            double expected = between(Distances.mahalanobis(), rows, 0, r);
            assertThat(between(Distances.mahalanobis(), other, 0, r))
                    .isCloseTo(expected, within(1e-9 * expected + 1e-12));
        }
    }

    @Test
    void columnThatIsConstantOrFollowsFromOthersIsRefusedByItsName() {
        double[][] constant = {{1, 7}, {2, 7}, {4, 7}};
        assertRefused(Distances.mahalanobis(), constant, "x2");
        assertRefused(Distances.mahalanobis(0.5), constant, "x2");
        assertRefused(Distances.mahalanobis(), new double[][] {{1, 2}}, "x1");
        double[][] dependent = {{1, 3, 5}, {2, 1, 4}, {4, 0, 5}, {-1, 8, 8}};
        for (double[] row : dependent) {
            row[2] = 0.1 * row[0] - 7 * row[1] + 3;
        }
        assertRefused(Distances.mahalanobis(), dependent, "x3");
        assertThat(between(Distances.mahalanobis(0.1), dependent, 0, 1))
                .isFinite()
                .isPositive();
    }

    private static void assertRefused(Dissimilarity dissimilarity, double[][] rows, String column) {
        assertThatThrownBy(() -> dissimilarity.fit(FeatureMatrix.of(rows), RunContext.seeded(1)))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        error -> assertThat(error.column()).contains(column));
    }

    @Test
    void rowWithoutADirectionIsRefusedByItsNumber() {
        double[][] rows = {{1, 2}, {0, -0.0}};
        assertThatThrownBy(() -> Distances.cosine().fit(FeatureMatrix.of(rows), RunContext.seeded(1)))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        error -> assertThat(error.row()).hasValue(2));
        FittedDissimilarity fitted = Distances.cosine().fit(FeatureMatrix.of(ROWS), RunContext.seeded(1));
        assertThatThrownBy(() -> fitted.between(rows[0], rows[1])).isInstanceOf(InvalidInputException.class);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0x1p-1070, 0x1p-600, 0x1p600, 0x1p1000})
    void lengthsAtTheEndsOfTheRangeDoNotChangeTheCosine(double factor) {
        double[][] rows = {{48, 64}, {48 * factor, 64 * factor}, {64 * factor, -48 * factor}};
        assertThat(between(Distances.cosine(), rows, 0, 1)).isZero();
        assertThat(between(Distances.cosine(), rows, 0, 2)).isCloseTo(1, within(1e-15));
    }

    @Test
    void unknownOrDamagedStatesAreRefusedAndOthersRestoredAsTold() {
        ModelState unknown = ModelState.of("mine/1").put("columns", 2).build();
        assertThatThrownBy(() -> Distances.restore(unknown)).isInstanceOf(InvalidInputException.class);
        FittedDissimilarity restored = Distances.restore(unknown, Map.of("mine/1", state -> new Manhattan.Fitted(2)));
        assertThat(restored).isEqualTo(new Manhattan.Fitted(2));
        assertDamaged(ModelState.of("euclidean/1").put("columns", 0));
        assertDamaged(ModelState.of("manhattan/1").put("columns", -1));
        assertDamaged(ModelState.of("cosine/1").put("columns", 0));
        assertDamaged(mahalanobis(new double[] {1}, new double[] {0}, new double[] {1}));
        assertDamaged(mahalanobis(new double[] {1}, new double[] {1}, new double[] {-1}));
        assertDamaged(mahalanobis(new double[] {Double.NaN}, new double[] {1}, new double[] {1}));
        assertDamaged(gower(new double[] {-2}, new double[] {1}));
        assertDamaged(gower(new double[] {1}, new double[] {0}));
        assertDamaged(gower(new double[] {1, 2}, new double[] {1}));
    }

    private static ModelState.Builder mahalanobis(double[] mean, double[] deviations, double[] factor) {
        return ModelState.of("mahalanobis/1")
                .put("columns", 1)
                .put("mean", mean)
                .put("deviations", deviations)
                .put("factor", factor);
    }

    private static ModelState.Builder gower(double[] ranges, double[] weights) {
        return ModelState.of("gower/1")
                .put("columns", 1)
                .put("ranges", ranges)
                .put("weights", weights)
                .put("complete", true);
    }

    private static void assertDamaged(ModelState.Builder state) {
        assertThatThrownBy(() -> Distances.restore(state.build())).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void shrinkageIsAShareAndDescriptionsSayIt() {
        assertThatIllegalArgumentException().isThrownBy(() -> Distances.mahalanobis(-0.1));
        assertThatIllegalArgumentException().isThrownBy(() -> Distances.mahalanobis(Double.NaN));
        assertThat(Distances.mahalanobis(0.25).describe()).isEqualTo("mahalanobis(shrinkage=0.25)");
        assertThat(Distances.mahalanobis().describe()).isEqualTo("mahalanobis");
    }

    private static double between(Dissimilarity dissimilarity, double[][] rows, int a, int b) {
        return dissimilarity.fit(FeatureMatrix.of(rows), RunContext.seeded(1)).between(rows[a], rows[b]);
    }
}
