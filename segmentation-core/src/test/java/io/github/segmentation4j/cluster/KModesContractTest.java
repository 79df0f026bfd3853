package io.github.segmentation4j.cluster;

import io.github.segmentation4j.feature.FeatureMatrix;

class KModesContractTest extends ClustererContract {
    @Override
    protected Clusterer clusterer(int clusters) {
        return KModes.withClusters(clusters);
    }

    /** Codes: the rows of the contract in steps so wide that the rows of a group have the same categories, or nearly. */
    @Override
    protected FeatureMatrix matrix(double[][] rows) {
        return stepped(rows, 0, 1, 2);
    }

    static FeatureMatrix stepped(double[][] rows, int... columns) {
        double[][] codes = new double[rows.length][];
        for (int row = 0; row < rows.length; row++) {
            codes[row] = rows[row].clone();
            for (int c : columns) {
                if (c < codes[row].length && !Double.isNaN(codes[row][c])) {
                    codes[row][c] = Math.round(codes[row][c] / 13);
                }
            }
        }
        return FeatureMatrix.of(codes);
    }
}
