package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.parallel.BlockRunner;
import io.github.segmentation4j.internal.parallel.Checkpoint;

/** Sorts indices by what they stand for, without boxing them, and can be stopped. Equal ones keep their order. */
final class IndexSort {
    /** Indices that are sorted by one task, well below a millisecond. */
    private static final int PIECE = 1 << 12;

    /** Compares two indices: negative, 0 or positive. */
    @FunctionalInterface
    interface Order {
        int compare(int first, int second);
    }

    private IndexSort() {}

    /** The indices from 0 to {@code count - 1} in their order. */
    static int[] sorted(int count, Order order, Checkpoint checkpoint) {
        int[] indices = new int[count];
        for (int i = 0; i < count; i++) {
            indices[i] = i;
        }
        merge(indices, new int[count], 0, count, 1, order, checkpoint);
        return indices;
    }

    /** Sorts indices in place, in part by several threads. */
    static void sort(int[] indices, Order order, BlockRunner runner, Checkpoint checkpoint) {
        int count = indices.length;
        int[] spare = new int[count];
        int pieces = (int) (((long) count + PIECE - 1) / PIECE);
        runner.forEach(pieces, piece -> {
            int start = piece * PIECE;
            merge(indices, spare, start, start + Math.min(PIECE, count - start), 1, order, checkpoint);
        });
        merge(indices, spare, 0, count, PIECE, order, checkpoint);
    }

    /** Sorts a range in place in which each run of a width is sorted already. */
    private static void merge(
            int[] indices, int[] spare, int start, int end, int sorted, Order order, Checkpoint checkpoint) {
        int[] from = indices;
        int[] to = spare;
        for (long width = sorted; width < end - start; width *= 2) {
            for (long left = start; left < end; left += 2 * width) {
                int middle = (int) Math.min(left + width, end);
                mergeRuns(from, to, (int) left, middle, (int) Math.min(left + 2 * width, end), order, checkpoint);
            }
            int[] merged = to;
            to = from;
            from = merged;
        }
        if (from != indices) {
            System.arraycopy(from, start, indices, start, end - start);
        }
    }

    private static void mergeRuns(
            int[] from, int[] to, int start, int middle, int end, Order order, Checkpoint checkpoint) {
        if (middle == end || order.compare(from[middle - 1], from[middle]) <= 0) {
            checkpoint.at(start);
            System.arraycopy(from, start, to, start, end - start);
            return;
        }
        int left = start;
        int right = middle;
        for (int i = start; i < end; i++) {
            checkpoint.at(i);
            boolean takesLeft = right == end || (left < middle && order.compare(from[left], from[right]) <= 0);
            to[i] = takesLeft ? from[left++] : from[right++];
        }
    }
}
