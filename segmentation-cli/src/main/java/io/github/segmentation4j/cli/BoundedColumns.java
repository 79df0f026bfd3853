package io.github.segmentation4j.cli;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.privacy.cluster.ColumnBounds;
import io.github.segmentation4j.privacy.cluster.PrivateScaling;
import io.github.segmentation4j.run.RunContext;

/**
 * Columns with bounds, clustered as they are or scaled to them, and the way back.
 *
 * @param bounds in the units of the file
 * @param scale none or bounds
 */
record BoundedColumns(ColumnBounds bounds, Scale scale) {
    private boolean scaled() {
        return scale == Scale.bounds;
    }

    /** The rows as they are clustered. */
    FeatureMatrix rows(FeatureMatrix matrix, RunContext context) {
        return scaled() ? PrivateScaling.within(bounds).fit(matrix, context).apply(matrix, context) : matrix;
    }

    /** The bounds of the rows as they are clustered. */
    ColumnBounds clustered() {
        return scaled() ? ColumnBounds.same(bounds.columnCount(), -1, 1) : bounds;
    }

    /** Units of the file in one of the rows as they are clustered. */
    double unit(int column) {
        return scaled() ? bounds.upper(column) / 2 - bounds.lower(column) / 2 : 1;
    }

    private double middle(int column) {
        return scaled() ? bounds.upper(column) / 2 + bounds.lower(column) / 2 : 0;
    }

    /** Points in the units of the file as they are clustered. */
    double[][] clustered(double[][] points) {
        double[][] moved = new double[points.length][];
        for (int p = 0; p < points.length; p++) {
            moved[p] = points[p].clone();
            for (int c = 0; c < moved[p].length; c++) {
                moved[p][c] = (moved[p][c] - middle(c)) / unit(c);
            }
        }
        return moved;
    }

    /** A clustered point in the units of the file. */
    double[] original(double[] point) {
        double[] moved = point.clone();
        for (int c = 0; c < moved.length; c++) {
            moved[c] = middle(c) + moved[c] * unit(c);
        }
        return moved;
    }
}
