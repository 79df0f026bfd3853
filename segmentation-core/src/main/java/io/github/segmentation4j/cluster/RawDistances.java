package io.github.segmentation4j.cluster;

import io.github.segmentation4j.distance.EuclideanEmbedding;
import io.github.segmentation4j.distance.FittedDissimilarity;
import io.github.segmentation4j.internal.kernel.PointBlocks;
import io.github.segmentation4j.internal.parallel.Checkpoint;

/**
 * Distances from a query to many rows at a time, in blocks of {@link PointBlocks#ROWS} rows and in a unit that is quick to
 * compute and grows with the dissimilarity: the squared distance of coordinates where there are any, else the dissimilarity
 * itself. Squares are summed column by column with {@link Math#fma}, as the index does. Never written once made.
 */
abstract class RawDistances {
    static final int ROWS = PointBlocks.ROWS;

    /** The number of rows. */
    abstract int size();

    /** Room for a query. */
    abstract double[] queryRoom();

    /** Makes a query of a row of these. */
    abstract void query(int row, double[] query);

    /**
     * Measures from a query to the rows of a block.
     *
     * @param raw room for {@link #ROWS} distances; those beyond the rows of the block mean nothing
     */
    abstract void measure(double[] query, int block, double[] raw);

    /** These distances for some of the rows only. */
    abstract RawDistances select(int[] rows, Checkpoint checkpoint);

    int blockCount() {
        return (int) (((long) size() + ROWS - 1) / ROWS);
    }

    /** The number of rows in a block. */
    int rowsIn(int block) {
        return Math.min(ROWS, size() - block * ROWS);
    }

    static RawDistances of(FittedDissimilarity dissimilarity, double[][] rows, Checkpoint checkpoint) {
        if (dissimilarity instanceof EuclideanEmbedding embedding) {
            PointBlocks points =
                    new PointBlocks(rows.length, embedding.dimensions(), PointBlocks.Storage.DOUBLES, checkpoint);
            double[] coordinates = new double[embedding.dimensions()];
            for (int r = 0; r < rows.length; r++) {
                checkpoint.at(r);
                embedding.embed(rows[r], coordinates);
                for (int c = 0; c < coordinates.length; c++) {
                    points.set(r, c, coordinates[c]);
                }
            }
            return new Embedded(points);
        }
        return new Measured(dissimilarity, rows);
    }

    private static final class Embedded extends RawDistances {
        private final PointBlocks points;

        Embedded(PointBlocks points) {
            this.points = points;
        }

        @Override
        int size() {
            return points.rows();
        }

        @Override
        double[] queryRoom() {
            return new double[points.columns()];
        }

        @Override
        void query(int row, double[] query) {
            points.copyRow(row, query);
        }

        // Plain loops over consecutive memory, four columns at a time: the compiler turns them into vector
        // instructions.
        @Override
        void measure(double[] query, int block, double[] raw) {
            double[] values = points.read(block, raw);
            int columns = query.length;
            if (columns < 4) {
                first(values, query[0], raw);
                for (int c = 1; c < columns; c++) {
                    add(values, c * ROWS, query[c], raw);
                }
                return;
            }
            firstFour(values, query[0], query[1], query[2], query[3], raw);
            int c = 4;
            for (; c + 3 < columns; c += 4) {
                addFour(values, c * ROWS, query[c], query[c + 1], query[c + 2], query[c + 3], raw);
            }
            for (; c < columns; c++) {
                add(values, c * ROWS, query[c], raw);
            }
        }

        private static void first(double[] values, double at, double[] raw) {
            for (int p = 0; p < ROWS; p++) {
                double d = values[p] - at;
                raw[p] = d * d;
            }
        }

        private static void add(double[] values, int from, double at, double[] raw) {
            for (int p = 0; p < ROWS; p++) {
                double d = values[from + p] - at;
                raw[p] = Math.fma(d, d, raw[p]);
            }
        }

        private static void firstFour(double[] values, double q, double r, double s, double t, double[] raw) {
            for (int p = 0; p < ROWS; p++) {
                double d = values[p] - q;
                double e = values[ROWS + p] - r;
                double f = values[2 * ROWS + p] - s;
                double g = values[3 * ROWS + p] - t;
                raw[p] = Math.fma(g, g, Math.fma(f, f, Math.fma(e, e, d * d)));
            }
        }

        private static void addFour(double[] values, int from, double q, double r, double s, double t, double[] raw) {
            for (int p = 0; p < ROWS; p++) {
                double d = values[from + p] - q;
                double e = values[from + ROWS + p] - r;
                double f = values[from + 2 * ROWS + p] - s;
                double g = values[from + 3 * ROWS + p] - t;
                raw[p] = Math.fma(g, g, Math.fma(f, f, Math.fma(e, e, Math.fma(d, d, raw[p]))));
            }
        }

        @Override
        RawDistances select(int[] rows, Checkpoint checkpoint) {
            PointBlocks chosen =
                    new PointBlocks(rows.length, points.columns(), PointBlocks.Storage.DOUBLES, checkpoint);
            for (int r = 0; r < rows.length; r++) {
                checkpoint.at(r);
                for (int c = 0; c < points.columns(); c++) {
                    chosen.set(r, c, points.get(rows[r], c));
                }
            }
            return new Embedded(chosen);
        }
    }

    private static final class Measured extends RawDistances {
        private final FittedDissimilarity dissimilarity;
        private final double[][] rows;

        Measured(FittedDissimilarity dissimilarity, double[][] rows) {
            this.dissimilarity = dissimilarity;
            this.rows = rows;
        }

        @Override
        int size() {
            return rows.length;
        }

        @Override
        double[] queryRoom() {
            return new double[dissimilarity.columnCount()];
        }

        @Override
        void query(int row, double[] query) {
            System.arraycopy(rows[row], 0, query, 0, query.length);
        }

        @Override
        void measure(double[] query, int block, double[] raw) {
            for (int p = 0; p < rowsIn(block); p++) {
                raw[p] = dissimilarity.between(query, rows[block * ROWS + p]);
            }
        }

        @Override
        RawDistances select(int[] chosen, Checkpoint checkpoint) {
            double[][] some = new double[chosen.length][];
            for (int r = 0; r < some.length; r++) {
                some[r] = rows[chosen[r]];
            }
            return new Measured(dissimilarity, some);
        }
    }
}
