package io.github.segmentation4j.fairness.guard;

import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.fairness.inference.TwoProportions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How many flagged persons are in each segment, compared with the rest. Persons not known to be either are left out. */
final class FlaggedSegments {
    private final int[] labels;
    private final long[] size;
    private final long[] flagged;
    private final long total;
    private final long allFlagged;

    FlaggedSegments(int[] rowLabels, boolean[] known, boolean[] flags) {
        labels = Arrays.stream(rowLabels).distinct().sorted().toArray();
        size = new long[labels.length];
        flagged = new long[labels.length];
        for (int row = 0; row < rowLabels.length; row++) {
            if (known[row]) {
                int place = Arrays.binarySearch(labels, rowLabels[row]);
                size[place]++;
                flagged[place] += flags[row] ? 1 : 0;
            }
        }
        total = Arrays.stream(size).sum();
        allFlagged = Arrays.stream(flagged).sum();
    }

    static String name(int label) {
        return label == Clustering.NOISE ? "no segment" : "segment " + (label + 1);
    }

    /** The segments that have enough persons in and outside of them to be compared. */
    List<Cell> comparable(int minimum) {
        List<Cell> cells = new ArrayList<>();
        for (int s = 0; s < labels.length; s++) {
            if (size[s] >= minimum && total - size[s] >= minimum && allFlagged > 0) {
                cells.add(new Cell(labels[s], flagged[s], size[s], allFlagged, total));
            }
        }
        return cells;
    }

    int count() {
        return labels.length;
    }

    /**
     * A segment.
     *
     * @param label which
     * @param flagged persons in it with the trait
     * @param size persons in it whose side is known
     * @param allFlagged persons with the trait in all, at least 1
     * @param total persons in all whose side is known
     */
    record Cell(int label, long flagged, long size, long allFlagged, long total) {
        double share() {
            return (double) flagged / size;
        }

        double lift() {
            // One division, so that a lift of exactly the bound is not rounded below it.
            return ((double) flagged * total) / ((double) size * allFlagged);
        }

        /** The probability of so different a share outside the segment by chance. */
        double p() {
            return TwoProportions.of(flagged, size, allFlagged - flagged, total - size)
                    .pValue();
        }

        /** Whether enough persons are on every side of the numbers. */
        boolean mayBeTold(int minimum) {
            return flagged >= minimum && size - flagged >= minimum && allFlagged - flagged >= minimum;
        }
    }
}
