package io.github.segmentation4j.privacy.release;

import io.github.segmentation4j.privacy.accounting.Adjacency;
import io.github.segmentation4j.privacy.ledger.PrivacyCharge;
import io.github.segmentation4j.privacy.noise.GaussianNoise;
import io.github.segmentation4j.privacy.noise.LaplaceNoise;
import io.github.segmentation4j.privacy.noise.NoiseMechanism;

/**
 * The most that one privacy unit changes the numbers of an answer, in units of its grid.
 *
 * @param l1 all changes together
 * @param l2 the root of their squares together, rounded up
 */
record Sensitivity(long l1, double l2) {
    /** An answer of one number. */
    static Sensitivity ofNumber(long most) {
        return new Sensitivity(most, Math.nextUp((double) most));
    }

    private static Sensitivity of(long l1, long l2Squared, long unit) {
        return new Sensitivity(Math.multiplyExact(l1, unit), Math.nextUp(Math.sqrt((double) l2Squared)) * unit);
    }

    /** Counts of cells, where every row of a unit may lie in any one cell of each of some tables. */
    static Sensitivity ofCounts(Contributions contributions, Adjacency adjacency, int tables) {
        long rows = contributions.rowsPerUnit();
        // Replacing takes the rows out of one cell of a table and puts as many into another.
        long sides = adjacency == Adjacency.REPLACE ? 2 : 1;
        return of(sides * rows * tables, sides * rows * rows * tables, 1);
    }

    /** Counts of the segments that bounded the contributions, or of cells within them. */
    static Sensitivity ofSegmentCounts(Contributions contributions, Adjacency adjacency) {
        long rows = contributions.rowsPerSegment();
        long sides = adjacency == Adjacency.REPLACE ? 2 : 1;
        long segments = sides * contributions.segmentsPerUnit();
        return of(rows * segments, rows * rows * segments, 1);
    }

    /** Sums by segment and column of values from -1 to 1, each in a number of grid units. */
    static Sensitivity ofSegmentSums(Contributions contributions, Adjacency adjacency, int columns, long unit) {
        long rows = contributions.rowsPerSegment();
        long cells = (long) contributions.segmentsPerUnit() * columns;
        // Replacing within a segment can turn every sum from one end to the other, which moves them the farthest.
        long turn = adjacency == Adjacency.REPLACE ? 2 : 1;
        return of(turn * rows * cells, turn * turn * rows * rows * cells, unit);
    }

    /**
     * The noise that a share buys. It is refused where its scale is above 2^56 units, which leaves room in a long for it and
     * a sum of 2^31 values of 2^30 units.
     */
    NoiseMechanism mechanism(PrivacyCharge charge) {
        if (l1 < 1) {
            throw new IllegalArgumentException(
                    "the bounds leave nothing to hide: no customer could change the answer; give wider bounds");
        }
        return charge.isPure() ? LaplaceNoise.of(l1, charge.share()) : GaussianNoise.of(l2, charge.share());
    }
}
