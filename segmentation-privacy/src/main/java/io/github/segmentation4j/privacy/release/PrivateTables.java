package io.github.segmentation4j.privacy.release;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.privacy.ledger.PrivacyCharge;
import io.github.segmentation4j.privacy.noise.NoiseMechanism;
import io.github.segmentation4j.run.RunContext;

/**
 * How many rows of each group lie in each segment, told privately: noise on every cell, empty ones too, and one charge for
 * all. From such a table shares and disparities can be computed without spending more. Rows without a group or segment
 * count nowhere.
 *
 * <p>The list of groups and the number of segments are told as they are and must not come from the data. Immutable and
 * safe for use by several threads.
 *
 * <p>References: C. Dwork, F. McSherry, K. Nissim, A. Smith, Calibrating noise to sensitivity in private data analysis,
 * TCC 2006; B. Barak, K. Chaudhuri, C. Dwork, S. Kale, F. McSherry, K. Talwar, Privacy, accuracy, and consistency too,
 * PODS 2007.
 */
public final class PrivateTables {
    private static final String KIND = "table of groups and segments";
    private static final PrivateTables STANDARD = new PrivateTables();

    private PrivateTables() {}

    /** The tables. */
    public static PrivateTables withDefaults() {
        return STANDARD;
    }

    /**
     * The table.
     *
     * @param groups of each row, with at least one level
     * @param contributions whose rows, with segments
     * @param charge what all of it may cost
     * @param context cancellation
     */
    public PrivateTable of(Categories groups, Contributions contributions, PrivacyCharge charge, RunContext context) {
        contributions.requireSegments();
        if (groups.levels().isEmpty()) {
            throw new IllegalArgumentException("there must be at least one group in '" + groups.name() + "'");
        }
        NoiseMechanism mechanism = sensitivity(contributions, charge).mechanism(charge);
        Checkpoint checkpoint = Rows.checkpoint(KIND, context);
        int cells = Math.multiplyExact(groups.levels().size(), contributions.segmentCount());
        return charge.answer(
                KIND,
                mechanism.event(),
                source -> {
                    checkpoint.now();
                    contributions.requireRows(groups.size(), "groups");
                    return mechanism.release(new long[cells], source);
                },
                (noise, spend) -> {
                    long[] noisy = NoisyNumbers.sum(exact(groups, contributions, checkpoint), noise);
                    return new PrivateTable(
                            groups.name(),
                            groups.levels(),
                            contributions.segmentCount(),
                            NoisyNumbers.estimates(noisy, mechanism, 1, spend),
                            ConsistentCounts.of(noisy),
                            spend);
                });
    }

    /** The expected error of every cell, in rows, before anything is spent. */
    public double predict(Contributions contributions, PrivacyCharge charge) {
        contributions.requireSegments();
        return sensitivity(contributions, charge).mechanism(charge).standardDeviation();
    }

    /** A row lies in one group, so that groups share what a unit adds to a segment. */
    static Sensitivity sensitivity(Contributions contributions, PrivacyCharge charge) {
        return Sensitivity.ofSegmentCounts(contributions, charge.adjacency());
    }

    static long[] exact(Categories groups, Contributions contributions, Checkpoint checkpoint) {
        int segments = contributions.segmentCount();
        return Rows.count(
                contributions,
                groups.levels().size() * segments,
                row -> groups.code(row) < 0
                        ? Contributions.NOWHERE
                        : groups.code(row) * segments + contributions.segment(row),
                checkpoint);
    }
}
