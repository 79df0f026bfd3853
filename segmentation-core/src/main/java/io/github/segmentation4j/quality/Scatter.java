package io.github.segmentation4j.quality;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.kernel.PointBlocks;
import io.github.segmentation4j.internal.parallel.BlockRunner;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.RunContext;

/**
 * How rows lie about the means of their clusters. Means are kept as offsets from the mean of all rows and squares are
 * taken of differences, so a large common offset of a column costs no digits.
 */
final class Scatter {
    private final FeatureMatrix matrix;
    private final Partition partition;
    private final double[] centre;
    private final double[] centreRest;
    private final double[][] offsets;
    private final double[] squares;
    private final double[] distances;

    private Scatter(FeatureMatrix matrix, Partition partition) {
        this.matrix = matrix;
        this.partition = partition;
        centre = new double[matrix.columnCount()];
        centreRest = new double[matrix.columnCount()];
        offsets = new double[partition.clusterCount()][matrix.columnCount()];
        squares = new double[partition.clusterCount()];
        distances = new double[partition.clusterCount()];
    }

    static Scatter of(FeatureMatrix matrix, Partition partition, String stage, RunContext context) {
        Scatter scatter = new Scatter(matrix, partition);
        Checkpoint checkpoint = Checkpoint.of(() -> context.throwIfCancelled(stage));
        BlockRunner runner = BlockRunner.of(context.executor(), context.threads(), checkpoint::now);
        runner.forEach(matrix.columnCount(), column -> scatter.findMeans(column, checkpoint));
        PointBlocks points = matrix.pointsView();
        double[] ofRows = new double[matrix.rowCount()];
        runner.forEach(points.blockCount(), block -> scatter.measure(block, ofRows));
        for (int row = 0; row < ofRows.length; row++) {
            checkpoint.at(row);
            int g = partition.cluster(row);
            if (g != Partition.LEFT_OUT) {
                scatter.squares[g] += ofRows[row];
                scatter.distances[g] += Math.sqrt(ofRows[row]);
            }
        }
        context.report(stage, 1, 1);
        return scatter;
    }

    private void findMeans(int column, Checkpoint checkpoint) {
        PointBlocks points = matrix.pointsView();
        double sum = 0;
        for (int row = 0; row < points.rows(); row++) {
            checkpoint.at(row);
            if (partition.cluster(row) != Partition.LEFT_OUT) {
                sum += points.get(row, column);
            }
        }
        double mean = partition.rows() == 0 ? 0 : sum / partition.rows();
        double[] sums = new double[partition.clusterCount()];
        for (int row = 0; row < points.rows(); row++) {
            checkpoint.at(row);
            int g = partition.cluster(row);
            if (g != Partition.LEFT_OUT) {
                sums[g] += points.get(row, column) - mean;
            }
        }
        double rest = 0;
        for (int g = 0; g < sums.length; g++) {
            rest += sums[g];
            offsets[g][column] = sums[g] / partition.size(g);
        }
        centre[column] = mean;
        centreRest[column] = partition.rows() == 0 ? 0 : rest / partition.rows();
    }

    /** Writes the squared distance of each row of a block to the mean of its cluster. */
    private void measure(int block, double[] ofRows) {
        PointBlocks points = matrix.pointsView();
        double[] row = new double[centre.length];
        int first = PointBlocks.firstRow(block);
        int count = points.rowsIn(block);
        for (int p = 0; p < count; p++) {
            int g = partition.cluster(first + p);
            if (g == Partition.LEFT_OUT) {
                continue;
            }
            points.copyRow(first + p, row);
            double[] offset = offsets[g];
            double sum = 0;
            for (int c = 0; c < offset.length; c++) {
                double d = (row[c] - centre[c]) - offset[c];
                sum += d * d;
            }
            ofRows[first + p] = sum;
        }
    }

    /** What all means are offsets from: the mean of all rows, shared and not to be written. */
    double[] centre() {
        return centre;
    }

    /** The mean of a cluster less {@link #centre()}, shared and not to be written. */
    double[] offset(int cluster) {
        return offsets[cluster];
    }

    /** The sum of squared distances of the rows to the means of their clusters. */
    double within() {
        double sum = 0;
        for (double square : squares) {
            sum += square;
        }
        return sum;
    }

    /** The sum of squared distances of the means to the mean of all rows, each as often as its cluster has rows. */
    double between() {
        double sum = 0;
        for (int g = 0; g < offsets.length; g++) {
            double square = 0;
            for (int c = 0; c < centre.length; c++) {
                double d = offsets[g][c] - centreRest[c];
                square += d * d;
            }
            sum += partition.size(g) * square;
        }
        return sum;
    }

    /** The mean distance of the rows of a cluster to its mean. */
    double spread(int cluster) {
        return distances[cluster] / partition.size(cluster);
    }

    /** The distance between the means of two clusters. */
    double gap(int a, int b) {
        double sum = 0;
        for (int c = 0; c < centre.length; c++) {
            double d = offsets[a][c] - offsets[b][c];
            sum += d * d;
        }
        return Math.sqrt(sum);
    }
}
