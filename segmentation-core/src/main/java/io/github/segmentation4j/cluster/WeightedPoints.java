package io.github.segmentation4j.cluster;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.Optional;

/**
 * The distinct rows of a matrix in the order of their coordinates, so that whatever is decided by their numbers is decided
 * by the data, whatever the order of the rows. Rows of weight 0 are left out. Coordinates below 2^-480 in size count as 0:
 * then the squared distance of two points is never 0.
 */
final class WeightedPoints {
    static final int NONE = -1;

    private static final double VANISHING = 0x1p-480;

    /** The rows with a weight, in the order of their coordinates and, where these are one, of their weights. */
    final int[] order;
    /** For each row its point, or {@link #NONE} without a weight. */
    final int[] points;
    /** For each point its coordinates. */
    final double[][] coordinates;
    /** For each point the sum of the weights of its rows. */
    final double[] weights;
    /** The rows as they came, no two of them equal. */
    final double[][] instances;
    /** For each of these its point. */
    final int[] instancePoints;

    private WeightedPoints(FeatureMatrix matrix, double[] rowWeights, Checkpoint checkpoint) {
        double[][] raw = new double[matrix.rowCount()][];
        double[][] read = new double[matrix.rowCount()][];
        int[] weighted = new int[matrix.rowCount()];
        int count = 0;
        for (int row = 0; row < raw.length; row++) {
            checkpoint.at(row);
            if (rowWeights[row] > 0) {
                raw[row] = positiveZeros(matrix.row(row));
                read[row] = settled(raw[row]);
                weighted[count++] = row;
            }
        }
        order = PacedOrder.of(count, (a, b) -> compare(weighted[a], weighted[b], raw, read, rowWeights), checkpoint);
        points = new int[raw.length];
        Arrays.fill(points, NONE);
        double[][] coordinatesSoFar = new double[count][];
        double[][] instancesSoFar = new double[count][];
        int[] pointsSoFar = new int[count];
        double[] weightsSoFar = new double[count];
        int found = 0;
        int kept = 0;
        for (int i = 0; i < count; i++) {
            checkpoint.at(i);
            int row = weighted[order[i]];
            order[i] = row;
            boolean isNew = found == 0 || !Arrays.equals(read[row], coordinatesSoFar[found - 1]);
            if (isNew) {
                coordinatesSoFar[found++] = read[row];
            }
            if (isNew || !Arrays.equals(raw[row], instancesSoFar[kept - 1])) {
                instancesSoFar[kept] = raw[row];
                pointsSoFar[kept++] = found - 1;
            }
            points[row] = found - 1;
            weightsSoFar[found - 1] += rowWeights[row];
        }
        coordinates = Arrays.copyOf(coordinatesSoFar, found);
        weights = Arrays.copyOf(weightsSoFar, found);
        instances = Arrays.copyOf(instancesSoFar, kept);
        instancePoints = Arrays.copyOf(pointsSoFar, kept);
    }

    /** @param rowWeights 1 for each row if not given */
    static WeightedPoints of(FeatureMatrix matrix, Optional<double[]> rowWeights, RunContext context, String stage) {
        double[] weights = rowWeights.orElseGet(() -> {
            double[] ones = new double[matrix.rowCount()];
            Arrays.fill(ones, 1);
            return ones;
        });
        return new WeightedPoints(matrix, weights, Checkpoint.of(() -> context.throwIfCancelled(stage)));
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

    private static int compare(int a, int b, double[][] raw, double[][] read, double[] weights) {
        int byRead = Arrays.compare(read[a], read[b]);
        if (byRead != 0) {
            return byRead;
        }
        int byRaw = Arrays.compare(raw[a], raw[b]);
        return byRaw != 0 ? byRaw : Double.compare(weights[a], weights[b]);
    }

    private static double[] positiveZeros(double[] row) {
        for (int c = 0; c < row.length; c++) {
            // Adding zero turns -0.0 into 0.0, which equals it.
            row[c] += 0.0;
        }
        return row;
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
