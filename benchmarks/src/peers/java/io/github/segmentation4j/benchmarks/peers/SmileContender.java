package io.github.segmentation4j.benchmarks.peers;

import io.github.segmentation4j.benchmarks.Contender;
import io.github.segmentation4j.benchmarks.Workload;
import java.util.List;
import smile.clustering.CentroidClustering;
import smile.clustering.Clustering.Options;
import smile.clustering.KMeans;
import smile.math.MathEx;

/** A k-means of Smile, which cannot be given starts and spreads over every processor. */
record SmileContender(String name, Algorithm algorithm) implements Contender {
    private static final long SEED = 1;

    /** Clusters rows. */
    interface Algorithm {
        CentroidClustering<double[], double[]> fit(double[][] rows, Options options);
    }

    /** Its plain iteration and the one on a tree of boxes. */
    static List<Contender> all() {
        return List.of(new SmileContender("smile-lloyd", KMeans::lloyd), new SmileContender("smile-tree", KMeans::fit));
    }

    @Override
    public int threads() {
        return Runtime.getRuntime().availableProcessors();
    }

    @Override
    public Starts starts() {
        return Starts.OWN;
    }

    @Override
    public Fit prepare(Workload workload) {
        double[][] rows = workload.rowsView();
        int clusters = workload.shape().clusters();
        return iterations -> {
            // Its seeding draws from a generator of its own, which this winds back.
            MathEx.setSeed(SEED);
            CentroidClustering<double[], double[]> found =
                    algorithm.fit(rows, new Options(clusters, iterations, 0, null));
            return found::centers;
        };
    }
}
