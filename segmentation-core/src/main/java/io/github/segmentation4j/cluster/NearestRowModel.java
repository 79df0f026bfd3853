package io.github.segmentation4j.cluster;

import io.github.segmentation4j.distance.Distances;
import io.github.segmentation4j.distance.FittedDissimilarity;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.kernel.PointBlocks;
import io.github.segmentation4j.internal.parallel.BlockRunner;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;

/**
 * Rows with their labels: a row belongs where an equal one of them does, else where the nearest does, of equally near ones the
 * first by its coordinates, and to none where even that is farther than a radius. Equal rows are kept once. Immutable.
 */
final class NearestRowModel implements InstanceModel {
    static final String TYPE = "nearestRow/1";

    private static final String STAGE = "assignment";

    private final FittedDissimilarity dissimilarity;

    /** Distinct and ascending. */
    private final double[][] rows;

    private final int[] labels;
    private final int clusters;
    private final double radius;
    private final Neighbours neighbours;

    /**
     * Takes over its arguments.
     *
     * @param rows complete
     * @param labels 0 to {@code clusters} - 1, or noise, the same for equal rows
     * @param radius how far a row may reach, infinite for no limit
     */
    NearestRowModel(FittedDissimilarity dissimilarity, double[][] rows, int[] labels, int clusters, double radius) {
        this(dissimilarity, rows, labels, clusters, radius, RunContext.seeded(0));
    }

    /** The same for many rows, by the threads of a context, which can be cancelled. */
    NearestRowModel(
            FittedDissimilarity dissimilarity,
            double[][] rows,
            int[] labels,
            int clusters,
            double radius,
            RunContext context) {
        DistinctRows sorted = DistinctRows.of(rows, STAGE, context);
        this.dissimilarity = dissimilarity;
        this.rows = sorted.rows;
        this.labels = new int[sorted.count()];
        for (int r = 0; r < labels.length; r++) {
            this.labels[sorted.of[r]] = labels[r];
        }
        this.clusters = clusters;
        this.radius = radius;
        neighbours = Neighbours.of(dissimilarity, sorted.rows, STAGE, context);
    }

    /**
     * The same of rows for which there is an index.
     *
     * @param rows those of the index, distinct and ascending, without -0.0
     */
    NearestRowModel(
            FittedDissimilarity dissimilarity,
            Neighbours neighbours,
            double[][] rows,
            int[] labels,
            int clusters,
            double radius) {
        this.dissimilarity = dissimilarity;
        this.rows = rows;
        this.labels = labels;
        this.clusters = clusters;
        this.radius = radius;
        this.neighbours = neighbours;
    }

    /**
     * This model with other numbers for its clusters.
     *
     * @param order for each new number the old one
     */
    NearestRowModel renumbered(int[] order) {
        int[] numbers = new int[clusters];
        for (int j = 0; j < clusters; j++) {
            numbers[order[j]] = j;
        }
        int[] renumbered = labels.clone();
        for (int r = 0; r < renumbered.length; r++) {
            renumbered[r] = labels[r] == Clustering.NOISE ? Clustering.NOISE : numbers[labels[r]];
        }
        return new NearestRowModel(dissimilarity, neighbours, rows, renumbered, clusters, radius);
    }

    static NearestRowModel restore(
            ModelState state, Map<String, Function<ModelState, FittedDissimilarity>> dissimilarities) {
        FittedDissimilarity dissimilarity = Distances.restore(state.child("dissimilarity"), dissimilarities);
        int clusters = state.integer("clusters");
        double radius = state.number("radius");
        double[] stored = state.numbers("labels");
        double[] values = state.numbers("rows");
        int columns = dissimilarity.columnCount();
        require(clusters >= 0, "clusters");
        require(radius >= 0, "radius");
        require(values.length == (long) stored.length * columns, "rows");
        double[][] rows = new double[stored.length][];
        int[] labels = new int[stored.length];
        for (int r = 0; r < rows.length; r++) {
            rows[r] = Arrays.copyOfRange(values, r * columns, (r + 1) * columns);
            for (double value : rows[r]) {
                require(Double.isFinite(value), "rows");
            }
            labels[r] = (int) stored[r];
            require(labels[r] == stored[r] && labels[r] >= Clustering.NOISE && labels[r] < clusters, "labels");
        }
        return new NearestRowModel(dissimilarity, rows, labels, clusters, radius);
    }

    private static void require(boolean condition, String name) {
        if (!condition) {
            throw StoredCentroids.damaged(name, TYPE);
        }
    }

    @Override
    public int instanceCount() {
        return rows.length;
    }

    @Override
    public int clusterCount() {
        return clusters;
    }

    @Override
    public int columnCount() {
        return dissimilarity.columnCount();
    }

    @Override
    public int assign(double[] row) {
        InputChecks.columns(columnCount(), row.length);
        for (double value : row) {
            if (!Double.isFinite(value)) {
                throw new InvalidInputException(
                        "a value of the row is missing or infinite; fill it first, see Imputation");
            }
        }
        return assign(row.clone(), neighbours.search());
    }

    /** The cluster of a row, in which -0.0 becomes 0.0. */
    private int assign(double[] row, Neighbours.Search search) {
        int equal = DistinctRows.find(rows, row);
        int nearest = equal >= 0 ? equal : search.nearest(row, radius);
        return nearest < 0 ? Clustering.NOISE : labels[nearest];
    }

    @Override
    public int[] assign(FeatureMatrix matrix, RunContext context) {
        InputChecks.columns(columnCount(), matrix.columnCount());
        InputChecks.complete(matrix);
        context.throwIfCancelled(STAGE);
        int[] assigned = new int[matrix.rowCount()];
        PointBlocks points = matrix.pointsView();
        BlockRunner.of(context.executor(), context.threads(), () -> context.throwIfCancelled(STAGE))
                .forEach(points.blockCount(), block -> {
                    Neighbours.Search search = neighbours.search();
                    double[] row = new double[columnCount()];
                    int first = PointBlocks.firstRow(block);
                    for (int r = first; r < first + points.rowsIn(block); r++) {
                        context.throwIfCancelled(STAGE);
                        points.copyRow(r, row);
                        assigned[r] = assign(row, search);
                    }
                });
        return assigned;
    }

    @Override
    public ModelState state() {
        return ModelState.of(TYPE)
                .put("clusters", clusters)
                .put("radius", radius)
                .put("dissimilarity", dissimilarity.state())
                .put("labels", HdbscanTree.numbers(labels))
                .put("rows", StoredCentroids.values(rows))
                .build();
    }

    @Override
    public String toString() {
        return "model of " + rows.length + " rows in " + clusters + " clusters";
    }
}
