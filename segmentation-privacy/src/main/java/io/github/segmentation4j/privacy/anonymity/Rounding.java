package io.github.segmentation4j.privacy.anonymity;

import java.util.Arrays;

/**
 * Rounds counts to multiples of a base, so that a difference of a few persons does not show.
 *
 * <p>Both ways are deterministic: whoever knows all other persons may still learn from the side to which a cell was
 * rounded. Immutable and safe for use by several threads.
 *
 * <p>References: B. D. Causey, L. H. Cox, L. R. Ernst, Applications of transportation theory to statistical problems, JASA
 * 80, 1985; L. H. Cox, A constructive procedure for unbiased controlled rounding, JASA 82, 1987.
 */
public final class Rounding {
    private final int base;

    private Rounding(int base) {
        this.base = base;
    }

    /**
     * Rounding to multiples of a base.
     *
     * @param base at least 2
     */
    public static Rounding to(int base) {
        if (base < 2) {
            throw new IllegalArgumentException("the base must be at least 2, was " + base);
        }
        return new Rounding(base);
    }

    /** The nearest multiple of the base; halves are rounded up. */
    public long round(long count) {
        return Math.multiplyExact(Math.floorDiv(Math.addExact(count, base / 2), (long) base), (long) base);
    }

    /**
     * A table whose cells and margins are each rounded up or down to a neighbouring multiple so that the cells still add
     * up: multiples stay as they are.
     *
     * @param counts rows x columns, without margins
     * @return rows x columns, without margins, which are the sums
     */
    public long[][] controlled(long[][] counts) {
        int rows = counts.length;
        int columns = rows == 0 ? 0 : counts[0].length;
        // A row and a column more take what is missing to full multiples, so that every sum is one.
        long[][] rest = new long[rows + 1][columns + 1];
        for (int row = 0; row < rows; row++) {
            if (counts[row].length != columns) {
                throw new IllegalArgumentException(
                        "rows must be equally long, were " + columns + " and " + counts[row].length);
            }
            for (int column = 0; column < columns; column++) {
                long own = Math.floorMod(counts[row][column], (long) base);
                rest[row][column] = own;
                rest[row][columns] = Math.floorMod(rest[row][columns] - own, (long) base);
                rest[rows][column] = Math.floorMod(rest[rows][column] - own, (long) base);
                rest[rows][columns] = Math.floorMod(rest[rows][columns] + own, (long) base);
            }
        }
        new Cycles(rest).round();
        long[][] rounded = new long[rows][];
        for (int row = 0; row < rows; row++) {
            rounded[row] = new long[columns];
            for (int column = 0; column < columns; column++) {
                long own = Math.floorMod(counts[row][column], (long) base);
                rounded[row][column] = Math.addExact(counts[row][column] - own, rest[row][column]);
            }
        }
        return rounded;
    }

    /**
     * Shifts what is between 0 and the base along cycles, up and down in turn, which leaves every sum as it is, until
     * nothing is between.
     */
    private final class Cycles {
        private final long[][] rest;
        private final long[][] start;

        Cycles(long[][] rest) {
            this.rest = rest;
            this.start = Arrays.stream(rest).map(long[]::clone).toArray(long[][]::new);
        }

        void round() {
            for (int row = 0; row < rest.length; row++) {
                for (int column = 0; column < rest[row].length; column++) {
                    while (isBetween(row, column)) {
                        shift(row, column);
                    }
                }
            }
        }

        private boolean isBetween(int row, int column) {
            return rest[row][column] > 0 && rest[row][column] < base;
        }

        /** Walks over rows and columns in turn, from one to the next by a cell between, until one comes again. */
        private void shift(int row, int column) {
            int nodes = rest.length + rest[0].length;
            int[] path = new int[nodes + 1];
            int[] place = new int[nodes];
            Arrays.fill(place, -1);
            path[0] = row;
            place[row] = 0;
            int next = rest.length + column;
            int length = 1;
            while (place[next] < 0) {
                place[next] = length;
                path[length] = next;
                next = step(path[length - 1], next);
                length++;
            }
            path[length] = next;
            shift(Arrays.copyOfRange(path, place[next], length + 1));
        }

        /** Every sum is a multiple of the base, so a cell between is never alone in its row or column. */
        private int step(int before, int node) {
            int nodes = rest.length + rest[0].length;
            int first = node < rest.length ? rest.length : 0;
            int end = node < rest.length ? nodes : rest.length;
            for (int next = first; next < end; next++) {
                if (next != before && isBetween(Math.min(node, next), Math.max(node, next) - rest.length)) {
                    return next;
                }
            }
            throw new IllegalStateException("the sum of a row or column is no multiple of the base");
        }

        private void shift(int[] cycle) {
            int[] rows = new int[cycle.length - 1];
            int[] columns = new int[rows.length];
            long up = Long.MAX_VALUE;
            long down = Long.MAX_VALUE;
            for (int i = 0; i < rows.length; i++) {
                rows[i] = Math.min(cycle[i], cycle[i + 1]);
                columns[i] = Math.max(cycle[i], cycle[i + 1]) - rest.length;
                long value = rest[rows[i]][columns[i]];
                up = Math.min(up, i % 2 == 0 ? base - value : value);
                down = Math.min(down, i % 2 == 0 ? value : base - value);
            }
            long step = distance(rows, columns, up) <= distance(rows, columns, -down) ? up : -down;
            for (int i = 0; i < rows.length; i++) {
                rest[rows[i]][columns[i]] += i % 2 == 0 ? step : -step;
            }
        }

        /** How far the cells of a cycle would lie from where they began. */
        private long distance(int[] rows, int[] columns, long step) {
            long distance = 0;
            for (int i = 0; i < rows.length; i++) {
                long value = rest[rows[i]][columns[i]] + (i % 2 == 0 ? step : -step);
                distance += Math.abs(value - start[rows[i]][columns[i]]);
            }
            return distance;
        }
    }
}
