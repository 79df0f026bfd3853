package io.github.segmentation4j.fairness.cluster;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import java.util.Arrays;

/** Means and costs of rows whose segments are known. Sums are taken in the order of the rows. */
final class LabelledRows {
    private final FeatureMatrix points;
    private final Checkpoint checkpoint;

    LabelledRows(FeatureMatrix points, Checkpoint checkpoint) {
        this.points = points;
        this.checkpoint = checkpoint;
    }

    /**
     * The means of the segments.
     *
     * @param former what segments without rows keep, and from where differences are taken so that digits are kept
     */
    double[][] means(int[] labels, double[][] former) {
        int columns = points.columnCount();
        double[][] sums = new double[former.length][columns];
        int[] sizes = new int[former.length];
        double[] row = new double[columns];
        for (int r = 0; r < labels.length; r++) {
            checkpoint.at(r);
            points.copyRow(r, row);
            int label = labels[r];
            sizes[label]++;
            for (int c = 0; c < columns; c++) {
                sums[label][c] += row[c] - former[label][c];
            }
        }
        for (int j = 0; j < former.length; j++) {
            int segment = j;
            double[] sum = sums[j];
            Arrays.setAll(sum, c -> former[segment][c] + sum[c] / Math.max(1, sizes[segment]));
        }
        return sums;
    }

    /** The sum of the squared distances of the rows to the centres of their segments. */
    double cost(int[] labels, double[][] centres) {
        double sum = 0;
        double[] row = new double[points.columnCount()];
        for (int r = 0; r < labels.length; r++) {
            checkpoint.at(r);
            points.copyRow(r, row);
            sum += SquaredDistance.between(row, centres[labels[r]]);
        }
        return sum;
    }
}
