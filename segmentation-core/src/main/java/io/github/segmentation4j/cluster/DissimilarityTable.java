package io.github.segmentation4j.cluster;

import io.github.segmentation4j.distance.FittedDissimilarity;
import io.github.segmentation4j.internal.parallel.BlockRunner;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.InvalidInputException;

/**
 * The dissimilarities between distinct rows: stored if they fit in the memory allowed, otherwise computed when asked for, with
 * the same bits. Immutable once made and safe for use by several threads.
 */
final class DissimilarityTable {
    /** Rows on a side of the squares the table is filled by: one and its mirror image stay near the processor. */
    private static final int TILE = 64;

    private final double[][] rows;
    private final double[] weights;
    private final FittedDissimilarity dissimilarity;
    private final Checkpoint checkpoint;

    /** Row after row, or nothing where none is stored. */
    private final double[][] stored;

    private DissimilarityTable(
            double[][] rows,
            double[] weights,
            FittedDissimilarity dissimilarity,
            Checkpoint checkpoint,
            double[][] stored) {
        this.rows = rows;
        this.weights = weights;
        this.dissimilarity = dissimilarity;
        this.checkpoint = checkpoint;
        this.stored = stored;
    }

    /**
     * The table of some rows, which it shares.
     *
     * @param weights one for each row
     * @param memory bytes allowed for stored dissimilarities
     */
    static DissimilarityTable of(
            double[][] rows,
            double[] weights,
            FittedDissimilarity dissimilarity,
            long memory,
            BlockRunner runner,
            Checkpoint checkpoint) {
        int count = rows.length;
        // Not multiplied by 8, which could leave the range of a long.
        boolean fits = (long) count * count <= memory / Double.BYTES;
        double[][] stored = new double[fits ? count : 0][];
        DissimilarityTable table = new DissimilarityTable(rows, weights, dissimilarity, checkpoint, stored);
        if (fits) {
            runner.forEach((count + TILE - 1) / TILE, tile -> {
                for (int i = tile * TILE; i < Math.min(count, (tile + 1) * TILE); i++) {
                    stored[i] = new double[count];
                }
            });
            runner.forEach((count + TILE - 1) / TILE, table::fillTiles);
        }
        return table;
    }

    private void fillTiles(int tile) {
        int end = Math.min(stored.length, (tile + 1) * TILE);
        for (int from = tile * TILE; from < stored.length; from += TILE) {
            checkpoint.now();
            int to = Math.min(stored.length, from + TILE);
            for (int i = tile * TILE; i < end; i++) {
                for (int j = Math.max(i, from); j < to; j++) {
                    double value = compute(i, j);
                    stored[i][j] = value;
                    stored[j][i] = value;
                }
            }
        }
    }

    private double compute(int first, int second) {
        double value = dissimilarity.between(rows[first], rows[second]);
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new InvalidInputException(notFinite());
        }
        return value;
    }

    static String notFinite() {
        return "dissimilarities and their sum must be finite and not negative, and are not; scale the columns down, or"
                + " use another dissimilarity";
    }

    /** The number of rows. */
    int count() {
        return rows.length;
    }

    /** The rows it is about, shared. */
    double[][] rows() {
        return rows;
    }

    /** What each row weighs, shared. */
    double[] weights() {
        return weights;
    }

    /** Room for {@link #row}, to be made once for many rows; empty where none is needed. */
    double[] room() {
        return new double[stored.length > 0 ? 0 : rows.length];
    }

    /** The dissimilarities of one row to all, not to be written: those stored, shared, or computed into the room. */
    double[] row(int row, double[] room) {
        if (stored.length > 0) {
            return stored[row];
        }
        for (int other = 0; other < room.length; other++) {
            checkpoint.at(other);
            room[other] = compute(row, other);
        }
        return room;
    }

    /** The dissimilarity of two rows. */
    double between(int first, int second) {
        return stored.length > 0 ? stored[first][second] : compute(first, second);
    }
}
