package io.github.segmentation4j.cluster;

/**
 * Finds the distance within which a query has a number of rows, copies counted: rows are offered in any order, and a heap
 * keeps those that may matter. For one thread.
 */
final class NearestCopies {
    private final int needed;
    private final double[] distances;
    private final int[] copies;
    private int size;
    private long total;

    /** For a number of rows, at least 1. */
    NearestCopies(int needed) {
        this.needed = needed;
        distances = new double[needed + 1];
        copies = new int[needed + 1];
    }

    void clear() {
        size = 0;
        total = 0;
    }

    /** The distance within which there are enough of the rows so far; infinite as long as there are not. */
    double bound() {
        return total >= needed ? distances[0] : Double.POSITIVE_INFINITY;
    }

    /** Takes a row into account. */
    void offer(double distance, int count) {
        if (!(distance < bound())) {
            return;
        }
        int at = size++;
        while (at > 0 && distances[(at - 1) / 2] < distance) {
            move((at - 1) / 2, at);
            at = (at - 1) / 2;
        }
        distances[at] = distance;
        copies[at] = count;
        total += count;
        while (total - copies[0] >= needed) {
            total -= copies[0];
            dropFarthest();
        }
    }

    private void dropFarthest() {
        size--;
        double distance = distances[size];
        int count = copies[size];
        int at = 0;
        for (int child = 1; child < size; child = 2 * at + 1) {
            if (child + 1 < size && distances[child + 1] > distances[child]) {
                child++;
            }
            if (distances[child] <= distance) {
                break;
            }
            move(child, at);
            at = child;
        }
        distances[at] = distance;
        copies[at] = count;
    }

    private void move(int from, int to) {
        distances[to] = distances[from];
        copies[to] = copies[from];
    }
}
