package io.github.segmentation4j.privacy.release;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.privacy.accounting.Adjacency;
import io.github.segmentation4j.privacy.accounting.PrivacyEvent;
import io.github.segmentation4j.privacy.ledger.PrivacyCharge;
import io.github.segmentation4j.privacy.ledger.PrivacySpend;
import io.github.segmentation4j.privacy.noise.NoiseMechanism;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.RunContext;

/**
 * The mean of values, clipped to bounds, told privately: a noisy sum of the distances from the middle of the bounds,
 * divided by a noisy count. Four fifths of the share go to the sum. Where units are replaced and each is a row of its own,
 * the count is public and the sum gets all.
 *
 * <p>Undetermined where the noise outweighs the number of rows, or there are none. Rows count alike, so a customer with
 * more rows weighs more, up to the bound. Values are cut to 2^-30 of half the range, toward its middle. Immutable and safe
 * for use by several threads.
 *
 * <p>References: N. Li, M. Lyu, D. Su, W. Yang, Differential privacy: from theory to practice, 2016 (means about the
 * middle of their range).
 *
 * <p>Implementation note: the mean is kept within the bounds, so that it is slightly biased where it lies within its
 * expected error of one of them.
 */
public final class PrivateMean {
    private static final String KIND = "mean";

    private final ClippedRange range;

    private PrivateMean(ClippedRange range) {
        this.range = range;
    }

    /**
     * A mean of values within bounds, which must not come from the data.
     *
     * @param lower what smaller values are raised to, finite
     * @param upper what larger values are lowered to, finite, above {@code lower}
     */
    public static PrivateMean within(double lower, double upper) {
        return new PrivateMean(new ClippedRange(lower, upper));
    }

    /**
     * The mean over the rows that are kept.
     *
     * @param values one for each row, finite
     * @param contributions whose rows
     * @param charge what it may cost
     * @param context cancellation
     * @throws io.github.segmentation4j.run.InvalidInputException if a value is missing or infinite; nothing is charged
     */
    public PrivateEstimate of(double[] values, Contributions contributions, PrivacyCharge charge, RunContext context) {
        Checkpoint checkpoint = Rows.checkpoint(KIND, context);
        if (countIsPublic(contributions, charge)) {
            NoiseMechanism sums =
                    sumSensitivity(contributions, charge.adjacency()).mechanism(charge);
            return charge.answer(
                    KIND,
                    sums.event(),
                    source -> {
                        Rows.requireFinite(values, contributions, checkpoint);
                        return sums.release(new long[1], source);
                    },
                    (noise, spend) -> overPublicCount(
                            Math.addExact(exactSum(values, contributions, checkpoint)[0], noise[0]),
                            contributions.keptView().length,
                            sums,
                            spend));
        }
        NoisyRatio ratio = ratio(contributions, charge);
        PrivacyEvent event =
                NoisyNumbers.together(ratio.sums().event(), ratio.counts().event());
        return charge.answer(
                KIND,
                event,
                source -> {
                    Rows.requireFinite(values, contributions, checkpoint);
                    return new long[] {
                        ratio.sums().release(0, source), ratio.counts().release(0, source)
                    };
                },
                (noise, spend) -> {
                    long sum = Math.addExact(exactSum(values, contributions, checkpoint)[0], noise[0]);
                    long count = Math.addExact(contributions.keptView().length, noise[1]);
                    return ratio.mean(range, sum, count, spend);
                });
    }

    /**
     * The expected error of a mean, in the unit of the values, before anything is spent: that of a mean at one of the
     * bounds, where it is largest.
     *
     * @param contributions how much one customer contributes
     * @param charge what it may cost
     * @param rows about how many rows there are, above 0
     */
    public double predict(Contributions contributions, PrivacyCharge charge, double rows) {
        if (!(rows > 0) || Double.isInfinite(rows)) {
            throw new IllegalArgumentException("the number of rows must be finite and above 0, was " + rows);
        }
        if (countIsPublic(contributions, charge)) {
            double deviation = sumSensitivity(contributions, charge.adjacency())
                    .mechanism(charge)
                    .standardDeviation();
            return range.half() * (deviation / ClippedRange.UNIT / rows);
        }
        return ratio(contributions, charge).expectedError(range, 1, rows);
    }

    private static boolean countIsPublic(Contributions contributions, PrivacyCharge charge) {
        return charge.adjacency() == Adjacency.REPLACE && contributions.exactlyOne();
    }

    private static NoisyRatio ratio(Contributions contributions, PrivacyCharge charge) {
        NoiseMechanism sums =
                sumSensitivity(contributions, charge.adjacency()).mechanism(charge.part(NoisyRatio.SHARE_OF_SUMS));
        NoiseMechanism counts =
                PrivateCount.sensitivity(contributions).mechanism(charge.rest(NoisyRatio.SHARE_OF_SUMS));
        return new NoisyRatio(sums, counts, 2);
    }

    static Sensitivity sumSensitivity(Contributions contributions, Adjacency adjacency) {
        // Replacing can turn every value of a unit from one bound to the other.
        long turn = adjacency == Adjacency.REPLACE ? 2 : 1;
        return Sensitivity.ofNumber(turn * contributions.rowsPerUnit() * ClippedRange.UNIT);
    }

    /** The sum of the places between the bounds, in units. */
    long[] exactSum(double[] values, Contributions contributions, Checkpoint checkpoint) {
        long sum = 0;
        for (int row : contributions.keptView()) {
            checkpoint.at(row);
            sum = Math.addExact(sum, range.units(values[row]));
        }
        return new long[] {sum};
    }

    private PrivateEstimate overPublicCount(long sum, int count, NoiseMechanism sums, PrivacySpend spend) {
        if (count == 0) {
            return PrivateEstimate.undetermined("there are no rows", spend);
        }
        double scale = range.half() / ClippedRange.UNIT / count;
        double mean = range.middle() + sum * scale;
        double reach = sums.errorAt(Together.CONFIDENCE) * scale;
        return new PrivateEstimate(
                new Statistic.Estimate(
                        range.clip(mean), range.clip(mean - reach), range.clip(mean + reach), Together.CONFIDENCE),
                Statistic.of(sums.standardDeviation() * scale),
                spend);
    }
}
