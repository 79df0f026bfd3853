package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.kernel.PackedCentroids;

/** The centroids of a run: in the units of the rows as they came, and packed as rows are compared. Belongs to one run. */
final class Centres {
    private final int clusters;
    private final double[] roots;
    private final double[] values;
    private final PackedCentroids packed;

    /**
     * Centroids to start from.
     *
     * @param rows k x d, copied
     * @param roots of the feature weights
     */
    Centres(double[][] rows, double[] roots) {
        clusters = rows.length;
        this.roots = roots;
        values = new double[roots.length * clusters];
        packed = new PackedCentroids(clusters, roots.length);
        for (int j = 0; j < clusters; j++) {
            for (int c = 0; c < roots.length; c++) {
                values[c * clusters + j] = rows[j][c];
            }
        }
        pack();
    }

    /** Columns x clusters, shared: whoever moves a centroid packs them afterwards. */
    double[] values() {
        return values;
    }

    /** As rows are compared, shared. */
    PackedCentroids packed() {
        return packed;
    }

    /** Takes over where the centroids are now, and returns how far each moved, as rows are compared. */
    double[] pack() {
        double[] shifts = new double[clusters];
        for (int j = 0; j < clusters; j++) {
            double square = 0;
            for (int c = 0; c < roots.length; c++) {
                double value = values[c * clusters + j] * roots[c];
                double step = value - packed.get(j, c);
                square += step * step;
                packed.set(j, c, value);
            }
            shifts[j] = Math.sqrt(square);
        }
        return shifts;
    }

    /**
     * Numbers the centroids anew.
     *
     * @param order for each new number the old one
     */
    void renumber(int[] order) {
        System.arraycopy(ClusterSums.permuted(values, order), 0, values, 0, values.length);
        pack();
    }

    /** The centroids, copied: k x d. */
    double[][] rows() {
        double[][] rows = new double[clusters][roots.length];
        for (int j = 0; j < clusters; j++) {
            for (int c = 0; c < roots.length; c++) {
                rows[j][c] = values[c * clusters + j];
            }
        }
        return rows;
    }
}
