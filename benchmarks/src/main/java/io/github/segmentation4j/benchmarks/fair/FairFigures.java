package io.github.segmentation4j.benchmarks.fair;

import io.github.segmentation4j.data.Categories;

/**
 * What a clustering costs and how fair it is to groups.
 *
 * @param cost the sum of the squared distances to the means of the clusters
 * @param balance the least over the clusters of the smallest group's size over the largest's; an empty cluster counts
 *     nothing
 * @param divergence the sum over the clusters of the divergence of Kullback and Leibler from the groups' shares in all
 *     rows to those in the cluster, in nats; infinite where a group is absent
 */
public record FairFigures(double cost, double balance, double divergence) {
    /** Measures labels. */
    public static FairFigures of(double[][] rows, Categories groups, int[] labels, int clusters) {
        int columns = rows[0].length;
        int levels = groups.levels().size();
        double[][] means = new double[clusters][columns];
        int[][] counts = new int[clusters][levels];
        int[] sizes = new int[clusters];
        for (int row = 0; row < rows.length; row++) {
            sizes[labels[row]]++;
            counts[labels[row]][groups.code(row)]++;
            for (int c = 0; c < columns; c++) {
                means[labels[row]][c] += rows[row][c];
            }
        }
        for (int j = 0; j < clusters; j++) {
            for (int c = 0; c < columns; c++) {
                means[j][c] /= Math.max(1, sizes[j]);
            }
        }
        double cost = 0;
        for (int row = 0; row < rows.length; row++) {
            cost += squaredDistance(rows[row], means[labels[row]]);
        }
        double balance = 1;
        double divergence = 0;
        int[] totals = groups.counts();
        for (int j = 0; j < clusters; j++) {
            if (sizes[j] > 0) {
                int least = sizes[j];
                int most = 0;
                for (int g = 0; g < levels; g++) {
                    double share = (double) totals[g] / rows.length;
                    least = Math.min(least, counts[j][g]);
                    most = Math.max(most, counts[j][g]);
                    divergence += share * StrictMath.log(share * sizes[j] / counts[j][g]);
                }
                balance = Math.min(balance, (double) least / most);
            }
        }
        return new FairFigures(cost, balance, divergence);
    }

    static double squaredDistance(double[] a, double[] b) {
        double sum = 0;
        for (int c = 0; c < a.length; c++) {
            sum += (a[c] - b[c]) * (a[c] - b[c]);
        }
        return sum;
    }
}
