package io.github.segmentation4j.fairness.audit;

import io.github.segmentation4j.fairness.group.GroupKind;
import io.github.segmentation4j.fairness.group.SegmentTable;
import java.util.Arrays;

/**
 * Which counts of a table may be told: none under the minimum, and none from which one under the minimum follows by
 * subtraction from the size of its segment or of its group. What is hidden of a segment or of a group is always more
 * than one count, and the minimum together. With a minimum of 1 there is nothing to hide.
 *
 * <p>The last line of the counts is the sizes of the groups.
 */
final class Disclosure {
    private final boolean[][] told;
    private final double[][] counts;
    private final boolean[] empty;
    private final int minimum;

    private Disclosure(double[][] counts, int minimum) {
        this.counts = counts;
        this.minimum = minimum;
        told = new boolean[counts.length][];
        empty = new boolean[counts.length];
        for (int row = 0; row < counts.length; row++) {
            // That nobody is in an empty segment is no secret.
            empty[row] = Arrays.stream(counts[row]).sum() == 0;
            told[row] = new boolean[counts[row].length];
            for (int column = 0; column < told[row].length; column++) {
                told[row][column] = minimum == 1 || empty[row] || counts[row][column] >= minimum;
            }
        }
    }

    static Disclosure of(SegmentTable table, int minimum) {
        int segments = table.segmentCount() + 1;
        double[][] counts = new double[segments + 1][table.groupCount()];
        for (int group = 0; group < table.groupCount(); group++) {
            for (int row = 0; row < segments; row++) {
                counts[row][group] = table.count(row - 1, group);
            }
            counts[segments][group] = table.groupTotal(group);
        }
        Disclosure disclosure = new Disclosure(counts, minimum);
        if (table.kind() == GroupKind.OVERLAPPING) {
            disclosure.hideRests(table);
        }
        boolean changed = minimum > 1;
        while (changed) {
            boolean rows = table.kind() != GroupKind.OVERLAPPING && disclosure.hideRows();
            changed = disclosure.hideColumns() || rows;
        }
        return disclosure;
    }

    /** Where groups overlap, what a count leaves of its segment is a count of persons itself. */
    private void hideRests(SegmentTable table) {
        for (int row = 0; row < counts.length; row++) {
            double persons = row == counts.length - 1 ? table.known() : table.known(row - 1);
            for (int group = 0; group < counts[row].length; group++) {
                told[row][group] &= minimum == 1 || empty[row] || persons - counts[row][group] >= minimum;
            }
        }
    }

    /**
     * Whether the count of a group in a segment and its size may be told.
     *
     * @param segment from 1, 0 for those in none
     */
    boolean tells(int segment, int group) {
        return told[segment][group] && tellsSize(group);
    }

    /** Whether the size of a group may be told. */
    boolean tellsSize(int group) {
        return told[told.length - 1][group];
    }

    /** How many counts may not be told. */
    int hidden() {
        int hidden = 0;
        for (boolean[] row : told) {
            for (boolean shown : row) {
                hidden += shown ? 0 : 1;
            }
        }
        return hidden;
    }

    private boolean hideRows() {
        boolean changed = false;
        for (int row = 0; row < counts.length; row++) {
            int[][] cells = new int[counts[row].length][];
            for (int column = 0; column < cells.length; column++) {
                cells[column] = new int[] {row, column};
            }
            changed |= hideSmallest(cells);
        }
        return changed;
    }

    private boolean hideColumns() {
        boolean changed = false;
        int columns = counts.length == 0 ? 0 : counts[0].length;
        for (int column = 0; column < columns; column++) {
            int[][] cells = new int[counts.length][];
            for (int row = 0; row < cells.length; row++) {
                cells[row] = new int[] {row, column};
            }
            changed |= hideSmallest(cells);
        }
        return changed;
    }

    /** Hides the smallest count that is told, where what is hidden of a line could be worked out. */
    private boolean hideSmallest(int[][] cells) {
        int hidden = 0;
        double sum = 0;
        int[] smallest = {};
        for (int[] cell : cells) {
            if (empty[cell[0]]) {
                continue;
            }
            double count = counts[cell[0]][cell[1]];
            if (!told[cell[0]][cell[1]]) {
                hidden++;
                sum += count;
            } else if (smallest.length == 0 || count < counts[smallest[0]][smallest[1]]) {
                smallest = cell;
            }
        }
        if (hidden == 0 || smallest.length == 0 || (hidden > 1 && sum >= minimum)) {
            return false;
        }
        told[smallest[0]][smallest[1]] = false;
        return true;
    }
}
