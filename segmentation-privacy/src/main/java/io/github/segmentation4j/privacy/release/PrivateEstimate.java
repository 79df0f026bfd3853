package io.github.segmentation4j.privacy.release;

import io.github.segmentation4j.privacy.ledger.PrivacySpend;
import io.github.segmentation4j.quality.Statistic;
import java.util.Objects;

/**
 * A number that was told privately, how far off it is expected to be, and what it was charged as. Several numbers of one
 * answer carry the same spend, which was charged once for all of them.
 *
 * <p>The value is a {@link Statistic.Estimate} with an interval that holds the answer without noise with at least 95 %;
 * the intervals of one answer do so all together. It says nothing about the chance by which customers came into the data.
 * Numbers are told as they came out of the noise, so that they are right on average: a count may be below 0.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * @param value the estimate, undetermined where noise outweighs the data
 * @param expectedError the standard deviation of the noise, in the unit of the value; undetermined where the value is and
 *     the error depends on it
 * @param spend what the answer was charged as
 */
public record PrivateEstimate(Statistic value, Statistic expectedError, PrivacySpend spend) {
    /** Checks that nothing is missing. */
    public PrivateEstimate {
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(expectedError, "expectedError");
        Objects.requireNonNull(spend, "spend");
    }

    /** A number with noise that reaches as far to both sides. */
    static PrivateEstimate of(double number, double reach, double deviation, PrivacySpend spend) {
        return new PrivateEstimate(
                new Statistic.Estimate(number, number - reach, number + reach, Together.CONFIDENCE),
                Statistic.of(deviation),
                spend);
    }

    static PrivateEstimate undetermined(String reason, PrivacySpend spend) {
        Statistic none = Statistic.undetermined(reason);
        return new PrivateEstimate(none, none, spend);
    }
}
