package io.github.segmentation4j.benchmarks;

import java.util.List;

/**
 * An algorithm and what it is to work on.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * @param algorithm to run
 * @param data what kind of rows
 * @param shape of the rows; k is the number of clusters they were made of and the number asked for
 * @param parameter what else the algorithm must be told, 0 for nothing: the radius of DBSCAN, the neighbours of a core row of
 *     OPTICS, the least rows of a cluster of HDBSCAN, the iterations of a Gaussian mixture
 * @param rounds how often it is timed; one that is timed once is not run before to warm up
 */
public record Task(Algorithm algorithm, Sample.Kind data, Shape shape, double parameter, int rounds) {
    private static final int ROUNDS = 3;

    /** Neighbours reach less far in a cube of side 1 than in clouds of deviation 1. */
    private static final double RADIUS = 2.5;

    private static final double UNIFORM_RADIUS = .42;

    private static final double CORE_NEIGHBOURS = 10;
    private static final double LEAST_ROWS = 15;

    /** The published table, and its short version. */
    static List<Task> all(Options.Extent extent) {
        return extent == Options.Extent.QUICK ? quick() : standard();
    }

    private static List<Task> standard() {
        return List.of(
                blobs(Algorithm.DBSCAN, "50000x8x10", RADIUS),
                uniform(Algorithm.DBSCAN, "50000x8x1", UNIFORM_RADIUS),
                blobs(Algorithm.OPTICS, "10000x8x10", CORE_NEIGHBOURS),
                uniform(Algorithm.OPTICS, "10000x8x1", CORE_NEIGHBOURS),
                blobs(Algorithm.HDBSCAN, "50000x8x10", LEAST_ROWS),
                uniform(Algorithm.HDBSCAN, "50000x8x1", LEAST_ROWS),
                blobs(Algorithm.HDBSCAN, "200000x2x10", LEAST_ROWS),
                blobs(Algorithm.WARD, "20000x8x10", 0),
                blobs(Algorithm.AVERAGE, "5000x8x10", 0),
                blobs(Algorithm.SINGLE, "20000x8x10", 0),
                blobs(Algorithm.BIRCH, "1000000x8x10", 0),
                blobs(Algorithm.GAUSSIAN_MIXTURE, "50000x8x10", Workload.ITERATIONS),
                new Task(Algorithm.K_PROTOTYPES, Sample.Kind.MIXED, Shape.parse("100000x12x8"), 0, ROUNDS),
                blobs(Algorithm.K_MEDOIDS, "5000x8x10", 0),
                blobs(Algorithm.CLARA, "1000000x8x10", 0),
                blobs(Algorithm.SPECTRAL, "5000x2x5", 0),
                blobs(Algorithm.CONSENSUS, "20000x8x10", 0),
                blobs(Algorithm.SILHOUETTE, "20000x8x10", 0),
                new Task(Algorithm.SILHOUETTE, Sample.Kind.BLOBS, Shape.parse("100000x8x10"), 0, 1),
                blobs(Algorithm.DUNN, "20000x8x10", 0));
    }

    private static List<Task> quick() {
        return List.of(
                blobs(Algorithm.DBSCAN, "2000x8x10", RADIUS),
                uniform(Algorithm.DBSCAN, "2000x8x1", UNIFORM_RADIUS),
                blobs(Algorithm.OPTICS, "500x8x10", CORE_NEIGHBOURS),
                uniform(Algorithm.OPTICS, "500x8x1", CORE_NEIGHBOURS),
                blobs(Algorithm.HDBSCAN, "2000x8x10", LEAST_ROWS),
                uniform(Algorithm.HDBSCAN, "2000x8x1", LEAST_ROWS),
                blobs(Algorithm.HDBSCAN, "2000x2x10", LEAST_ROWS),
                blobs(Algorithm.WARD, "1000x8x10", 0),
                blobs(Algorithm.AVERAGE, "500x8x10", 0),
                blobs(Algorithm.SINGLE, "1000x8x10", 0),
                blobs(Algorithm.BIRCH, "10000x8x10", 0),
                blobs(Algorithm.GAUSSIAN_MIXTURE, "2000x8x10", Workload.ITERATIONS),
                new Task(Algorithm.K_PROTOTYPES, Sample.Kind.MIXED, Shape.parse("1000x12x8"), 0, ROUNDS),
                blobs(Algorithm.K_MEDOIDS, "500x8x10", 0),
                blobs(Algorithm.CLARA, "10000x8x10", 0),
                blobs(Algorithm.SPECTRAL, "500x2x5", 0),
                blobs(Algorithm.CONSENSUS, "1000x8x10", 0),
                blobs(Algorithm.SILHOUETTE, "1000x8x10", 0),
                blobs(Algorithm.DUNN, "1000x8x10", 0));
    }

    private static Task blobs(Algorithm algorithm, String shape, double parameter) {
        return new Task(algorithm, Sample.Kind.BLOBS, Shape.parse(shape), parameter, ROUNDS);
    }

    private static Task uniform(Algorithm algorithm, String shape, double parameter) {
        return new Task(algorithm, Sample.Kind.UNIFORM, Shape.parse(shape), parameter, ROUNDS);
    }

    /** What the rows are called, which names their folder: equal names, equal rows. */
    String sampleName() {
        return data + "-" + shape;
    }
}
