package io.github.segmentation4j.benchmarks.peers;

import elki.clustering.dbscan.DBSCAN;
import elki.clustering.hierarchical.SLINKHDBSCANLinearMemory;
import elki.clustering.hierarchical.extraction.HDBSCANHierarchyExtraction;
import elki.data.Cluster;
import elki.data.Clustering;
import elki.data.DoubleVector;
import elki.data.model.Model;
import elki.data.type.TypeUtil;
import elki.database.Database;
import elki.database.StaticArrayDatabase;
import elki.database.ids.DBIDIter;
import elki.database.ids.DBIDRange;
import elki.database.relation.Relation;
import elki.datasource.ArrayAdapterDatabaseConnection;
import elki.distance.minkowski.EuclideanDistance;
import io.github.segmentation4j.benchmarks.Algorithm;
import io.github.segmentation4j.benchmarks.AlgorithmContender;
import io.github.segmentation4j.benchmarks.Outcome;
import io.github.segmentation4j.benchmarks.Sample;
import io.github.segmentation4j.benchmarks.Task;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** An algorithm of ELKI, which has one thread and here no index, so that it compares every row with every other. */
record ElkiAlgorithms(Algorithm algorithm, Method method) implements AlgorithmContender {
    private static final int DBSCAN_NEIGHBOURS = 5;

    /** Four times the rows would take it sixteen times as long, which is hours. */
    private static final int MOST_ROWS = 50_000;

    /** Clusters rows. */
    interface Method {
        Clustering<? extends Model> run(Task task, Relation<DoubleVector> rows);
    }

    static List<AlgorithmContender> all() {
        return List.of(
                new ElkiAlgorithms(
                        Algorithm.DBSCAN,
                        (task, rows) ->
                                new DBSCAN<DoubleVector>(EuclideanDistance.STATIC, task.parameter(), DBSCAN_NEIGHBOURS).run(rows)),
                new ElkiAlgorithms(Algorithm.HDBSCAN, ElkiAlgorithms::hdbscan));
    }

    /** As many neighbours as the least rows of a cluster, and flat clusters, as here. */
    private static Clustering<? extends Model> hdbscan(Task task, Relation<DoubleVector> rows) {
        int least = (int) task.parameter();
        SLINKHDBSCANLinearMemory<DoubleVector> tree = new SLINKHDBSCANLinearMemory<>(EuclideanDistance.STATIC, least);
        return new HDBSCANHierarchyExtraction(tree, least, false).run(tree.run(rows));
    }

    @Override
    public String name() {
        return "elki";
    }

    @Override
    public int threads() {
        return 1;
    }

    @Override
    public boolean takes(Task task) {
        return task.algorithm() == algorithm && task.shape().rows() <= MOST_ROWS;
    }

    @Override
    public Supplier<Outcome> run(Task task, Sample sample) {
        Database database = new StaticArrayDatabase(new ArrayAdapterDatabaseConnection(sample.rowsView()));
        database.initialize();
        Relation<DoubleVector> rows = database.getRelation(TypeUtil.DOUBLE_VECTOR_FIELD);
        Clustering<? extends Model> found = method.run(task, rows);
        return () -> Outcome.of(labels(found, rows), sample);
    }

    private static int[] labels(Clustering<? extends Model> found, Relation<DoubleVector> rows) {
        DBIDRange ids = (DBIDRange) rows.getDBIDs();
        int[] labels = new int[rows.size()];
        Arrays.fill(labels, -1);
        int next = 0;
        for (Cluster<? extends Model> cluster : found.getAllClusters()) {
            if (!cluster.isNoise()) {
                for (DBIDIter id = cluster.getIDs().iter(); id.valid(); id.advance()) {
                    labels[ids.getOffset(id)] = next;
                }
                next++;
            }
        }
        return labels;
    }
}
