package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.kernel.PointBlocks;

/** Rows of a matrix no two of which are equal. May be read by several threads while nobody adds to it. */
final class RowSet {
    private static final int LARGEST = 1 << 28;

    private final PointBlocks points;

    /** Row numbers plus one, each at the first free place from its hash on; 0 is free. */
    private final int[] table;

    /**
     * An empty set.
     *
     * @param limit on the rows that will be added
     */
    RowSet(PointBlocks points, int limit) {
        this.points = points;
        table = new int[Integer.highestOneBit(Math.min(limit, LARGEST)) * 4];
    }

    /** Adds a row unless one equal to it is there, and returns whether it did. */
    boolean add(int row) {
        int slot = slot(row);
        if (table[slot] != 0) {
            return false;
        }
        table[slot] = row + 1;
        return true;
    }

    /** Whether a row equal to this one is there. */
    boolean contains(int row) {
        return table[slot(row)] != 0;
    }

    /** The row that was added and equals this one, or -1. */
    int find(int row) {
        return table[slot(row)] - 1;
    }

    private int slot(int row) {
        int slot = hash(row) & (table.length - 1);
        while (table[slot] != 0 && !same(table[slot] - 1, row)) {
            slot = (slot + 1) & (table.length - 1);
        }
        return slot;
    }

    private int hash(int row) {
        long hash = 1;
        for (int c = 0; c < points.columns(); c++) {
            // Adding zero turns -0.0 into 0.0, which equals it.
            hash = (hash ^ Double.doubleToLongBits(points.get(row, c) + 0.0)) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 32;
        }
        return (int) hash;
    }

    private boolean same(int a, int b) {
        for (int c = 0; c < points.columns(); c++) {
            if (points.get(a, c) != points.get(b, c)) {
                return false;
            }
        }
        return true;
    }
}
