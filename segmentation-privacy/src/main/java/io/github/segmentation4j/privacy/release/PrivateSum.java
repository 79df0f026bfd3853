package io.github.segmentation4j.privacy.release;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.privacy.accounting.Adjacency;
import io.github.segmentation4j.privacy.ledger.PrivacyCharge;
import io.github.segmentation4j.privacy.noise.Grid;
import io.github.segmentation4j.privacy.noise.NoiseMechanism;
import io.github.segmentation4j.run.RunContext;

/**
 * The sum of values, clipped to bounds, told privately. The values are cut toward 0 to whole multiples of 2^-30 of the
 * larger bound, so an answer lies off by at most that much for each row beside its noise; value and noise are added on
 * this grid, which depends on the bounds alone.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: C. Dwork, F. McSherry, K. Nissim, A. Smith, Calibrating noise to sensitivity in private data analysis,
 * TCC 2006; S. Casacuberta, M. Shoemate, S. Vadhan, C. Wagaman, Widespread underestimation of sensitivity in
 * differentially private libraries and how to fix it, CCS 2022; S. Haney, D. Desfontaines, L. Hartman, R. Shrestha, M.
 * Hay, Precision-based attacks and interval refining, 2022.
 */
public final class PrivateSum {
    private static final String KIND = "sum";

    private final ClippedRange range;
    private final Grid grid;

    private PrivateSum(ClippedRange range) {
        this.range = range;
        this.grid = Grid.fitting(Math.max(Math.abs(range.lower()), Math.abs(range.upper())), ClippedRange.BITS);
    }

    /**
     * A sum of values within bounds, which must not come from the data.
     *
     * @param lower what smaller values are raised to, finite
     * @param upper what larger values are lowered to, finite, above {@code lower}
     */
    public static PrivateSum within(double lower, double upper) {
        return new PrivateSum(new ClippedRange(lower, upper));
    }

    /**
     * The sum over the rows that are kept.
     *
     * @param values one for each row, finite
     * @param contributions whose rows
     * @param charge what it may cost
     * @param context cancellation
     * @throws io.github.segmentation4j.run.InvalidInputException if a value is missing or infinite; nothing is charged
     */
    public PrivateEstimate of(double[] values, Contributions contributions, PrivacyCharge charge, RunContext context) {
        NoiseMechanism mechanism =
                sensitivity(contributions, charge.adjacency()).mechanism(charge);
        Checkpoint checkpoint = Rows.checkpoint(KIND, context);
        return charge.answer(
                KIND,
                mechanism.event(),
                source -> {
                    Rows.requireFinite(values, contributions, checkpoint);
                    return mechanism.release(new long[1], source);
                },
                (noise, spend) -> {
                    long[] noisy = NoisyNumbers.sum(exact(values, contributions, checkpoint), noise);
                    return NoisyNumbers.estimates(noisy, mechanism, grid.step(), spend)
                            .get(0);
                });
    }

    /** The expected error of a sum, in the unit of the values, before anything is spent. */
    public double predict(Contributions contributions, PrivacyCharge charge) {
        return sensitivity(contributions, charge.adjacency()).mechanism(charge).standardDeviation() * grid.step();
    }

    Sensitivity sensitivity(Contributions contributions, Adjacency adjacency) {
        long least = grid.toUnits(range.lower());
        long most = grid.toUnits(range.upper());
        if (adjacency == Adjacency.REPLACE && contributions.exactlyOne()) {
            return Sensitivity.ofNumber(most - least);
        }
        long rows = contributions.rowsPerUnit();
        // A unit may have no row that counts, which adds 0 to what it can contribute.
        long low = Math.min(0, rows * least);
        long high = Math.max(0, rows * most);
        return Sensitivity.ofNumber(adjacency == Adjacency.REPLACE ? high - low : Math.max(-low, high));
    }

    /** The sum in units of the grid. */
    long[] exact(double[] values, Contributions contributions, Checkpoint checkpoint) {
        long sum = 0;
        for (int row : contributions.keptView()) {
            checkpoint.at(row);
            sum = Math.addExact(sum, grid.toUnits(range.clip(values[row])));
        }
        return new long[] {sum};
    }
}
