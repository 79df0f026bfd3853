package io.github.segmentation4j.fairness.cluster;

import io.github.segmentation4j.internal.kernel.PointBlocks;
import io.github.segmentation4j.internal.parallel.BlockRunner;
import java.util.Arrays;

/** The means of segments and what their rows cost. Belongs to whoever made it. */
final class SegmentMeans {
    private static final int SPANS_AT_MOST = 64;
    private static final int BLOCKS_AT_LEAST = 16;

    private final double[][] centres;
    private final double inertia;
    private final int costliest;
    private final double highest;

    private SegmentMeans(double[][] centres, double inertia, int costliest, double highest) {
        this.centres = centres;
        this.inertia = inertia;
        this.costliest = costliest;
        this.highest = highest;
    }

    /** What a run of rows adds. */
    private static final class Part {
        private final double[][] sums;
        private final int[] sizes;
        private double cost;
        private int costliest;
        private double highest = -1;

        Part(int segments, int columns) {
            sums = new double[segments][columns];
            sizes = new int[segments];
        }
    }

    /**
     * Means of the rows with the same label.
     *
     * @param before what stays the centre of a segment without rows, and what sums are measured from
     */
    static SegmentMeans of(PointBlocks points, int[] labels, double[][] before, BlockRunner runner) {
        int columns = points.columns();
        int blocks = (points.rows() + PointBlocks.ROWS - 1) / PointBlocks.ROWS;
        int length = Math.max(BLOCKS_AT_LEAST, (blocks + SPANS_AT_MOST - 1) / SPANS_AT_MOST) * PointBlocks.ROWS;
        Part[] parts = new Part[(points.rows() + length - 1) / length];
        runner.forEach(parts.length, p -> {
            Part part = new Part(before.length, columns);
            double[] row = new double[columns];
            for (int r = p * length; r < Math.min(points.rows(), (p + 1) * length); r++) {
                points.copyRow(r, row);
                int label = labels[r];
                part.sizes[label]++;
                for (int c = 0; c < columns; c++) {
                    part.sums[label][c] += row[c] - before[label][c];
                }
            }
            parts[p] = part;
        });
        double[][] centres = means(parts, before);
        runner.forEach(parts.length, p -> {
            Part part = parts[p];
            double[] row = new double[columns];
            for (int r = p * length; r < Math.min(points.rows(), (p + 1) * length); r++) {
                points.copyRow(r, row);
                double cost = SquaredDistance.between(row, centres[labels[r]]);
                part.cost += cost;
                if (cost > part.highest) {
                    part.highest = cost;
                    part.costliest = r;
                }
            }
        });
        double inertia = 0;
        Part worst = parts[0];
        for (Part part : parts) {
            inertia += part.cost;
            worst = part.highest > worst.highest ? part : worst;
        }
        return new SegmentMeans(centres, inertia, worst.costliest, worst.highest);
    }

    private static double[][] means(Part[] parts, double[][] before) {
        double[][] centres = Arrays.stream(before).map(double[]::clone).toArray(double[][]::new);
        for (int j = 0; j < centres.length; j++) {
            double[] sum = new double[centres[j].length];
            int size = 0;
            for (Part part : parts) {
                size += part.sizes[j];
                for (int c = 0; c < sum.length; c++) {
                    sum[c] += part.sums[j][c];
                }
            }
            for (int c = 0; c < sum.length; c++) {
                centres[j][c] += size > 0 ? sum[c] / size : 0;
            }
        }
        return centres;
    }

    /** The means, or the centres before for segments without rows; shared. */
    double[][] centres() {
        return centres;
    }

    /** The sum of the squared distances of the rows to the means of their segments. */
    double inertia() {
        return inertia;
    }

    /** The row farthest from the mean of its segment, of several the first, or -1 if every row lies on its mean. */
    int costliest() {
        return highest > 0 ? costliest : -1;
    }
}
