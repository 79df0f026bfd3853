package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.parallel.Checkpoint;

/** Sorts indices by what they stand for, without boxing them, and can be stopped. Equal ones keep their order. */
final class IndexSort {
    /** Compares two indices: negative, 0 or positive. */
    @FunctionalInterface
    interface Order {
        int compare(int first, int second);
    }

    private IndexSort() {}

    /** The indices from 0 to {@code count - 1} in their order. */
    static int[] sorted(int count, Order order, Checkpoint checkpoint) {
        int[] from = new int[count];
        for (int i = 0; i < count; i++) {
            from[i] = i;
        }
        int[] to = new int[count];
        for (long width = 1; width < count; width *= 2) {
            for (long start = 0; start < count; start += 2 * width) {
                int middle = (int) Math.min(start + width, count);
                int end = (int) Math.min(start + 2 * width, count);
                merge(from, to, (int) start, middle, end, order, checkpoint);
            }
            int[] spare = from;
            from = to;
            to = spare;
        }
        return from;
    }

    private static void merge(
            int[] from, int[] to, int start, int middle, int end, Order order, Checkpoint checkpoint) {
        int left = start;
        int right = middle;
        for (int i = start; i < end; i++) {
            checkpoint.at(i);
            boolean takesLeft = right == end || (left < middle && order.compare(from[left], from[right]) <= 0);
            to[i] = takesLeft ? from[left++] : from[right++];
        }
    }
}
