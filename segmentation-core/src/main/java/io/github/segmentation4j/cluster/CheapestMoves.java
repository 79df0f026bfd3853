package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import java.util.Arrays;

/**
 * Labels of items, and for each pair of clusters the item of the first that is cheapest to move to the second; of several
 * the lowest. Entries of items that have left a cluster stay in its heaps until they come up. Belongs to one thread.
 */
final class CheapestMoves {
    private final int clusters;
    private final double[][] costs;
    private final int[] labels;
    private final int[] sizes;
    /** For each ordered pair of clusters a heap of items. */
    private final int[][] heaps;

    private final int[] counts;

    /**
     * Starts from labels.
     *
     * @param costs clusters x items; shared
     * @param labels taken over
     */
    CheapestMoves(double[][] costs, int[] labels, Checkpoint checkpoint) {
        this.clusters = costs.length;
        this.costs = costs;
        this.labels = labels;
        sizes = new int[clusters];
        for (int label : labels) {
            sizes[label]++;
        }
        heaps = new int[clusters * clusters][];
        counts = new int[clusters * clusters];
        int[][] members = members();
        for (int from = 0; from < clusters; from++) {
            for (int to = 0; to < clusters; to++) {
                if (from != to) {
                    checkpoint.now();
                    build(from, to, members[from]);
                }
            }
        }
    }

    int[] labels() {
        return labels;
    }

    int[] sizes() {
        return sizes;
    }

    /** The item of a cluster that is cheapest to move to another, or -1 if it has none. */
    int cheapest(int from, int to) {
        int heap = from * clusters + to;
        while (counts[heap] > 0 && labels[heaps[heap][0]] != from) {
            heaps[heap][0] = heaps[heap][--counts[heap]];
            sink(heaps[heap], counts[heap], 0, costs[to], costs[from]);
        }
        return counts[heap] == 0 ? -1 : heaps[heap][0];
    }

    /** Moves an item to another cluster. */
    void move(int item, int to) {
        sizes[labels[item]]--;
        sizes[to]++;
        labels[item] = to;
        for (int next = 0; next < clusters; next++) {
            if (next != to) {
                push(to, next, item);
            }
        }
    }

    private int[][] members() {
        int[][] members = new int[clusters][];
        int[] filled = new int[clusters];
        for (int j = 0; j < clusters; j++) {
            members[j] = new int[sizes[j]];
        }
        for (int item = 0; item < labels.length; item++) {
            int label = labels[item];
            members[label][filled[label]++] = item;
        }
        return members;
    }

    private void build(int from, int to, int[] members) {
        int[] heap = members.clone();
        for (int at = heap.length / 2 - 1; at >= 0; at--) {
            sink(heap, heap.length, at, costs[to], costs[from]);
        }
        heaps[from * clusters + to] = heap;
        counts[from * clusters + to] = heap.length;
    }

    private void push(int from, int to, int item) {
        int index = from * clusters + to;
        int at = counts[index]++;
        if (at == heaps[index].length) {
            heaps[index] = Arrays.copyOf(heaps[index], Math.max(8, at + (at >> 1)));
        }
        int[] heap = heaps[index];
        double[] gain = costs[to];
        double[] loss = costs[from];
        while (at > 0 && before(item, heap[(at - 1) / 2], gain, loss)) {
            heap[at] = heap[(at - 1) / 2];
            at = (at - 1) / 2;
        }
        heap[at] = item;
    }

    private static void sink(int[] heap, int count, int start, double[] gain, double[] loss) {
        if (start >= count) {
            return;
        }
        int item = heap[start];
        int at = start;
        for (int child = 2 * at + 1; child < count; child = 2 * at + 1) {
            if (child + 1 < count && before(heap[child + 1], heap[child], gain, loss)) {
                child++;
            }
            if (!before(heap[child], item, gain, loss)) {
                break;
            }
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = item;
    }

    private static boolean before(int a, int b, double[] gain, double[] loss) {
        double first = gain[a] - loss[a];
        double second = gain[b] - loss[b];
        return first < second || (first == second && a < b);
    }
}
