package io.github.segmentation4j.quality;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.internal.statistic.PacedSort;

/** How many rows two labellings put where: the cells that are not empty, and the sums of rows and columns. */
final class Contingency {
    private final long rows;
    private final int[] firstSizes;
    private final int[] secondSizes;
    private final int[] cellFirst;
    private final int[] cellSecond;
    private final int[] cells;

    private Contingency(long[] keys, int firstCount, int secondCount, Checkpoint checkpoint) {
        rows = keys.length;
        firstSizes = new int[firstCount];
        secondSizes = new int[secondCount];
        int distinct = 0;
        for (int i = 0; i < keys.length; i++) {
            checkpoint.at(i);
            if (i == 0 || keys[i] != keys[i - 1]) {
                distinct++;
            }
        }
        cellFirst = new int[distinct];
        cellSecond = new int[distinct];
        cells = new int[distinct];
        int cell = -1;
        for (int i = 0; i < keys.length; i++) {
            checkpoint.at(i);
            if (i == 0 || keys[i] != keys[i - 1]) {
                cell++;
                cellFirst[cell] = (int) (keys[i] >>> Integer.SIZE);
                cellSecond[cell] = (int) keys[i];
            }
            cells[cell]++;
            firstSizes[cellFirst[cell]]++;
            secondSizes[cellSecond[cell]]++;
        }
    }

    /** Sorts pairs of numbers rather than filling a table, whose size would be the product of the cluster counts. */
    static Contingency of(int[] first, int[] second, Checkpoint checkpoint) {
        DenseLabels firstNumbers = new DenseLabels();
        DenseLabels secondNumbers = new DenseLabels();
        long[] keys = new long[first.length];
        for (int row = 0; row < first.length; row++) {
            checkpoint.at(row);
            keys[row] =
                    ((long) firstNumbers.numberOf(first[row]) << Integer.SIZE) | secondNumbers.numberOf(second[row]);
        }
        PacedSort.sort(keys, checkpoint);
        return new Contingency(keys, firstNumbers.count(), secondNumbers.count(), checkpoint);
    }

    long rows() {
        return rows;
    }

    /** The sizes of the clusters of the first labelling, shared. */
    int[] firstSizes() {
        return firstSizes;
    }

    /** The sizes of the clusters of the second labelling, shared. */
    int[] secondSizes() {
        return secondSizes;
    }

    /** The counts of the cells that are not empty, shared. */
    int[] cells() {
        return cells;
    }

    /** Whether both labellings part the rows in the same way. */
    boolean identical() {
        return cells.length == firstSizes.length && cells.length == secondSizes.length;
    }

    double mutualInformation() {
        double sum = 0;
        for (int i = 0; i < cells.length; i++) {
            double expected = (double) firstSizes[cellFirst[i]] * secondSizes[cellSecond[i]];
            sum += cells[i] * StrictMath.log(cells[i] * (double) rows / expected);
        }
        return Math.max(0, sum / rows);
    }

    double entropy(int[] sizes) {
        double sum = 0;
        for (int size : sizes) {
            sum += size * StrictMath.log((double) rows / size);
        }
        return sum / rows;
    }

    /** The number of pairs within groups. */
    static long pairs(int[] sizes) {
        long sum = 0;
        for (int size : sizes) {
            sum += size * (size - 1L) / 2;
        }
        return sum;
    }

    /** For each cluster of the second labelling the largest number of rows it shares with one of the first, summed. */
    long majority() {
        int[] most = new int[secondSizes.length];
        for (int i = 0; i < cells.length; i++) {
            most[cellSecond[i]] = Math.max(most[cellSecond[i]], cells[i]);
        }
        long sum = 0;
        for (int count : most) {
            sum += count;
        }
        return sum;
    }
}
