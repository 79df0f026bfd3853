package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.parallel.Checkpoint;

/** Brings numbers into an order that a comparison gives, by merging; can be stopped, and leaves equals as they were. */
final class PacedOrder {
    /** Compares two numbers as {@link java.util.Comparator} does, without boxing them. */
    interface Comparison {
        int compare(int a, int b);
    }

    private PacedOrder() {}

    /** The numbers from 0 to {@code count} - 1 in their order. */
    static int[] of(int count, Comparison comparison, Checkpoint checkpoint) {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            order[i] = i;
        }
        int[] from = order;
        int[] to = new int[count];
        long turn = 0;
        for (long width = 1; width < count; width *= 2) {
            for (long start = 0; start < count; start += 2 * width) {
                int middle = (int) Math.min(count, start + width);
                int end = (int) Math.min(count, start + 2 * width);
                int left = (int) start;
                int right = middle;
                for (int i = left; i < end; i++) {
                    checkpoint.at(turn++);
                    boolean takesLeft =
                            right == end || (left < middle && comparison.compare(from[left], from[right]) <= 0);
                    to[i] = takesLeft ? from[left++] : from[right++];
                }
            }
            int[] spare = from;
            from = to;
            to = spare;
        }
        return from;
    }
}
