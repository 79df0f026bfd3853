package io.github.segmentation4j.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.cluster.GaussianMixture.Covariance;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What follows from the definition of a fit: likelihoods, weights, units, refusals and degenerate data. */
class GaussianMixtureTest {
    private static final RunContext CONTEXT = RunContext.seeded(3);

    @ParameterizedTest
    @EnumSource(Covariance.class)
    void logLikelihoodNeverFalls(Covariance shape) {
        for (long seed = 1; seed <= 4; seed++) {
            double[][] rows = overlapping(seed, 240);
            if (seed > 2) {
                // A cluster of equal rows and one in a plane, where covariances come to the floor.
                IntStream.range(0, 40).forEach(row -> rows[row] = new double[] {9, -4, 2});
                IntStream.range(40, 110).forEach(row -> rows[row][1] = rows[row][0]);
            }
            FeatureMatrix matrix = FeatureMatrix.of(rows);
            double before = Double.NEGATIVE_INFINITY;
            for (int iterations = 1; iterations <= 25; iterations++) {
                Clustering found = GaussianMixture.withClusters(4)
                        .withCovariance(shape)
                        .withRestarts(1)
                        .withTolerance(0)
                        .withMaxIterations(iterations)
                        .fit(matrix, RunContext.seeded(seed));
                double now = logLikelihood(found, matrix);
                // The sum is taken in another order here.
                assertThat(now).isGreaterThanOrEqualTo(before - 1e-13 * rows.length * Math.abs(before));
                before = now;
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Covariance.class)
    void oneClusterIsTheMeanAndTheCovarianceOfTheRows(Covariance shape) {
        double[][] rows = overlapping(5, 300);
        double[] weights = new double[rows.length];
        SeededRandom random = SeededRandom.of(8);
        Arrays.setAll(weights, row -> random.nextInt(4));
        double total = Arrays.stream(weights).sum();
        GaussianMixtureModel model = model(GaussianMixture.withClusters(1)
                .withCovariance(shape)
                .fit(TrainingSet.of(FeatureMatrix.of(rows)).withWeights(weights), CONTEXT));
        double[] mean = new double[3];
        double[][] covariance = new double[3][3];
        IntStream.range(0, rows.length)
                .forEach(row -> Arrays.setAll(mean, c -> mean[c] + weights[row] * rows[row][c] / total));
        for (int row = 0; row < rows.length; row++) {
            for (int i = 0; i < 9; i++) {
                covariance[i / 3][i % 3] +=
                        weights[row] * (rows[row][i / 3] - mean[i / 3]) * (rows[row][i % 3] - mean[i % 3]) / total;
            }
        }
        double common = (covariance[0][0] + covariance[1][1] + covariance[2][2]) / 3;
        assertThat(model.weight(0)).isEqualTo(1);
        assertThat(model.mean(0)).containsExactly(mean, within(1e-13));
        for (int i = 0; i < 9; i++) {
            double expected =
                    switch (shape) {
                        case FULL, TIED -> covariance[i / 3][i % 3];
                        case DIAGONAL -> i / 3 == i % 3 ? covariance[i / 3][i % 3] : 0;
                        case SPHERICAL -> i / 3 == i % 3 ? common : 0;
                    };
            assertThat(model.covariance(0)[i / 3][i % 3]).isCloseTo(expected, within(1e-13 * common));
        }
    }

    @ParameterizedTest
    @EnumSource(Covariance.class)
    void rowOfWeightTwoCountsLikeTwoEqualRows(Covariance shape) {
        double[][] rows = groups(6, 200);
        double[] weights = new double[rows.length];
        Arrays.setAll(weights, row -> row % 3);
        double[][] repeated = IntStream.range(0, rows.length)
                .boxed()
                .flatMap(row -> IntStream.range(0, row % 3).mapToObj(copy -> rows[row]))
                .toArray(double[][]::new);
        GaussianMixture mixture =
                GaussianMixture.withClusters(3).withCovariance(shape).withTolerance(1e-14);
        GaussianMixtureModel weighted =
                model(mixture.fit(TrainingSet.of(FeatureMatrix.of(rows)).withWeights(weights), CONTEXT));
        GaussianMixtureModel single = model(mixture.fit(FeatureMatrix.of(repeated), CONTEXT));
        for (int j = 0; j < 3; j++) {
            assertThat(weighted.weight(j)).isCloseTo(single.weight(j), within(1e-6));
            assertThat(weighted.mean(j)).containsExactly(single.mean(j), within(1e-6));
        }
    }

    // All sums of whole numbers below 2^52 are exact, so rows and their differences keep their bits far from the
    // origin.
    @ParameterizedTest
    @EnumSource(Covariance.class)
    void rowsFarFromTheOriginAreClusteredAlike(Covariance shape) {
        double[][] near = integers(7, 400);
        double[][] far = Arrays.stream(near)
                .map(row -> Arrays.stream(row).map(value -> value + 1e9).toArray())
                .toArray(double[][]::new);
        GaussianMixture mixture =
                GaussianMixture.withClusters(3).withCovariance(shape).withTolerance(1e-12);
        Clustering expected = mixture.fit(FeatureMatrix.of(near), CONTEXT);
        Clustering found = mixture.fit(FeatureMatrix.of(far), CONTEXT);
        assertThat(found.labels()).isEqualTo(expected.labels());
        assertThat(logLikelihood(found, FeatureMatrix.of(far)))
                .isCloseTo(logLikelihood(expected, FeatureMatrix.of(near)), within(1e-3));
    }

    @ParameterizedTest
    @EnumSource(value = Covariance.class, names = "SPHERICAL", mode = EnumSource.Mode.EXCLUDE)
    void unitsOfTheColumnsDoNotMatter(Covariance shape) {
        double[][] rows = overlapping(9, 400);
        double[] units = {0x1p-200, 0x1p30, 0x1p200};
        double[][] scaled = Arrays.stream(rows)
                .map(row -> IntStream.range(0, 3)
                        .mapToDouble(c -> row[c] * units[c])
                        .toArray())
                .toArray(double[][]::new);
        GaussianMixture mixture =
                GaussianMixture.withClusters(3).withCovariance(shape).withRestarts(3);
        Clustering expected = mixture.fit(FeatureMatrix.of(rows), CONTEXT);
        Clustering found = mixture.fit(FeatureMatrix.of(scaled), CONTEXT);
        assertThat(found.labels()).isEqualTo(expected.labels());
        assertThat(logLikelihood(found, FeatureMatrix.of(scaled)))
                .isCloseTo(
                        logLikelihood(expected, FeatureMatrix.of(rows)) - 400 * 30 * StrictMath.log(2), within(1e-6));
    }

    @ParameterizedTest
    @EnumSource(Covariance.class)
    void valuesAtTheEndsOfTheRangeAreClustered(Covariance shape) {
        for (double unit : new double[] {1e9, 1e-9, 1e140, Double.MIN_VALUE}) {
            double[][] rows = Arrays.stream(integers(11, 90))
                    .map(row -> Arrays.stream(row).map(value -> value * unit).toArray())
                    .toArray(double[][]::new);
            FeatureMatrix matrix = FeatureMatrix.of(rows);
            Clustering found =
                    GaussianMixture.withClusters(3).withCovariance(shape).fit(matrix, CONTEXT);
            assertThat(logLikelihood(found, matrix)).isFinite();
            assertThat(found.model().assign(matrix, CONTEXT)).isEqualTo(found.labels());
        }
    }

    @ParameterizedTest
    @EnumSource(Covariance.class)
    void clusterOfEqualRowsHasTheFloorAsItsVariance(Covariance shape) {
        double[][] rows = groups(13, 120);
        for (int row = 0; row < rows.length; row += 3) {
            rows[row] = new double[] {-60, 0, 5};
        }
        FeatureMatrix matrix = FeatureMatrix.of(rows);
        Clustering found = GaussianMixture.withClusters(3)
                .withCovariance(shape)
                .withRegularisation(1e-4)
                .fit(matrix, CONTEXT);
        assertThat(found.sizes()).containsExactly(40, 40, 40);
        assertThat(logLikelihood(found, matrix)).isFinite();
        double[][] first = model(found).covariance(0);
        double[] variances = variances(rows);
        double common = Arrays.stream(variances).sum() / 3;
        for (int c = 0; c < 3 && shape != Covariance.TIED; c++) {
            double unit = shape == Covariance.SPHERICAL ? common : variances[c];
            assertThat(first[c][c]).isCloseTo(1e-4 * unit, within(1e-12 * unit));
        }
    }

    @ParameterizedTest
    @EnumSource(Covariance.class)
    void asManyClustersAsRowsOrEqualRowsOrConstantColumnsAreNoObstacle(Covariance shape) {
        double[][] rows = overlapping(15, 12);
        Clustering alone =
                GaussianMixture.withClusters(12).withCovariance(shape).fit(FeatureMatrix.of(rows), CONTEXT);
        assertThat(logLikelihood(alone, FeatureMatrix.of(rows))).isFinite();
        assertThat(alone.clusterCount()).isEqualTo(12);
        double[][] flat = groups(16, 90);
        for (double[] row : flat) {
            row[1] = 1e9;
        }
        Clustering found = GaussianMixture.withClusters(3).withCovariance(shape).fit(FeatureMatrix.of(flat), CONTEXT);
        assertThat(found.sizes()).containsExactly(30, 30, 30);
        assertThat(model(found).mean(0)[1]).isEqualTo(1e9);
        double[][] equal = new double[20][];
        Arrays.fill(equal, new double[] {3, 1e9});
        Clustering one = GaussianMixture.withClusters(1).withCovariance(shape).fit(FeatureMatrix.of(equal), CONTEXT);
        assertThat(one.labels()).containsOnly(0);
        assertThat(model(one).covariance(0)).isDeepEqualTo(new double[][] {{1e-6, 0}, {0, 1e-6}});
        assertThatThrownBy(() ->
                        GaussianMixture.withClusters(2).withCovariance(shape).fit(FeatureMatrix.of(equal), CONTEXT))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("between 1 and the 1 distinct rows, was 2");
    }

    @Test
    void rowsOfWeightZeroGetLabelsAndAttractNothing() {
        double[][] rows = groups(17, 90);
        double[] weights = new double[91];
        Arrays.fill(weights, 1);
        weights[90] = 0;
        double[][] more = Arrays.copyOf(rows, 91);
        more[90] = new double[] {1e300, -1e300, 0};
        Clustering expected = GaussianMixture.withClusters(3).fit(FeatureMatrix.of(rows), CONTEXT);
        Clustering found = GaussianMixture.withClusters(3)
                .fit(TrainingSet.of(FeatureMatrix.of(more)).withWeights(weights), CONTEXT);
        assertThat(Arrays.copyOf(found.labels(), 90)).isEqualTo(expected.labels());
        for (int j = 0; j < 3; j++) {
            assertThat(model(found).mean(j)).containsExactly(model(expected).mean(j), within(1e-9));
        }
        assertThat(model(found).logDensity(more[90])).isFinite();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0x1p-1074, 0x1p-600, 0x1p1022})
    void unitOfTheWeightsDoesNotMatter(double unit) {
        double[][] rows = overlapping(18, 300);
        double[] weights = new double[300];
        Arrays.setAll(weights, row -> row % 2);
        TrainingSet training = TrainingSet.of(FeatureMatrix.of(rows));
        Clustering expected = GaussianMixture.withClusters(3).fit(training.withWeights(weights), CONTEXT);
        Arrays.setAll(weights, row -> row % 2 * unit);
        Clustering found = GaussianMixture.withClusters(3).fit(training.withWeights(weights), CONTEXT);
        assertThat(found.labels()).isEqualTo(expected.labels());
        for (int j = 0; j < 3; j++) {
            assertThat(model(found).weight(j)).isCloseTo(model(expected).weight(j), within(1e-9));
            assertThat(model(found).mean(j)).containsExactly(model(expected).mean(j), within(1e-9));
        }
    }

    @Test
    void clusterWithoutWeightKeepsItsPlaceAndHasNoRow() {
        double[][] means = {{0, 0}, {5, 5}};
        MixtureComponents mixture = MixtureComponents.unit(Covariance.FULL, means);
        MixtureDensities block = new MixtureDensities(mixture, 3);
        for (int p = 0; p < 3; p++) {
            block.column(0)[p] = p;
            block.column(1)[p] = p * p;
        }
        block.putMemberships(new int[3], 0, 3);
        MixtureSums sums = new MixtureSums(mixture);
        sums.add(block, new double[] {1, 1, 1}, 3, new MixtureSums.Room(2), () -> {});
        MixtureComponents next = sums.maximise(1e-6, Checkpoint.none()).components();
        assertThat(next.weights()).containsExactly(1, 0);
        assertThat(next.means()[1]).containsExactly(5, 5);
        assertThat(next.covariance(1)).containsExactly(1, 0, 1);
        MixtureDensities at = new MixtureDensities(next, 1);
        at.column(0)[0] = 5;
        at.column(1)[0] = 5;
        at.computeJoint(1, () -> {});
        assertThat(at.label(0)).isZero();
        at.computeMemberships(1);
        assertThat(at.memberships(1)[0]).isZero();
    }

    @Test
    void moreNumbersThanAllowedAreRefusedBeforeWorkStarts() {
        double[][] wide = new double[2][2_900];
        wide[1][7] = 1;
        FeatureMatrix matrix = FeatureMatrix.of(wide);
        assertThatThrownBy(() -> GaussianMixture.withClusters(1).fit(matrix, CONTEXT))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("hold 4206450 numbers, and at most 4194304 are allowed");
        assertThat(GaussianMixture.withClusters(2)
                        .withCovariance(Covariance.DIAGONAL)
                        .fit(matrix, CONTEXT)
                        .labels())
                .containsExactly(0, 1);
    }

    @Test
    void rowsTooFarApartAreRefusedByTheirColumn() {
        FeatureMatrix matrix = FeatureMatrix.of(new double[][] {{1, 1e200}, {2, -1e200}});
        assertThatThrownBy(() -> GaussianMixture.withClusters(1).fit(matrix, CONTEXT))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        error -> assertThat(error.column()).contains("x2"));
    }

    @Test
    void limitOnIterationsEndsTheFitAndIsTold() {
        FeatureMatrix matrix = FeatureMatrix.of(overlapping(19, 300));
        Clustering stopped =
                GaussianMixture.withClusters(4).withMaxIterations(2).fit(matrix, CONTEXT);
        assertThat(stopped.iterations()).isEqualTo(2);
        assertThat(stopped.convergence()).isEqualTo(Clustering.Convergence.ITERATION_LIMIT);
        assertThat(GaussianMixture.withClusters(4)
                        .withTolerance(1e-4)
                        .fit(matrix, CONTEXT)
                        .convergence())
                .isEqualTo(Clustering.Convergence.CONVERGED);
    }

    @Test
    void optionsOutOfRangeAreRefusedAndTheOthersDescribed() {
        GaussianMixture mixture = GaussianMixture.withClusters(3);
        assertThatIllegalArgumentException().isThrownBy(() -> GaussianMixture.withClusters(0));
        assertThatIllegalArgumentException().isThrownBy(() -> mixture.withRestarts(0));
        assertThatIllegalArgumentException().isThrownBy(() -> mixture.withMaxIterations(0));
        for (double wrong : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException().isThrownBy(() -> mixture.withTolerance(wrong));
            assertThatIllegalArgumentException().isThrownBy(() -> mixture.withRegularisation(wrong));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> mixture.withRegularisation(0));
        assertThat(mixture.withCovariance(Covariance.TIED)
                        .withStart(GaussianMixture.Start.RANDOM_ROWS)
                        .describe())
                .isEqualTo("Gaussian mixture(clusters=3, covariance=tied, restarts=10, start=random rows,"
                        + " maxIterations=1000, tolerance=1.0E-8, regularisation=1.0E-6)");
    }

    private static GaussianMixtureModel model(Clustering found) {
        return (GaussianMixtureModel) found.model();
    }

    private static double logLikelihood(Clustering found, FeatureMatrix matrix) {
        return Arrays.stream(model(found).logDensities(matrix, CONTEXT)).sum();
    }

    private static double[] variances(double[][] rows) {
        return IntStream.range(0, rows[0].length)
                .mapToDouble(c -> {
                    double mean = Arrays.stream(rows).mapToDouble(row -> row[c]).sum() / rows.length;
                    return Arrays.stream(rows)
                                    .mapToDouble(row -> (row[c] - mean) * (row[c] - mean))
                                    .sum()
                            / rows.length;
                })
                .toArray();
    }

    /** Three groups far apart, in turn. */
    private static double[][] groups(long seed, int count) {
        SeededRandom random = SeededRandom.of(seed);
        double[][] rows = new double[count][3];
        for (int row = 0; row < count; row++) {
            double place = 40 * (row % 3) - 60;
            Arrays.setAll(rows[row], c -> (c == 0 ? place : 0) + random.nextGaussian());
        }
        return rows;
    }

    /** Groups of different spread that run into each other. */
    private static double[][] overlapping(long seed, int count) {
        SeededRandom random = SeededRandom.of(seed);
        double[][] rows = new double[count][];
        for (int row = 0; row < count; row++) {
            double a = random.nextGaussian();
            double b = random.nextGaussian();
            double c = random.nextGaussian();
            rows[row] = row % 2 == 0 ? new double[] {a, a + b, c} : new double[] {3 + 2 * a, b - a, 1 + 0.3 * c};
        }
        return rows;
    }

    private static double[][] integers(long seed, int count) {
        SeededRandom random = SeededRandom.of(seed);
        double[][] rows = new double[count][3];
        for (int row = 0; row < count; row++) {
            int group = row % 3;
            Arrays.setAll(rows[row], c -> 400 * group * (c + 1) + random.nextInt(100) + random.nextInt(100));
        }
        return rows;
    }
}
