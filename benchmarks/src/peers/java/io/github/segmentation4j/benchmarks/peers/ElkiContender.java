package io.github.segmentation4j.benchmarks.peers;

import elki.clustering.kmeans.AbstractKMeans;
import elki.clustering.kmeans.ExponionKMeans;
import elki.clustering.kmeans.ShallotKMeans;
import elki.clustering.kmeans.YinYangKMeans;
import elki.clustering.kmeans.initialization.KMeansInitialization;
import elki.clustering.kmeans.initialization.Predefined;
import elki.clustering.kmeans.parallel.ParallelLloydKMeans;
import elki.data.Clustering;
import elki.data.DoubleVector;
import elki.data.model.KMeansModel;
import elki.data.type.TypeUtil;
import elki.database.Database;
import elki.database.StaticArrayDatabase;
import elki.database.relation.Relation;
import elki.datasource.ArrayAdapterDatabaseConnection;
import elki.distance.minkowski.SquaredEuclideanDistance;
import io.github.segmentation4j.benchmarks.Contender;
import io.github.segmentation4j.benchmarks.Workload;
import java.util.List;

/**
 * A k-means of ELKI from given starts. Its parallel one uses every processor, the others one; those count the first
 * assignment as an iteration.
 */
record ElkiContender(String name, int threads, Algorithm algorithm) implements Contender {
    /** YinYang bounds groups of centroids; its authors took about ten centroids for each. */
    private static final int CENTROIDS_IN_A_GROUP = 10;

    /** Makes a k-means. */
    interface Algorithm {
        AbstractKMeans<DoubleVector, KMeansModel> of(int clusters, int iterations, KMeansInitialization starts);
    }

    static List<Contender> all() {
        SquaredEuclideanDistance distance = SquaredEuclideanDistance.STATIC;
        return List.of(
                new ElkiContender(
                        "elki-lloyd",
                        Runtime.getRuntime().availableProcessors(),
                        (k, iterations, starts) -> new ParallelLloydKMeans<>(distance, k, iterations, starts)),
                new ElkiContender(
                        "elki-yinyang",
                        1,
                        (k, iterations, starts) -> new YinYangKMeans<>(
                                k, iterations + 1, starts, Math.max(1, k / CENTROIDS_IN_A_GROUP))),
                new ElkiContender(
                        "elki-exponion",
                        1,
                        (k, iterations, starts) -> new ExponionKMeans<>(distance, k, iterations + 1, starts, false)),
                new ElkiContender(
                        "elki-shallot",
                        1,
                        (k, iterations, starts) -> new ShallotKMeans<>(distance, k, iterations + 1, starts, false)));
    }

    @Override
    public Starts starts() {
        return Starts.GIVEN;
    }

    @Override
    public Fit prepare(Workload workload) {
        Database database = new StaticArrayDatabase(new ArrayAdapterDatabaseConnection(workload.rowsView()));
        database.initialize();
        Relation<DoubleVector> rows = database.getRelation(TypeUtil.DOUBLE_VECTOR_FIELD);
        int clusters = workload.shape().clusters();
        return iterations -> {
            Clustering<KMeansModel> found = algorithm
                    .of(clusters, iterations, new Predefined(workload.starts()))
                    .run(rows);
            return () -> found.getAllClusters().stream()
                    .map(cluster -> cluster.getModel().getMean())
                    .toArray(double[][]::new);
        };
    }
}
