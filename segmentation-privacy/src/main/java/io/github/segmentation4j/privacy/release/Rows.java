package io.github.segmentation4j.privacy.release;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;

/** The rows of an answer: checked before it is charged, looked at afterwards. */
final class Rows {
    private Rows() {}

    static Checkpoint checkpoint(String stage, RunContext context) {
        return Checkpoint.of(() -> context.throwIfCancelled(stage));
    }

    /** Refuses values that are not one for each row and finite. */
    static void requireFinite(double[] values, Contributions contributions, Checkpoint checkpoint) {
        contributions.requireRows(values.length, "values");
        checkpoint.now();
        for (int row = 0; row < values.length; row++) {
            checkpoint.at(row);
            if (!Double.isFinite(values[row])) {
                throw InvalidInputException.atRow(
                        row + 1L, "a value must be finite, was missing or infinite; leave the row out");
            }
        }
    }

    /** What is looked up for a row. */
    @FunctionalInterface
    interface CellOfRow {
        /** The cell of a row, negative if it lies in none. */
        int cell(int row);
    }

    /** How many of the kept rows lie in each cell. */
    static long[] count(Contributions contributions, int cells, CellOfRow cellOfRow, Checkpoint checkpoint) {
        long[] counts = new long[cells];
        for (int row : contributions.keptView()) {
            checkpoint.at(row);
            int cell = cellOfRow.cell(row);
            if (cell >= 0) {
                counts[cell]++;
            }
        }
        return counts;
    }
}
