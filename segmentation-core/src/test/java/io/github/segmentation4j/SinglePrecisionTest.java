package io.github.segmentation4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Named.named;

import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.cluster.KMeans;
import io.github.segmentation4j.cluster.TrainingSet;
import io.github.segmentation4j.explain.SegmentProfile;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.feature.FeatureTransform;
import io.github.segmentation4j.feature.FittedTransform;
import io.github.segmentation4j.feature.Imputation;
import io.github.segmentation4j.feature.Pca;
import io.github.segmentation4j.feature.Precision;
import io.github.segmentation4j.feature.Scaling;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.quality.CalinskiHarabasz;
import io.github.segmentation4j.quality.ChooseClusterCount;
import io.github.segmentation4j.quality.DaviesBouldin;
import io.github.segmentation4j.quality.Inertia;
import io.github.segmentation4j.quality.Silhouette;
import io.github.segmentation4j.quality.Stability;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rounding happens when numbers are stored, never when they are computed with. */
class SinglePrecisionTest {
    private static final int ROWS = 700;
    private static final int COLUMNS = 5;
    private static final RunContext CONTEXT = RunContext.seeded(3);
    private static final int[] LABELS =
            IntStream.range(0, ROWS).map(row -> row % 3).toArray();

    /** Something that is computed from a matrix. */
    interface Computation extends BiFunction<FeatureMatrix, RunContext, Object> {}

    static Stream<Named<Computation>> computations() {
        KMeans kMeans = KMeans.withClusters(4).withRestarts(3);
        double[] weights = IntStream.range(0, ROWS).mapToDouble(row -> row % 4).toArray();
        double[][] starts = Arrays.copyOf(numbers(), 4);
        return Stream.of(
                named("k-means", (m, context) -> kMeans.fit(m, context)),
                named(
                        "k-means with row weights",
                        (m, context) -> kMeans.fit(TrainingSet.of(m).withWeights(weights), context)),
                named(
                        "k-means with feature weights",
                        (m, context) ->
                                kMeans.withFeatureWeights(1, 2, 0, 0.3, 1).fit(m, context)),
                named(
                        "k-means++ with a tolerance",
                        (m, context) -> kMeans.withStart(KMeans.Start.PLUS_PLUS)
                                .withTolerance(0.01)
                                .fit(m, context)),
                named(
                        "k-means from given centroids",
                        (m, context) -> kMeans.withCentroids(starts)
                                .withMaxIterations(2)
                                .fit(m, context)),
                named(
                        "assignment",
                        (m, context) -> kMeans.fit(FeatureMatrix.of(numbers()), context)
                                .model()
                                .assign(m, context)),
                named("silhouette", (m, context) -> Silhouette.exact().widths(m, LABELS, context)),
                named(
                        "sampled silhouette",
                        (m, context) -> Silhouette.sampled(90).of(m, LABELS, context)),
                named("inertia", (m, context) -> Inertia.withDefaults().of(m, LABELS, context)),
                named(
                        "Davies-Bouldin",
                        (m, context) -> DaviesBouldin.withDefaults().of(m, LABELS, context)),
                named(
                        "Calinski-Harabasz",
                        (m, context) -> CalinskiHarabasz.withDefaults().of(m, LABELS, context)),
                named(
                        "stability",
                        (m, context) -> Stability.of(kMeans).withResamples(4).measure(m, context)),
                named(
                        "number of clusters",
                        (m, context) -> ChooseClusterCount.between(2, 4)
                                .with(clusters -> KMeans.withClusters(clusters).withRestarts(2))
                                .withResamples(2)
                                .choose(m, context)
                                .toString()),
                named(
                        "profiles",
                        (m, context) -> SegmentProfile.of(m, LABELS, 3, context).stream()
                                .map(SegmentProfile::state)
                                .toList()),
                named("digest", Provenance::digest),
                named("components", (m, context) -> transformed(Pca.components(3), m, context)),
                named("standard scaling", (m, context) -> transformed(Scaling.standard(), m, context)),
                named("robust scaling", (m, context) -> transformed(Scaling.robust(), m, context)),
                named("quantiles", (m, context) -> transformed(Scaling.quantile(), m, context)),
                named(
                        "imputation",
                        (m, context) -> transformed(Imputation.mean().withIndicator(), m, context)));
    }

    @ParameterizedTest
    @MethodSource("computations")
    void everyResultHasTheBitsOfTheRoundedNumbersInDoublePrecision(Computation computation) {
        assertThat(computation.apply(single(), CONTEXT))
                .usingRecursiveComparison()
                .isEqualTo(computation.apply(rounded(), CONTEXT));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 8})
    void everyResultHasTheSameBitsForAnyThreadCount(int threads) {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            RunContext context = CONTEXT.withExecutor(executor, threads);
            computations()
                    .forEach(computation -> assertThat(computation.getPayload().apply(single(), context))
                            .as(computation.getName())
                            .usingRecursiveComparison()
                            .isEqualTo(computation.getPayload().apply(single(), CONTEXT)));
        } finally {
            executor.shutdown();
        }
    }

    @Test
    void theNumbersOfTheseTestsDoChangeWhenRounded() {
        Clustering exact = KMeans.withClusters(4).fit(FeatureMatrix.of(numbers()), CONTEXT);
        Clustering rounded = KMeans.withClusters(4).fit(single(), CONTEXT);
        assertThat(rounded).usingRecursiveComparison().isNotEqualTo(exact);
        assertThat(Provenance.digest(single(), CONTEXT))
                .isNotEqualTo(Provenance.digest(FeatureMatrix.of(numbers()), CONTEXT));
    }

    private static List<Object> transformed(FeatureTransform transform, FeatureMatrix matrix, RunContext context) {
        FittedTransform fitted = transform.fit(matrix, context);
        FeatureMatrix made = fitted.apply(matrix, context);
        return List.of(fitted.state(), made.precision(), made.toArray());
    }

    private static FeatureMatrix single() {
        return FeatureMatrix.of(numbers()).withPrecision(Precision.SINGLE);
    }

    private static FeatureMatrix rounded() {
        return FeatureMatrix.of(Arrays.stream(numbers())
                .map(row -> Arrays.stream(row).map(value -> (float) value).toArray())
                .toArray(double[][]::new));
    }

    /** Four clouds, each column about a mean of its own up to 1000, where rounding shows. */
    private static double[][] numbers() {
        SeededRandom random = SeededRandom.of(17);
        List<double[]> rows = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            double cloud = random.nextInt(4);
            double[] values = new double[COLUMNS];
            Arrays.setAll(values, c -> 250 * c + 3 * cloud * (c % 2 + 1) + random.nextGaussian());
            rows.add(values);
        }
        return rows.toArray(double[][]::new);
    }
}
