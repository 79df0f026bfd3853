package io.github.segmentation4j.cluster;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.kernel.AssignmentKernel;
import io.github.segmentation4j.internal.kernel.Kernels;
import io.github.segmentation4j.internal.kernel.PackedCentroids;
import io.github.segmentation4j.internal.kernel.PointBlocks;
import io.github.segmentation4j.internal.parallel.BlockRunner;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;
import java.util.Objects;

/** Centroids of unit length: a row belongs to the one whose direction is nearest, of several the lowest. Immutable. */
final class SphericalModel implements CentroidModel {
    static final String TYPE = "sphericalKMeans/1";

    private static final String STAGE = "assignment";

    private static final int SPAN = 16;

    /** How far the squared length of a stored centroid may lie from 1: far above the rounding of any sum of squares. */
    private static final double ROUNDING = 1e-9;

    private final int columns;
    private final double[][] centroids;
    private final PackedCentroids packed;

    /** Takes over its argument. */
    SphericalModel(double[][] centroids) {
        this.centroids = centroids;
        columns = centroids[0].length;
        packed = packed(centroids);
    }

    static PackedCentroids packed(double[][] centroids) {
        PackedCentroids packed = new PackedCentroids(centroids.length, centroids[0].length);
        for (int j = 0; j < centroids.length; j++) {
            for (int c = 0; c < centroids[j].length; c++) {
                packed.set(j, c, centroids[j][c]);
            }
        }
        return packed;
    }

    static SphericalModel restore(ModelState state) {
        double[][] centroids = StoredCentroids.of(state, TYPE);
        for (double[] centroid : centroids) {
            double square = 0;
            for (double value : centroid) {
                square += value * value;
            }
            if (!(Math.abs(square - 1) < ROUNDING)) {
                throw StoredCentroids.damaged("the length of a centroid", TYPE);
            }
        }
        return new SphericalModel(centroids);
    }

    @Override
    public int clusterCount() {
        return centroids.length;
    }

    @Override
    public int columnCount() {
        return columns;
    }

    @Override
    public double[] centroid(int cluster) {
        Objects.checkIndex(cluster, centroids.length);
        return centroids[cluster].clone();
    }

    /** The squared chordal distance: 2 - 2 cos of the angle between the row and the centroid, from 0 to 4. */
    @Override
    public double squaredDistance(double[] row, int cluster) {
        Objects.checkIndex(cluster, centroids.length);
        return packed.squaredDistance(unit(row), cluster);
    }

    @Override
    public int assign(double[] row) {
        return packed.nearest(unit(row));
    }

    private double[] unit(double[] row) {
        InputChecks.columns(columns, row.length);
        for (int c = 0; c < columns; c++) {
            if (!Double.isFinite(row[c])) {
                throw new InvalidInputException("value " + (c + 1)
                        + " of the row must be a finite number and is missing or infinite; fill it first, see"
                        + " Imputation");
            }
        }
        double[] unit = row.clone();
        if (!Directions.normalise(unit)) {
            throw new InvalidInputException(Directions.allZeros());
        }
        return unit;
    }

    @Override
    public int[] assign(FeatureMatrix matrix, RunContext context) {
        InputChecks.columns(columns, matrix.columnCount());
        InputChecks.complete(matrix);
        context.throwIfCancelled(STAGE);
        int[] labels = new int[matrix.rowCount()];
        int blocks = matrix.pointsView().blockCount();
        BlockRunner.of(context.executor(), context.threads(), () -> context.throwIfCancelled(STAGE))
                .forEach((blocks + SPAN - 1) / SPAN, span -> assign(matrix, span, labels, context));
        return labels;
    }

    private void assign(FeatureMatrix matrix, int span, int[] labels, RunContext context) {
        AssignmentKernel kernel = Kernels.chosen().create(columns);
        double[] units = new double[Math.multiplyExact(columns, PointBlocks.ROWS)];
        double[] row = new double[columns];
        int[] nearest = new int[PointBlocks.ROWS];
        double[] distances = new double[PointBlocks.ROWS];
        PointBlocks points = matrix.pointsView();
        for (int b = span * SPAN; b < Math.min(points.blockCount(), (span + 1) * SPAN); b++) {
            context.throwIfCancelled(STAGE);
            int first = PointBlocks.firstRow(b);
            for (int p = 0; p < points.rowsIn(b); p++) {
                points.copyRow(first + p, row);
                if (!Directions.normalise(row)) {
                    throw InvalidInputException.atRow(first + p + 1L, Directions.allZeros());
                }
                for (int c = 0; c < columns; c++) {
                    units[c * PointBlocks.ROWS + p] = row[c];
                }
            }
            kernel.load(units);
            kernel.nearest(packed, nearest, distances);
            System.arraycopy(nearest, 0, labels, first, points.rowsIn(b));
        }
    }

    @Override
    public ModelState state() {
        return ModelState.of(TYPE)
                .put("clusters", centroids.length)
                .put("columns", columns)
                .put("centroids", StoredCentroids.values(centroids))
                .build();
    }

    @Override
    public String toString() {
        return "spherical k-means model with " + centroids.length + " centroids of " + columns + " columns";
    }
}
