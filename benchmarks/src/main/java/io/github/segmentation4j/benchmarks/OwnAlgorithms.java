package io.github.segmentation4j.benchmarks;

import io.github.segmentation4j.cluster.Agglomerative;
import io.github.segmentation4j.cluster.Birch;
import io.github.segmentation4j.cluster.Clara;
import io.github.segmentation4j.cluster.Clusterer;
import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.cluster.ConsensusClustering;
import io.github.segmentation4j.cluster.Dbscan;
import io.github.segmentation4j.cluster.GaussianMixture;
import io.github.segmentation4j.cluster.GaussianMixtureModel;
import io.github.segmentation4j.cluster.Hdbscan;
import io.github.segmentation4j.cluster.KMedoids;
import io.github.segmentation4j.cluster.KPrototypes;
import io.github.segmentation4j.cluster.Linkage;
import io.github.segmentation4j.cluster.Optics;
import io.github.segmentation4j.cluster.SpectralClustering;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.quality.Dunn;
import io.github.segmentation4j.quality.Silhouette;
import io.github.segmentation4j.quality.ValidityIndex;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.MixtureMultivariateNormalDistribution;

/** This library's algorithms, with what options they have by themselves beside those of the task. */
record OwnAlgorithms(int threads) implements AlgorithmContender {
    @Override
    public String name() {
        return "segmentation4j";
    }

    @Override
    public boolean takes(Task task) {
        return true;
    }

    @Override
    public Supplier<Outcome> run(Task task, Sample sample) {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            RunContext context = RunContext.seeded(1).withExecutor(pool, threads);
            FeatureMatrix matrix = FeatureMatrix.of(sample.rowsView(), context);
            return switch (task.algorithm()) {
                case SILHOUETTE -> index(Silhouette.exact(), matrix, sample, context);
                case DUNN -> index(Dunn.withDefaults(), matrix, sample, context);
                default -> {
                    Clustering found = clusterer(task, matrix).fit(matrix, context);
                    yield () -> outcome(task, sample, found);
                }
            };
        } finally {
            pool.shutdown();
        }
    }

    private static Supplier<Outcome> index(
            ValidityIndex index, FeatureMatrix matrix, Sample sample, RunContext context) {
        double value = index.of(matrix, sample.labels().orElseThrow(), context).orElseThrow();
        return () -> Outcome.index(value);
    }

    private static Clusterer clusterer(Task task, FeatureMatrix matrix) {
        int clusters = task.shape().clusters();
        return switch (task.algorithm()) {
            case DBSCAN -> Dbscan.withRadius(task.parameter());
            case OPTICS -> Optics.withMinimumNeighbours((int) task.parameter());
            case HDBSCAN -> Hdbscan.withMinimumClusterSize((int) task.parameter());
            case WARD -> Agglomerative.withClusters(clusters);
            case AVERAGE -> Agglomerative.withClusters(clusters).withLinkage(Linkage.AVERAGE);
            case SINGLE -> Agglomerative.withClusters(clusters).withLinkage(Linkage.SINGLE);
            case BIRCH -> Birch.withClusters(clusters);
            case GAUSSIAN_MIXTURE ->
                GaussianMixture.withClusters(clusters)
                        .withRestarts(1)
                        .withTolerance(0)
                        .withMaxIterations((int) task.parameter());
            case K_PROTOTYPES -> KPrototypes.withClusters(clusters).withCategorical(secondHalf(matrix));
            case K_MEDOIDS -> KMedoids.withClusters(clusters);
            case CLARA -> Clara.withClusters(clusters);
            case SPECTRAL -> SpectralClustering.withClusters(clusters);
            case CONSENSUS -> ConsensusClustering.withClusters(clusters);
            case SILHOUETTE, DUNN -> throw new IllegalArgumentException(task.algorithm() + " finds no clusters");
        };
    }

    private static String[] secondHalf(FeatureMatrix matrix) {
        int columns = matrix.columnCount();
        return matrix.features().subList(columns / 2, columns).stream()
                .map(feature -> feature.name())
                .toArray(String[]::new);
    }

    private static Outcome outcome(Task task, Sample sample, Clustering found) {
        Outcome outcome = Outcome.of(found.labels(), sample);
        return switch (task.algorithm()) {
            case GAUSSIAN_MIXTURE ->
                outcome.withIterations(found.iterations())
                        .withValue(meanLogLikelihood((GaussianMixtureModel) found.model(), sample.rowsView()));
            case K_PROTOTYPES, K_MEDOIDS, CLARA -> outcome.withIterations(found.iterations());
            default -> outcome;
        };
    }

    /** By the densities of another library, so that it does not hang on the code that is measured. */
    private static double meanLogLikelihood(GaussianMixtureModel model, double[][] rows) {
        int clusters = model.clusterCount();
        MixtureMultivariateNormalDistribution mixture = new MixtureMultivariateNormalDistribution(
                IntStream.range(0, clusters).mapToDouble(model::weight).toArray(),
                IntStream.range(0, clusters).mapToObj(model::mean).toArray(double[][]::new),
                IntStream.range(0, clusters).mapToObj(model::covariance).toArray(double[][][]::new));
        return Arrays.stream(rows)
                .mapToDouble(row -> StrictMath.log(mixture.density(row)))
                .average()
                .orElseThrow();
    }
}
