package io.github.segmentation4j.privacy.anonymity;

import java.util.Arrays;

/**
 * What an attacker can compute about hidden cells from the published ones, knowing that no cell is negative: exactly,
 * because the greatest and the least possible value of a hidden cell are greatest flows in the network of hidden cells.
 */
final class CellBounds {
    /** Stands for a value without an upper bound; sums of two of them do not overflow. */
    static final long UNBOUNDED = Long.MAX_VALUE / 4;

    private final TableCells cells;
    private final boolean[][] hidden;

    /** Works on the array it is given. */
    CellBounds(TableCells cells, boolean[][] hidden) {
        this.cells = cells;
        this.hidden = hidden;
    }

    /** How far a hidden cell may lie above its value, no further than asked. */
    long up(int row, int column, long asked) {
        return new Flow(row, column, false).send(cells.to(row, column), cells.from(row, column), asked);
    }

    /** How far a hidden cell may lie below its value, no further than asked. */
    long down(int row, int column, long asked) {
        long most = Math.min(asked, cells.value(row, column));
        return new Flow(row, column, false).send(cells.from(row, column), cells.to(row, column), most);
    }

    /** Hides cells, cheap ones first, until a hidden cell may lie as far above its value as asked. */
    void hideForUp(int row, int column, long asked) {
        new Flow(row, column, true).send(cells.to(row, column), cells.from(row, column), asked);
    }

    /** Hides cells, cheap ones first, until a hidden cell may lie as far below its value as asked. */
    void hideForDown(int row, int column, long asked) {
        new Flow(row, column, true).send(cells.from(row, column), cells.to(row, column), asked);
    }

    /** Changes of cells other than a given one that leave every shown margin and cell as it is. */
    private final class Flow {
        private final int row;
        private final int column;
        private final boolean hiding;
        private final long[][] changes = new long[cells.rows()][cells.columns()];
        private final int[] before = new int[cells.nodes()];
        private final double[] costs = new double[cells.nodes()];
        private final boolean[] done = new boolean[cells.nodes()];

        Flow(int row, int column, boolean hiding) {
            this.row = row;
            this.column = column;
            this.hiding = hiding;
        }

        long send(int source, int sink, long asked) {
            long sent = 0;
            while (sent < asked && search(source, sink)) {
                long step = asked - sent;
                for (int node = sink; node != source; node = before[node]) {
                    step = Math.min(step, room(before[node], node));
                }
                for (int node = sink; node != source; node = before[node]) {
                    int r = cells.rowBetween(before[node], node);
                    int c = cells.columnBetween(before[node], node);
                    changes[r][c] += cells.from(r, c) == before[node] ? step : -step;
                    hidden[r][c] = true;
                }
                sent += step;
            }
            return sent;
        }

        /** A cheapest path along which something can be sent (Dijkstra's method on a dense network). */
        private boolean search(int source, int sink) {
            Arrays.fill(costs, Double.POSITIVE_INFINITY);
            Arrays.fill(done, false);
            costs[source] = 0;
            for (int node = source; node >= 0 && node != sink; node = nearest()) {
                done[node] = true;
                for (int next = 0; next < costs.length; next++) {
                    if (!done[next] && cells.hasCell(node, next)) {
                        double cost = costs[node] + cost(node, next);
                        if (cost < costs[next]) {
                            costs[next] = cost;
                            before[next] = node;
                        }
                    }
                }
            }
            return costs[sink] < Double.POSITIVE_INFINITY;
        }

        private int nearest() {
            int nearest = -1;
            for (int node = 0; node < costs.length; node++) {
                if (!done[node]
                        && costs[node] < Double.POSITIVE_INFINITY
                        && (nearest < 0 || costs[node] < costs[nearest])) {
                    nearest = node;
                }
            }
            return nearest;
        }

        /** A hidden cell costs so little that any number of them is cheaper than one that is shown. */
        private double cost(int node, int next) {
            int r = cells.rowBetween(node, next);
            int c = cells.columnBetween(node, next);
            boolean itself = r == row && c == column;
            if (itself || !(hidden[r][c] || hiding) || room(node, next) == 0) {
                return Double.POSITIVE_INFINITY;
            }
            return hidden[r][c] ? 1 : (1.0 + cells.value(r, c)) * costs.length;
        }

        private long room(int node, int next) {
            int r = cells.rowBetween(node, next);
            int c = cells.columnBetween(node, next);
            return cells.from(r, c) == node ? UNBOUNDED : cells.value(r, c) + changes[r][c];
        }
    }
}
