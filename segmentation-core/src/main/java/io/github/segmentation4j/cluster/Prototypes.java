package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.kernel.PointBlocks;
import java.util.Arrays;

/** The prototypes of a run: means and modes that move. Belongs to one run; read by several threads between moves. */
final class Prototypes {
    private final MixedRows rows;

    /** k x d, as the rows came. */
    private final double[][] values;

    /** The codes of the modes, k x columns of categories. */
    private final int[][] modes;

    /** Takes over the rows they start from. */
    Prototypes(MixedRows rows, double[][] starts) {
        this.rows = rows;
        values = starts;
        modes = new int[starts.length][rows.categorical.length];
        for (int j = 0; j < starts.length; j++) {
            for (int i = 0; i < modes[j].length; i++) {
                modes[j][i] = rows.codes[i].code(starts[j][rows.categorical[i]]);
            }
        }
    }

    int count() {
        return values.length;
    }

    /** The values of a prototype, shared. */
    double[] values(int cluster) {
        return values[cluster];
    }

    int mode(int cluster, int category) {
        return modes[cluster][category];
    }

    void setMode(int cluster, int category, int code) {
        modes[cluster][category] = code;
        values[cluster][rows.categorical[category]] = rows.codes[category].level(code);
    }

    void setMean(int cluster, int number, double mean) {
        values[cluster][rows.numeric[number]] = mean;
    }

    /** Brings the prototypes into the order of clusters. */
    void renumber(int[] order) {
        double[][] before = values.clone();
        int[][] modesBefore = modes.clone();
        for (int j = 0; j < order.length; j++) {
            values[j] = before[order[j]];
            modes[j] = modesBefore[order[j]];
        }
    }

    /** Working memory for one thread. */
    static final class Room {
        private final double[] block;
        private final double[] own = new double[PointBlocks.ROWS];

        /** For each row of a block its cheapest prototype, the lowest of several, and what it costs there. */
        final int[] nearest = new int[PointBlocks.ROWS];

        final double[] costs = new double[PointBlocks.ROWS];

        Room(MixedRows rows) {
            block = rows.points.room();
        }
    }

    /** Finds the cheapest prototypes of the rows of a block. */
    void nearest(int block, Room room) {
        int count = rows.points.rowsIn(block);
        double[] numbers = rows.points.read(block, room.block);
        costs(block, numbers, 0, room.costs);
        Arrays.fill(room.nearest, 0);
        for (int j = 1; j < values.length; j++) {
            costs(block, numbers, j, room.own);
            for (int p = 0; p < count; p++) {
                if (room.own[p] < room.costs[p]) {
                    room.costs[p] = room.own[p];
                    room.nearest[p] = j;
                }
            }
        }
    }

    /** What the rows of a block cost at one prototype. */
    double[] costs(int block, int cluster, Room room) {
        costs(block, rows.points.read(block, room.block), cluster, room.costs);
        return room.costs;
    }

    /** Adds in the same order as {@link MixedModel#cost}, so that both have the same bits. */
    private void costs(int block, double[] numbers, int cluster, double[] sums) {
        int first = PointBlocks.firstRow(block);
        int count = rows.points.rowsIn(block);
        Arrays.fill(sums, 0, count, 0);
        for (int i = 0; i < rows.numeric.length; i++) {
            addSquares(
                    numbers,
                    rows.numeric[i] * PointBlocks.ROWS,
                    values[cluster][rows.numeric[i]],
                    rows.roots[i],
                    sums,
                    count);
        }
        // Looking a price up has no branch to guess wrong, which would take longer than all the rest.
        double[] price = new double[2];
        for (int i = 0; i < rows.categorical.length; i++) {
            int[] codes = rows.codes[i].ofRows();
            int mode = modes[cluster][i];
            price[1] = rows.prices[i];
            for (int p = 0; p < count; p++) {
                int difference = codes[first + p] ^ mode;
                sums[p] += price[(difference | -difference) >>> 31];
            }
        }
    }

    private void addSquares(double[] numbers, int at, double mean, double root, double[] sums, int count) {
        if (rows.hasGaps) {
            for (int p = 0; p < count; p++) {
                double step = (numbers[at + p] - mean) * root;
                sums[p] += Double.isNaN(step) ? 0 : step * step;
            }
            return;
        }
        for (int p = 0; p < count; p++) {
            double step = (numbers[at + p] - mean) * root;
            sums[p] += step * step;
        }
    }

    /** The cheapest prototype of a row, the lowest of several. */
    int nearest(int row) {
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int j = 0; j < values.length; j++) {
            double cost = cost(row, j);
            if (cost < least) {
                least = cost;
                best = j;
            }
        }
        return best;
    }

    /** What a row costs at a prototype: the same bits as for a whole block. */
    double cost(int row, int cluster) {
        double sum = 0;
        for (int i = 0; i < rows.numeric.length; i++) {
            double step = (rows.points.get(row, rows.numeric[i]) - values[cluster][rows.numeric[i]]) * rows.roots[i];
            sum += Double.isNaN(step) ? 0 : step * step;
        }
        for (int i = 0; i < rows.categorical.length; i++) {
            sum += rows.codes[i].ofRows()[row] == modes[cluster][i] ? 0 : rows.prices[i];
        }
        return sum;
    }

    /** What a row costs at any prototype, whatever it is like: its missing categories equal none. */
    double leastCost(int row) {
        double sum = 0;
        for (int i = 0; i < rows.categorical.length; i++) {
            sum += rows.codes[i].ofRows()[row] == CategoryCodes.MISSING ? rows.prices[i] : 0;
        }
        return sum;
    }
}
