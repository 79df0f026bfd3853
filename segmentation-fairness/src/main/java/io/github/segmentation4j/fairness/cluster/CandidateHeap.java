package io.github.segmentation4j.fairness.cluster;

import java.util.Arrays;

/**
 * The rows of a segment that would move to another one most cheaply, cheapest first, of equal ones the lowest place. Holds
 * the cheapest of those offered while it is filled, and all that are added later; whoever reads it leaves out rows that
 * have moved away.
 */
final class CandidateHeap {
    private static final int FIRST_CAPACITY = 64;

    private int capacity = FIRST_CAPACITY;
    private double[] costs = new double[0];
    private int[] places = new int[0];
    private int size;

    /** Rows that were turned away while filling cost at least this. */
    private double limit = Double.POSITIVE_INFINITY;

    /** Begins to fill it anew. */
    void clear() {
        size = 0;
        limit = Double.POSITIVE_INFINITY;
    }

    /** Begins to fill it anew with more room than before. */
    void widen() {
        capacity = (int) Math.min(1 << 28, 4L * capacity);
        clear();
    }

    /** Offers a row while filling: the heap, dearest first then, keeps the cheapest. */
    void offer(double cost, int place) {
        if (size < capacity) {
            ensureRoom();
            costs[size] = cost;
            places[size] = place;
            size++;
            if (size == capacity) {
                heapify(-1);
            }
        } else {
            double turnedAway = cost;
            if (less(cost, place, costs[0], places[0])) {
                turnedAway = costs[0];
                costs[0] = cost;
                places[0] = place;
                sink(0, -1);
            }
            limit = Math.min(limit, turnedAway);
        }
    }

    /** Ends the filling. */
    void filled() {
        heapify(1);
    }

    /** Adds a row. */
    void add(double cost, int place) {
        ensureRoom();
        costs[size] = cost;
        places[size] = place;
        int at = size++;
        while (at > 0 && before(at, (at - 1) / 2, 1)) {
            swap(at, (at - 1) / 2);
            at = (at - 1) / 2;
        }
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Whether a row that was turned away may be cheaper than all that are here. */
    boolean isExhausted() {
        return size == 0 ? limit < Double.POSITIVE_INFINITY : costs[0] > limit;
    }

    double cost() {
        return costs[0];
    }

    int place() {
        return places[0];
    }

    void remove() {
        size--;
        swap(0, size);
        sink(0, 1);
    }

    private void ensureRoom() {
        if (size == costs.length) {
            int length = Math.max(8, 2 * size);
            costs = Arrays.copyOf(costs, length);
            places = Arrays.copyOf(places, length);
        }
    }

    private void heapify(int sign) {
        for (int at = size / 2 - 1; at >= 0; at--) {
            sink(at, sign);
        }
    }

    private void sink(int from, int sign) {
        int at = from;
        while (2 * at + 1 < size) {
            int child = 2 * at + 1;
            if (child + 1 < size && before(child + 1, child, sign)) {
                child++;
            }
            if (!before(child, at, sign)) {
                return;
            }
            swap(child, at);
            at = child;
        }
    }

    private boolean before(int a, int b, int sign) {
        return sign > 0
                ? less(costs[a], places[a], costs[b], places[b])
                : less(costs[b], places[b], costs[a], places[a]);
    }

    private static boolean less(double cost, int place, double otherCost, int otherPlace) {
        return cost < otherCost || (cost == otherCost && place < otherPlace);
    }

    private void swap(int a, int b) {
        double cost = costs[a];
        int place = places[a];
        costs[a] = costs[b];
        places[a] = places[b];
        costs[b] = cost;
        places[b] = place;
    }
}
