package io.github.segmentation4j.benchmarks;

import io.github.segmentation4j.cluster.Clusterer;
import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Any clusterer, timed as a whole. What it found is judged by the means of its clusters. */
record ClustererContender(String name, Clusterer clusterer) implements Contender {
    @Override
    public int threads() {
        return Workload.THREADS;
    }

    @Override
    public Starts starts() {
        return Starts.FREE;
    }

    @Override
    public Fit prepare(Workload workload) {
        ExecutorService pool = Executors.newFixedThreadPool(threads());
        RunContext context = RunContext.seeded(1).withExecutor(pool, threads());
        FeatureMatrix matrix = FeatureMatrix.of(workload.rowsView(), context);
        return new Fit() {
            @Override
            public Supplier<double[][]> run(int iterations) {
                Clustering clustering = clusterer.fit(matrix, context);
                return () -> means(clustering, workload.rowsView());
            }

            @Override
            public void close() {
                pool.shutdown();
            }
        };
    }

    /** The means of the clusters that have rows; noise belongs to none. */
    private static double[][] means(Clustering clustering, double[][] rows) {
        double[][] means = new double[clustering.clusterCount()][rows[0].length];
        for (int r = 0; r < rows.length; r++) {
            int label = clustering.label(r);
            if (label != Clustering.NOISE) {
                for (int c = 0; c < rows[r].length; c++) {
                    means[label][c] += rows[r][c];
                }
            }
        }
        int[] sizes = clustering.sizes();
        for (int j = 0; j < means.length; j++) {
            for (int c = 0; c < means[j].length; c++) {
                means[j][c] /= sizes[j];
            }
        }
        double[][] found =
                Arrays.stream(means).filter(mean -> Double.isFinite(mean[0])).toArray(double[][]::new);
        if (found.length == 0) {
            throw new IllegalStateException("the clusterer must put at least one row into a cluster");
        }
        return found;
    }
}
