package io.github.segmentation4j.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.commons.math3.ml.clustering.CentroidCluster;
import org.apache.commons.math3.ml.clustering.DoublePoint;
import org.apache.commons.math3.ml.clustering.KMeansPlusPlusClusterer;
import org.apache.commons.math3.ml.distance.EuclideanDistance;
import org.apache.commons.math3.random.Well19937c;

/** The k-means++ of commons-math3, which cannot be given starts and uses one thread. */
record CommonsMathContender() implements Contender {
    private static final int SEED = 1;

    @Override
    public String name() {
        return "commons-math3";
    }

    @Override
    public int threads() {
        return 1;
    }

    @Override
    public Starts starts() {
        return Starts.OWN;
    }

    @Override
    public Fit prepare(Workload workload) {
        List<DoublePoint> points = new ArrayList<>(workload.shape().rows());
        for (double[] row : workload.rowsView()) {
            points.add(new DoublePoint(row));
        }
        int clusters = workload.shape().clusters();
        return iterations -> {
            List<CentroidCluster<DoublePoint>> found = new KMeansPlusPlusClusterer<DoublePoint>(
                            clusters, iterations, new EuclideanDistance(), new Well19937c(SEED))
                    .cluster(points);
            return centroids(found);
        };
    }

    private static Supplier<double[][]> centroids(List<CentroidCluster<DoublePoint>> clusters) {
        return () ->
                clusters.stream().map(cluster -> cluster.getCenter().getPoint()).toArray(double[][]::new);
    }
}
