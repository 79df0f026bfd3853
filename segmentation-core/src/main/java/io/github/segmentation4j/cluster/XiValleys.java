package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * Finds the valleys of a reachability plot: stretches that begin on a steep way down, end on a steep way up, and are at least
 * so long. Positions count rows in the order they were visited; behind the last one the plot is infinitely high.
 */
final class XiValleys {
    /** Positions from the first to the last, both inclusive. */
    record Valley(int first, int last) {
        int length() {
            return last - first + 1;
        }
    }

    /** A steep way down, with the highest point of the plot between its end and now. */
    private static final class Descent {
        final int first;
        final int last;
        double highestSince;

        Descent(int first, int last) {
            this.first = first;
            this.last = last;
        }
    }

    private final double[] plot;
    private final double remainder;
    private final int patience;
    private final int shortest;
    private final IntUnaryOperator predecessor;
    private final Checkpoint checkpoint;

    /**
     * Valleys of a plot.
     *
     * @param plot the reachability by position, not negative, with an infinite one behind the last
     * @param steepness above 0 and below 1
     * @param patience how many flat steps in a row a steep way may have
     * @param shortest how many positions a valley has at least
     * @param predecessor for each position one that it was reached from, or none before it
     */
    XiValleys(
            double[] plot,
            double steepness,
            int patience,
            int shortest,
            IntUnaryOperator predecessor,
            Checkpoint checkpoint) {
        this.plot = plot;
        this.remainder = 1 - steepness;
        this.patience = patience;
        this.shortest = shortest;
        this.predecessor = predecessor;
        this.checkpoint = checkpoint;
    }

    /** The valleys that hold no other: the shortest first, none that overlaps one before it. */
    List<Valley> leaves() {
        List<Valley> sorted = new ArrayList<>(all());
        sorted.sort(Comparator.comparingInt(Valley::length).thenComparingInt(Valley::first));
        boolean[] taken = new boolean[plot.length];
        List<Valley> leaves = new ArrayList<>();
        for (Valley valley : sorted) {
            boolean free = true;
            for (int i = valley.first(); i <= valley.last() && free; i++) {
                checkpoint.at(i);
                free = !taken[i];
            }
            if (free) {
                Arrays.fill(taken, valley.first(), valley.last() + 1, true);
                leaves.add(valley);
            }
        }
        return leaves;
    }

    /** All valleys, by where they end. */
    List<Valley> all() {
        List<Valley> valleys = new ArrayList<>();
        List<Descent> descents = new ArrayList<>();
        double highest = 0;
        int at = 0;
        while (at < plot.length - 1) {
            checkpoint.at(at);
            highest = Math.max(highest, plot[at]);
            boolean down = isSteepDown(at);
            if (!down && !isSteepUp(at)) {
                at++;
                continue;
            }
            keepHigher(descents, highest);
            int last = endOfWay(at, down);
            if (down) {
                descents.add(new Descent(at, last));
            } else {
                for (Descent descent : descents) {
                    checkpoint.now();
                    addValley(valleys, descent, at, last);
                }
            }
            at = last + 1;
            highest = plot[at];
        }
        return valleys;
    }

    private boolean isSteepDown(int at) {
        return plot[at] > plot[at + 1] && plot[at] * remainder >= plot[at + 1];
    }

    private boolean isSteepUp(int at) {
        return plot[at] < plot[at + 1] && plot[at] <= plot[at + 1] * remainder;
    }

    /** Forgets descents from a height that the plot has nearly come up to since, and notes that height for the others. */
    private void keepHigher(List<Descent> descents, double highest) {
        descents.removeIf(descent -> highest == Double.POSITIVE_INFINITY || highest > plot[descent.first] * remainder);
        for (Descent descent : descents) {
            descent.highestSince = Math.max(descent.highestSince, highest);
        }
    }

    /** The last steep step of a way that never turns and is not flat for longer than its patience. */
    private int endOfWay(int first, boolean down) {
        int last = first;
        int flat = 0;
        for (int at = first; at < plot.length - 1 && flat <= patience; at++) {
            checkpoint.at(at);
            if (down ? isSteepDown(at) : isSteepUp(at)) {
                last = at;
                flat = 0;
            } else if (down ? plot[at] < plot[at + 1] : plot[at] > plot[at + 1]) {
                return last;
            } else {
                flat++;
            }
        }
        return last;
    }

    private void addValley(List<Valley> valleys, Descent descent, int ascent, int top) {
        double right = plot[top + 1];
        if (right * remainder < descent.highestSince) {
            return;
        }
        // Where one side is much higher than the other, the valley begins or ends at the height of the lower one.
        double left = plot[descent.first];
        int first = descent.first;
        int last = top;
        if (left * remainder >= right) {
            while (first < descent.last && plot[first + 1] > right) {
                first++;
            }
        } else if (right * remainder >= left) {
            while (last > ascent && plot[last - 1] > left) {
                last--;
            }
        }
        last = lastReachedFromWithin(first, last);
        if (last - first + 1 >= shortest && first <= descent.last && last >= ascent) {
            valleys.add(new Valley(first, last));
        }
    }

    /** Takes rows off the end that are lower than the first but were reached from before the valley. */
    private int lastReachedFromWithin(int first, int end) {
        int last = end;
        while (last > first && plot[first] <= plot[last]) {
            checkpoint.at(last);
            int from = predecessor.applyAsInt(last);
            if (from >= first && from < last) {
                return last;
            }
            last--;
        }
        return last;
    }
}
