package io.github.segmentation4j.explain;

import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.InvalidInputException;

/** Sums of squared distances. */
final class RuleCosts {
    private RuleCosts() {}

    static double squaredDistance(double[] row, double[] centre) {
        double sum = 0;
        for (int c = 0; c < row.length; c++) {
            sum += (row[c] - centre[c]) * (row[c] - centre[c]);
        }
        return sum;
    }

    /** The squared distances of rows to the means of those in the same segment, noise left out. */
    static double toMeans(FeatureMatrix rows, int[] assigned, int segments, Checkpoint checkpoint) {
        return toCentres(rows, assigned, means(rows, assigned, segments, checkpoint), checkpoint);
    }

    /** The squared distances of rows to the centres of their segments, noise left out. */
    static double toCentres(FeatureMatrix rows, int[] assigned, double[][] centres, Checkpoint checkpoint) {
        double sum = 0;
        double[] row = new double[rows.columnCount()];
        for (int r = 0; r < assigned.length; r++) {
            checkpoint.at(r);
            if (assigned[r] != Clustering.NOISE) {
                rows.copyRow(r, row);
                sum += squaredDistance(row, centres[assigned[r]]);
            }
        }
        if (!Double.isFinite(sum)) {
            throw overflow();
        }
        return sum;
    }

    static InvalidInputException overflow() {
        return new InvalidInputException(
                "the rows are so far from their centres that squared distances overflow; scale them");
    }

    private static double[][] means(FeatureMatrix rows, int[] assigned, int segments, Checkpoint checkpoint) {
        double[][] means = new double[segments][rows.columnCount()];
        int[] sizes = new int[segments];
        double[] row = new double[rows.columnCount()];
        for (int r = 0; r < assigned.length; r++) {
            checkpoint.at(r);
            if (assigned[r] != Clustering.NOISE) {
                rows.copyRow(r, row);
                sizes[assigned[r]]++;
                for (int c = 0; c < row.length; c++) {
                    means[assigned[r]][c] += row[c];
                }
            }
        }
        for (int j = 0; j < segments; j++) {
            for (int c = 0; c < row.length; c++) {
                means[j][c] /= Math.max(1, sizes[j]);
            }
        }
        return means;
    }
}
