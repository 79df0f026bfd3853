package io.github.segmentation4j.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.cluster.GaussianMixture.Covariance;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Densities, memberships and stored state of a fitted mixture. */
class FittedMixtureTest {
    private static final RunContext CONTEXT = RunContext.seeded(2);

    @ParameterizedTest
    @EnumSource(Covariance.class)
    void densityIsTheWeightedSumOfNormalDensities(Covariance shape) {
        GaussianMixtureModel model = fit(shape);
        SeededRandom random = SeededRandom.of(4);
        for (int i = 0; i < 50; i++) {
            double[] row = {6 * random.nextGaussian(), 6 * random.nextGaussian()};
            double[] densities = new double[model.clusterCount()];
            Arrays.setAll(densities, j -> model.weight(j) * normal(row, model.mean(j), model.covariance(j)));
            double sum = Arrays.stream(densities).sum();
            assertThat(model.logDensity(row)).isCloseTo(StrictMath.log(sum), within(1e-9));
            double[] memberships = model.memberships(row);
            for (int j = 0; j < densities.length; j++) {
                assertThat(memberships[j]).isCloseTo(densities[j] / sum, within(1e-9));
                assertThat(densities[j]).isLessThanOrEqualTo(densities[model.assign(row)] * (1 + 1e-9));
            }
            assertThat(Arrays.stream(memberships).sum()).isCloseTo(1, within(1e-14));
        }
    }

    @ParameterizedTest
    @EnumSource(Covariance.class)
    void manyRowsGetTheBitsOfSingleOnesForAnyThreadCount(Covariance shape) {
        GaussianMixtureModel model = fit(shape);
        FeatureMatrix matrix = FeatureMatrix.of(rows(9_001, 5));
        ExecutorService pool = Executors.newFixedThreadPool(3);
        try {
            RunContext several = CONTEXT.withExecutor(pool, 3);
            double[][] memberships = model.memberships(matrix, several);
            double[] logDensities = model.logDensities(matrix, several);
            int[] labels = model.assign(matrix, several);
            for (int row = 0; row < matrix.rowCount(); row++) {
                double[] values = matrix.row(row);
                assertThat(memberships[row]).isEqualTo(model.memberships(values));
                assertThat(logDensities[row]).isEqualTo(model.logDensity(values));
                assertThat(labels[row]).isEqualTo(model.assign(values));
            }
        } finally {
            pool.shutdown();
        }
    }

    // p = weights + means + covariances, for three clusters of two columns.
    @ParameterizedTest
    @CsvSource({"FULL, 17", "DIAGONAL, 14", "TIED, 11", "SPHERICAL, 11"})
    void parametersAreCounted(Covariance shape, int count) {
        GaussianMixtureModel model = fit(shape);
        assertThat(model.parameterCount()).isEqualTo(count);
        assertThat(model.covarianceShape()).isEqualTo(shape);
    }

    @Test
    void rowHalfwayBetweenTwoEqualClustersBelongsToTheLower() {
        FittedMixture model = FittedMixture.restore(state(new double[] {0.5, 0.5}, new double[] {-1, 1}));
        assertThat(model.memberships(new double[] {0})).containsExactly(0.5, 0.5);
        assertThat(model.assign(new double[] {0})).isZero();
        assertThat(model.assign(new double[] {Double.MIN_VALUE + 1e-15})).isEqualTo(1);
    }

    @Test
    void farthestRowsHaveALabelAndAFiniteDensity() {
        GaussianMixtureModel model = fit(Covariance.FULL);
        double[] row = {Double.MAX_VALUE, -Double.MAX_VALUE};
        assertThat(model.assign(row)).isBetween(0, 2);
        assertThat(model.logDensity(row)).isFinite().isLessThan(-1e100);
        assertThat(Arrays.stream(model.memberships(row)).sum()).isEqualTo(1);
    }

    @Test
    void whatIsHandedOutIsACopy() {
        GaussianMixtureModel model = fit(Covariance.TIED);
        double[] mean = model.mean(1);
        double[][] covariance = model.covariance(1);
        model.mean(1)[0] = 99;
        model.covariance(1)[0][0] = 99;
        assertThat(model.mean(1)).isEqualTo(mean);
        assertThat(model.covariance(1)).isDeepEqualTo(covariance);
        assertThatThrownBy(() -> model.weight(3)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @ParameterizedTest
    @EnumSource(Covariance.class)
    void restoredModelHasTheSameBits(Covariance shape) {
        GaussianMixtureModel model = fit(shape);
        GaussianMixtureModel restored = (GaussianMixtureModel) ClusterModels.restore(model.state(), Map.of());
        for (double[] row : rows(100, 6)) {
            assertThat(restored.logDensity(row)).isEqualTo(model.logDensity(row));
            assertThat(restored.memberships(row)).isEqualTo(model.memberships(row));
        }
        for (int j = 0; j < 3; j++) {
            assertThat(restored.weight(j)).isEqualTo(model.weight(j));
            assertThat(restored.mean(j)).isEqualTo(model.mean(j));
            assertThat(restored.covariance(j)).isDeepEqualTo(model.covariance(j));
        }
    }

    @Test
    void damagedStateIsRefused() {
        ModelState whole = state(new double[] {0.5, 0.5}, new double[] {-1, 1});
        assertThat(FittedMixture.restore(whole).clusterCount()).isEqualTo(2);
        List<ModelState> damaged = List.of(
                state(new double[] {0.5, 0.6}, new double[] {-1, 1}),
                state(new double[] {1.5, -0.5}, new double[] {-1, 1}),
                state(new double[] {1}, new double[] {-1, 1}),
                state(new double[] {0.5, 0.5}, new double[] {-1, Double.NaN}),
                state(new double[] {0.5, 0.5}, new double[] {-1}),
                with("covariance", whole, "round"),
                with("covariances", whole, new double[] {1, 0}),
                with("covariances", whole, new double[] {1, -2}),
                with("units", whole, new double[] {0}),
                with("centre", whole, new double[0]),
                with("clusters", whole, 0L),
                with("columns", whole, -1L),
                with("columns", whole, 2L));
        for (ModelState state : damaged) {
            assertThatThrownBy(() -> FittedMixture.restore(state))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("altered");
        }
    }

    private static ModelState state(double[] weights, double[] means) {
        return ModelState.of(FittedMixture.TYPE)
                .put("clusters", 2)
                .put("columns", 1)
                .put("covariance", "full")
                .put("centre", new double[] {0})
                .put("units", new double[] {1})
                .put("weights", weights)
                .put("means", means)
                .put("covariances", new double[] {1, 1})
                .build();
    }

    private static ModelState with(String field, ModelState state, Object value) {
        ModelState.Builder builder = ModelState.of(state.type());
        for (String name : state.names()) {
            Object kept = name.equals(field) ? value : state.value(name);
            if (kept instanceof String text) {
                builder.put(name, text);
            } else if (kept instanceof Long whole) {
                builder.put(name, whole);
            } else {
                builder.put(name, (double[]) kept);
            }
        }
        return builder.build();
    }

    private static double normal(double[] row, double[] mean, double[][] covariance) {
        double a = row[0] - mean[0];
        double b = row[1] - mean[1];
        double determinant = covariance[0][0] * covariance[1][1] - covariance[0][1] * covariance[1][0];
        double square =
                (covariance[1][1] * a * a - 2 * covariance[0][1] * a * b + covariance[0][0] * b * b) / determinant;
        return StrictMath.exp(-square / 2) / (2 * Math.PI * Math.sqrt(determinant));
    }

    private static GaussianMixtureModel fit(Covariance shape) {
        return (GaussianMixtureModel) GaussianMixture.withClusters(3)
                .withCovariance(shape)
                .withRestarts(2)
                .fit(FeatureMatrix.of(rows(300, 1)), CONTEXT)
                .model();
    }

    private static double[][] rows(int count, long seed) {
        SeededRandom random = SeededRandom.of(seed);
        double[][] rows = new double[count][];
        for (int row = 0; row < count; row++) {
            double a = random.nextGaussian();
            double b = random.nextGaussian();
            rows[row] = new double[] {4 * (row % 3) + a, (row % 3 == 1 ? 5 : 0) + 0.8 * a + b};
        }
        return rows;
    }
}
