package io.github.segmentation4j.internal.statistic;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import java.util.Arrays;

/**
 * Sorts long arrays in pieces, so that sorting can be stopped; a plain sort of ten million values takes about a second.
 */
public final class PacedSort {
    private static final int PIECE = 1 << 16;

    private PacedSort() {}

    /** Sorts as {@link Arrays#sort(double[])} does: -0.0 before 0.0, NaN last. */
    public static void sort(double[] values, Checkpoint checkpoint) {
        if (values.length <= PIECE) {
            checkpoint.now();
            Arrays.sort(values);
            return;
        }
        long[] keys = new long[values.length];
        for (int i = 0; i < keys.length; i++) {
            checkpoint.at(i);
            keys[i] = ordered(Double.doubleToLongBits(values[i]));
        }
        sort(keys, checkpoint);
        for (int i = 0; i < keys.length; i++) {
            checkpoint.at(i);
            values[i] = Double.longBitsToDouble(ordered(keys[i]));
        }
    }

    /** Sorts as {@link Arrays#sort(long[])} does. */
    public static void sort(long[] values, Checkpoint checkpoint) {
        long[] spare = values.length <= PIECE ? values : new long[values.length];
        sort(values, spare, 0, values.length, checkpoint);
    }

    /** The bits of a double as a whole number in the order of the doubles, and back. */
    private static long ordered(long bits) {
        return bits ^ ((bits >> 63) & Long.MAX_VALUE);
    }

    private static void sort(long[] values, long[] spare, int from, int to, Checkpoint checkpoint) {
        checkpoint.now();
        if (to - from <= PIECE) {
            Arrays.sort(values, from, to);
            return;
        }
        int middle = (from + to) >>> 1;
        sort(values, spare, from, middle, checkpoint);
        sort(values, spare, middle, to, checkpoint);
        int left = from;
        int right = middle;
        for (int i = from; i < to; i++) {
            checkpoint.at(i);
            boolean takesLeft = right == to || (left < middle && values[left] <= values[right]);
            spare[i] = takesLeft ? values[left++] : values[right++];
        }
        System.arraycopy(spare, from, values, from, to - from);
    }
}
