package io.github.segmentation4j.privacy.release;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.privacy.accounting.Adjacency;
import io.github.segmentation4j.privacy.ledger.PrivacyCharge;
import io.github.segmentation4j.privacy.noise.NoiseMechanism;
import io.github.segmentation4j.run.RunContext;
import java.util.BitSet;

/**
 * The number of rows, told privately: a whole number, which may be below 0. With {@code ContributionBounds.rows(1)} it is
 * the number of customers.
 *
 * <p>Where units are replaced and each is a row of its own, the number of all rows is public and no answer to be paid for;
 * it is refused. Immutable and safe for use by several threads.
 *
 * <p>References: C. Dwork, F. McSherry, K. Nissim, A. Smith, Calibrating noise to sensitivity in private data analysis,
 * TCC 2006.
 */
public final class PrivateCount {
    private static final String KIND = "count";
    private static final PrivateCount STANDARD = new PrivateCount();

    private PrivateCount() {}

    /** The count. */
    public static PrivateCount withDefaults() {
        return STANDARD;
    }

    /**
     * The number of rows that are kept.
     *
     * @param contributions whose rows
     * @param charge what it may cost
     * @param context cancellation
     * @throws IllegalArgumentException if the number is public
     */
    public PrivateEstimate of(Contributions contributions, PrivacyCharge charge, RunContext context) {
        if (charge.adjacency() == Adjacency.REPLACE && contributions.exactlyOne()) {
            throw new IllegalArgumentException("where customers are replaced their number is public; count the rows, or"
                    + " take a budget for customers who are added or removed");
        }
        BitSet all = new BitSet();
        all.set(0, contributions.rowCount());
        return where(all, contributions, charge, context);
    }

    /**
     * The number of rows that are kept and have a property.
     *
     * @param property the rows that have it; read while the answer is computed
     * @param contributions whose rows
     * @param charge what it may cost
     * @param context cancellation
     */
    public PrivateEstimate where(
            BitSet property, Contributions contributions, PrivacyCharge charge, RunContext context) {
        NoiseMechanism mechanism = sensitivity(contributions).mechanism(charge);
        Checkpoint checkpoint = Rows.checkpoint(KIND, context);
        return charge.answer(
                KIND,
                mechanism.event(),
                source -> {
                    checkpoint.now();
                    if (property.length() > contributions.rowCount()) {
                        throw new IllegalArgumentException("the property speaks of more than the "
                                + contributions.rowCount() + " rows; hand in the contributions of the same rows");
                    }
                    return mechanism.release(new long[1], source);
                },
                (noise, spend) -> {
                    long[] noisy = NoisyNumbers.sum(exact(property, contributions, checkpoint), noise);
                    return NoisyNumbers.estimates(noisy, mechanism, 1, spend).get(0);
                });
    }

    /** The expected error of a count, in rows, before anything is spent. */
    public double predict(Contributions contributions, PrivacyCharge charge) {
        return sensitivity(contributions).mechanism(charge).standardDeviation();
    }

    /** A unit's rows that have a property number from 0 to the bound, whether it is added or replaced. */
    static Sensitivity sensitivity(Contributions contributions) {
        return Sensitivity.ofNumber(contributions.rowsPerUnit());
    }

    static long[] exact(BitSet property, Contributions contributions, Checkpoint checkpoint) {
        return Rows.count(contributions, 1, row -> property.get(row) ? 0 : Contributions.NOWHERE, checkpoint);
    }
}
