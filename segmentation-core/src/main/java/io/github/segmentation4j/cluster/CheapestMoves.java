package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import java.util.Arrays;

/**
 * Labels of items, and for each pair of clusters the item of the first that is cheapest to move to the second; of several
 * the lowest. Entries of items that have left a cluster stay in its heaps until they come up. Belongs to one thread.
 */
final class CheapestMoves {
    private static final int[] NONE = {};

    /** Stand for the first item of a pair that has none, or whose first is not known without a heap. */
    private static final int EMPTY = -1;

    private static final int UNKNOWN = -2;

    private final int clusters;
    private final double[][] costs;
    private final int[] labels;
    private final int[] sizes;
    /** For each ordered pair of clusters the cheapest item, or what stands for none, until the pair has a heap. */
    private final int[] firsts;

    /** For each ordered pair a heap of items, empty until the first item of the pair has gone: most pairs need none. */
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
        firsts = new int[clusters * clusters];
        heaps = new int[clusters * clusters][];
        Arrays.fill(firsts, EMPTY);
        Arrays.fill(heaps, NONE);
        counts = new int[clusters * clusters];
        for (int label : labels) {
            sizes[label]++;
        }
        double[][] least = new double[clusters][clusters];
        for (double[] row : least) {
            Arrays.fill(row, Double.POSITIVE_INFINITY);
        }
        for (int to = 0; to < clusters; to++) {
            double[] gain = costs[to];
            for (int item = 0; item < labels.length; item++) {
                checkpoint.at(item);
                int from = labels[item];
                double cost = gain[item] - costs[from][item];
                if (from != to && cost < least[from][to]) {
                    least[from][to] = cost;
                    firsts[from * clusters + to] = item;
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
        if (heaps[heap].length == 0) {
            int first = firsts[heap];
            if (first == EMPTY || (first >= 0 && labels[first] == from)) {
                return first;
            }
            build(from, to);
        }
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

    private void build(int from, int to) {
        // Room for one more, so that a heap is never the empty array that stands for none.
        int[] heap = new int[sizes[from] + 1];
        int count = 0;
        for (int item = 0; item < labels.length; item++) {
            if (labels[item] == from) {
                heap[count++] = item;
            }
        }
        for (int at = count / 2 - 1; at >= 0; at--) {
            sink(heap, count, at, costs[to], costs[from]);
        }
        heaps[from * clusters + to] = heap;
        counts[from * clusters + to] = count;
    }

    private void push(int from, int to, int item) {
        int index = from * clusters + to;
        if (heaps[index].length == 0) {
            int first = firsts[index];
            if (first >= 0 && labels[first] != from) {
                firsts[index] = UNKNOWN;
            } else if (first == EMPTY || (first >= 0 && before(item, first, costs[to], costs[from]))) {
                firsts[index] = item;
            }
            return;
        }
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
