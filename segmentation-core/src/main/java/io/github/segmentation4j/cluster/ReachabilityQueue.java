package io.github.segmentation4j.cluster;

import java.util.Arrays;

/** Rows that wait to be visited, the one of least reachability first, of several the lowest. Not safe for several threads. */
final class ReachabilityQueue {
    private static final int OUTSIDE = -1;

    private final double[] reachability;
    private final int[] heap;
    private final int[] places;
    private int size;

    /** An empty queue of rows whose reachability is read from an array, which changes only by {@link #lower}. */
    ReachabilityQueue(double[] reachability) {
        this.reachability = reachability;
        heap = new int[reachability.length];
        places = new int[reachability.length];
        Arrays.fill(places, OUTSIDE);
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Lowers the reachability of a row, which joins if it is not waiting yet. */
    void lower(int row, double value) {
        reachability[row] = value;
        int at = places[row] == OUTSIDE ? size++ : places[row];
        while (at > 0 && before(row, heap[(at - 1) >>> 1])) {
            put(heap[(at - 1) >>> 1], at);
            at = (at - 1) >>> 1;
        }
        put(row, at);
    }

    /** Takes the first row. */
    int take() {
        int first = heap[0];
        places[first] = OUTSIDE;
        int last = heap[--size];
        int at = 0;
        int child = 1;
        while (child < size) {
            if (child + 1 < size && before(heap[child + 1], heap[child])) {
                child++;
            }
            if (!before(heap[child], last)) {
                break;
            }
            put(heap[child], at);
            at = child;
            child = 2 * at + 1;
        }
        if (size > 0) {
            put(last, at);
        }
        return first;
    }

    private boolean before(int a, int b) {
        return reachability[a] < reachability[b] || (reachability[a] == reachability[b] && a < b);
    }

    private void put(int row, int at) {
        heap[at] = row;
        places[row] = at;
    }
}
