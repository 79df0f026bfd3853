package io.github.segmentation4j.cluster;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.RunContext;
import java.util.Optional;

/**
 * The distinct rows of a matrix with their weights, as points whose coordinates below 2^-480 in size count as 0: then the
 * squared distance of two points is never 0. Rows of weight 0 are left out. Never written once made.
 */
final class WeightedPoints {
    private static final double VANISHING = 0x1p-480;

    /** The rows as they came. */
    final DistinctRows instances;
    /** The same as points. */
    final DistinctRows points;
    /** The rows with a weight by their points, of one point by their coordinates and, where these are one, their weights. */
    final int[] order;
    /** For each point its coordinates. */
    final double[][] coordinates;
    /** For each point the sum of the weights of its rows. */
    final double[] weights;

    private WeightedPoints(DistinctRows instances, DistinctRows points, int[] order, double[] weights) {
        this.instances = instances;
        this.points = points;
        this.order = order;
        coordinates = points.rows;
        this.weights = weights;
    }

    /** @param rowWeights 1 for each row if not given */
    static WeightedPoints of(FeatureMatrix matrix, Optional<double[]> rowWeights, RunContext context, String stage) {
        Checkpoint checkpoint = Checkpoint.of(() -> context.throwIfCancelled(stage));
        DistinctRows instances = DistinctRows.weighing(matrix, rowWeights, stage, context);
        DistinctRows points = instances.changed(WeightedPoints::settled, stage, context);
        int[] order = points.grouped(instances.order(rowWeights, checkpoint), checkpoint);
        return new WeightedPoints(instances, points, order, points.weights(rowWeights, checkpoint));
    }

    /** The number of points. */
    int count() {
        return coordinates.length;
    }

    /**
     * The coordinates of the points for means to be made of: a column that does not cross 0 begins at 0, so that data far
     * from the origin lose no digits.
     */
    double[][] shifted(Checkpoint checkpoint) {
        int columns = coordinates[0].length;
        double[] origin = new double[columns];
        for (int c = 0; c < columns; c++) {
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < coordinates.length; i++) {
                checkpoint.at(i);
                low = Math.min(low, coordinates[i][c]);
                high = Math.max(high, coordinates[i][c]);
            }
            origin[c] = low > 0 ? low : Math.min(high, 0);
        }
        double[][] shifted = new double[coordinates.length][];
        for (int i = 0; i < shifted.length; i++) {
            checkpoint.at(i);
            shifted[i] = new double[columns];
            for (int c = 0; c < columns; c++) {
                shifted[i][c] = coordinates[i][c] - origin[c];
            }
        }
        return shifted;
    }

    /** The row itself unless a coordinate vanishes. */
    private static double[] settled(double[] row) {
        double[] settled = row;
        for (int c = 0; c < row.length; c++) {
            if (row[c] != 0 && Math.abs(row[c]) < VANISHING) {
                settled = settled == row ? row.clone() : settled;
                settled[c] = 0;
            }
        }
        return settled;
    }
}
