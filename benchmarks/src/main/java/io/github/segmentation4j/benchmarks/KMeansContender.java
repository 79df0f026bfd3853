package io.github.segmentation4j.benchmarks;

import io.github.segmentation4j.cluster.CentroidModel;
import io.github.segmentation4j.cluster.ClusterModel;
import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.cluster.KMeans;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.RunContext;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** This library's k-means from given starts. Blocking the rows is its preparation. */
record KMeansContender(int threads) implements Contender {
    static final String NAME = "k-means";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Starts starts() {
        return Starts.GIVEN;
    }

    @Override
    public Fit prepare(Workload workload) {
        double[][] starts = workload.starts();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        RunContext context = RunContext.seeded(1).withExecutor(pool, threads);
        FeatureMatrix matrix = FeatureMatrix.of(workload.rowsView(), context);
        return new Fit() {
            @Override
            public Supplier<double[][]> run(int iterations) {
                Clustering clustering = fit(matrix, starts, iterations, context);
                return () -> centroids(clustering.model());
            }

            @Override
            public void close() {
                pool.shutdown();
            }
        };
    }

    static Clustering fit(FeatureMatrix matrix, double[][] starts, int iterations, RunContext context) {
        return KMeans.withClusters(starts.length)
                .withCentroids(starts)
                .withMaxIterations(iterations)
                .fit(matrix, context);
    }

    static double[][] centroids(ClusterModel model) {
        if (!(model instanceof CentroidModel centroidal)) {
            throw new IllegalArgumentException("k-means must have centroids");
        }
        double[][] centroids = new double[model.clusterCount()][];
        for (int j = 0; j < centroids.length; j++) {
            centroids[j] = centroidal.centroid(j);
        }
        return centroids;
    }
}
