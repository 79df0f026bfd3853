package io.github.segmentation4j.privacy.ledger;

import java.util.Objects;

/**
 * An answer somebody thinks of giving.
 *
 * @param spend what would be booked
 * @param expectedError how far off it will be, as its mechanism predicts without looking at the data; finite, at least 0
 * @param unitOfError what the error is measured in, such as {@code customers, at 95 %}
 */
public record PlannedAnswer(PrivacySpend spend, double expectedError, String unitOfError) {
    /** Checks the ranges. */
    public PlannedAnswer {
        Objects.requireNonNull(spend, "spend");
        if (!(expectedError >= 0) || Double.isInfinite(expectedError)) {
            throw new IllegalArgumentException("the expected error of '" + spend.what()
                    + "' must be finite and at least 0, was " + expectedError + "; ask its mechanism");
        }
        if (unitOfError.isBlank()) {
            throw new IllegalArgumentException("the expected error of '" + spend.what() + "' must have a unit");
        }
    }
}
