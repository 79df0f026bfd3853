package io.github.segmentation4j.cluster;

import io.github.segmentation4j.distance.FittedDissimilarity;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;

/**
 * Rows with their labels: a row belongs where the nearest of them does, of equally near ones the lowest cluster, and to none
 * where even that is farther than a radius. Immutable.
 */
final class NearestRowModel implements InstanceModel {
    static final String TYPE = "nearestRow/1";

    private final FittedDissimilarity dissimilarity;
    private final double[][] rows;
    private final int[] labels;
    private final int clusters;
    private final double radius;

    /**
     * Takes over its arguments.
     *
     * @param rows at least one, complete
     * @param labels 0 to {@code clusters} - 1, or noise, the same for equal rows
     * @param radius how far a row may reach, infinite for no limit
     */
    NearestRowModel(FittedDissimilarity dissimilarity, double[][] rows, int[] labels, int clusters, double radius) {
        this.dissimilarity = dissimilarity;
        this.rows = rows;
        this.labels = labels;
        this.clusters = clusters;
        this.radius = radius;
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
        double least = Double.POSITIVE_INFINITY;
        int label = Clustering.NOISE;
        for (int r = 0; r < rows.length; r++) {
            double distance = dissimilarity.between(row, rows[r]);
            boolean lower = labels[r] != Clustering.NOISE && (label == Clustering.NOISE || labels[r] < label);
            if (distance < least || (distance == least && lower)) {
                least = distance;
                label = labels[r];
            }
        }
        return least <= radius ? label : Clustering.NOISE;
    }

    @Override
    public ModelState state() {
        double[] values = new double[Math.multiplyExact(rows.length, columnCount())];
        double[] kept = new double[rows.length];
        for (int r = 0; r < rows.length; r++) {
            System.arraycopy(rows[r], 0, values, r * columnCount(), columnCount());
            kept[r] = labels[r];
        }
        return ModelState.of(TYPE)
                .put("clusters", clusters)
                .put("radius", radius)
                .put("dissimilarity", dissimilarity.state())
                .put("labels", kept)
                .put("rows", values)
                .build();
    }
}
