package io.github.segmentation4j.privacy.release;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.internal.statistic.PacedSort;
import io.github.segmentation4j.privacy.noise.NoiseSource;
import io.github.segmentation4j.run.InvalidInputException;
import java.util.Arrays;

/** One draw of the rows that each customer keeps. Not safe for use by several threads. */
final class ContributionDraw {
    private final int rows;
    private final int segments;
    private final long[] units;
    private final NoiseSource source;
    private final Checkpoint checkpoint;
    private long[] kept = new long[0];
    private int count;

    ContributionDraw(int rows, int segments, int segmentCount, NoiseSource source, Checkpoint checkpoint) {
        this.rows = rows;
        this.segments = segments;
        this.units = new long[segmentCount];
        this.source = source;
        this.checkpoint = checkpoint;
    }

    /** The rows that are kept, ascending. */
    int[] of(int[] customers, int[] inSegments) {
        long[] byCustomer = new long[customers.length];
        for (int row = 0; row < customers.length; row++) {
            checkpoint.at(row);
            if (customers[row] < 0) {
                throw InvalidInputException.atRow(
                        row + 1L, "the number of a customer must be at least 0, was negative");
            }
            byCustomer[row] = pair(customers[row], row);
        }
        PacedSort.sort(byCustomer, checkpoint);
        kept = new long[customers.length];
        for (int from = 0, to; from < byCustomer.length; from = to) {
            checkpoint.at(from);
            to = endOfRun(byCustomer, from, byCustomer.length);
            keep(bySegment(byCustomer, from, to, inSegments));
        }
        long[] used = Arrays.copyOf(kept, count);
        PacedSort.sort(used, checkpoint);
        return Arrays.stream(used).mapToInt(row -> (int) row).toArray();
    }

    /** How many customers kept rows in each segment. */
    long[] unitsBySegment() {
        return units;
    }

    private static long pair(int high, int low) {
        return ((long) high << Integer.SIZE) | low;
    }

    private static int endOfRun(long[] pairs, int from, int limit) {
        int to = from + 1;
        while (to < limit && pairs[to] >>> Integer.SIZE == pairs[from] >>> Integer.SIZE) {
            to++;
        }
        return to;
    }

    /** A customer's rows that lie in a segment, by segment. */
    private long[] bySegment(long[] byCustomer, int from, int to, int[] inSegments) {
        long[] own = new long[to - from];
        int inSome = 0;
        for (int i = from; i < to; i++) {
            int row = (int) byCustomer[i];
            if (inSegments[row] != Contributions.NOWHERE) {
                own[inSome++] = pair(inSegments[row], row);
            }
        }
        long[] used = Arrays.copyOf(own, inSome);
        PacedSort.sort(used, checkpoint);
        return used;
    }

    private void keep(long[] own) {
        int[] starts = new int[own.length + 1];
        int groups = 0;
        for (int from = 0; from < own.length; from = endOfRun(own, from, own.length)) {
            starts[groups++] = from;
        }
        long[] order = new long[groups];
        Arrays.setAll(order, group -> group);
        int chosen = Math.min(groups, segments);
        drawFirst(order, 0, groups, chosen);
        for (int i = 0; i < chosen; i++) {
            int from = starts[(int) order[i]];
            int to = endOfRun(own, from, own.length);
            units[(int) (own[from] >>> Integer.SIZE)]++;
            int left = Math.min(to - from, rows);
            drawFirst(own, from, to, left);
            for (int j = from; j < from + left; j++) {
                kept[count++] = (int) own[j];
            }
        }
    }

    /** Brings some of a range to its front, every choice as likely; draws nothing where all are wanted. */
    private void drawFirst(long[] values, int from, int to, int wanted) {
        if (wanted == to - from) {
            return;
        }
        for (int i = from; i < from + wanted; i++) {
            checkpoint.at(i);
            int j = i + (int) source.nextLong(to - i);
            long value = values[i];
            values[i] = values[j];
            values[j] = value;
        }
    }
}
