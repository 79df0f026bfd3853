package io.github.segmentation4j.privacy.cluster;

import io.github.segmentation4j.internal.statistic.StandardNormal;
import java.util.Arrays;

/**
 * A synopsis of one pass: a tree that halves the column in which its leaves are widest, each at a quantile of the noisy
 * normal distribution of the column, so that the shape of the tree tells nothing new. Rows count for the nearest leaf and
 * move it to their noisy mean.
 */
final class HalvingTree {
    /** Rows for each leaf, in standard deviations of the noise of a count. */
    private static final double ROWS_A_LEAF = 6;

    private static final int LEAVES_A_CLUSTER = 16;

    private HalvingTree() {}

    static Synopsis of(GridRows rows, Spread spread, int clusters, Answers answers, double share) {
        double affordable = spread.rows() / (ROWS_A_LEAF * NoisySums.countDeviation(answers, share));
        double wanted = Math.max(clusters, Math.min((double) LEAVES_A_CLUSTER * clusters, affordable));
        int[] parts = new int[rows.columns()];
        Arrays.fill(parts, 1);
        int leaves = 1;
        while (leaves < wanted) {
            int widest = 0;
            for (int c = 1; c < parts.length; c++) {
                widest = spread.deviation()[c] / parts[c] > spread.deviation()[widest] / parts[widest] ? c : widest;
            }
            parts[widest] *= 2;
            leaves *= 2;
        }
        double[][] centres = new double[leaves][rows.columns()];
        for (int leaf = 0; leaf < leaves; leaf++) {
            int rest = leaf;
            for (int c = 0; c < parts.length; c++) {
                double place = (rest % parts[c] + 0.5) / parts[c];
                rest /= parts[c];
                centres[leaf][c] = spread.mean()[c] + spread.deviation()[c] * StandardNormal.quantile(place);
            }
            centres[leaf] = rows.placed(centres[leaf]);
        }
        double radius = Math.min(2 * rows.radius(), spread.radius());
        NoisySums sums = NoisySums.of(rows, centres, radius, answers, share);
        return Exploration.synopsis(sums, sums.moved(rows));
    }
}
