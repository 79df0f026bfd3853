package io.github.segmentation4j.fairness.unobserved;

import java.util.Objects;

/**
 * The published counts behind the rate of a group: those with the outcome, and all, each with noise of its own.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * @param hits those with the outcome
 * @param total all
 */
public record NoisyRate(NoisyCount hits, NoisyCount total) {
    /** Checks that both are there. */
    public NoisyRate {
        Objects.requireNonNull(hits, "hits");
        Objects.requireNonNull(total, "total");
    }

    /** The rate cut to 0 and 1; the total is above 0. */
    double rate() {
        return Math.max(0, Math.min(1, hits.count() / total.count()));
    }

    /** The variance of the rate: of drawing the persons and of both noises. */
    double variance() {
        double n = total.count();
        // Half a person added on either side keeps the variance of a rate of 0 or 1 above 0.
        double share = Math.max(0, Math.min(1, (hits.count() + 0.5) / (n + 1)));
        return (n * share * (1 - share) + hits.variance() + share * share * total.variance()) / (n * n);
    }
}
