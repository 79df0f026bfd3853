package io.github.segmentation4j.fairness.inference;

import io.github.segmentation4j.quality.Statistic;

/**
 * A share with an interval, both from 0 to 1. {@link WilsonInterval} is the one to use; {@link ClopperPearsonInterval}
 * is wider and never covers less than it promises.
 *
 * <p>Immutable and safe for use by several threads.
 */
public sealed interface ProportionInterval permits WilsonInterval, ClopperPearsonInterval {
    /** How many have the trait, 0 to {@link #of()}. */
    long hits();

    /** How many could have it, at least 1. */
    long of();

    /** The lower end, from 0 to the share. */
    double lower();

    /** The upper end, from the share to 1. */
    double upper();

    /** The confidence, such as 0.95. */
    double confidence();

    /** The share, from 0 to 1. */
    default double share() {
        return (double) hits() / of();
    }

    /** The difference of the two ends. */
    default double width() {
        return upper() - lower();
    }

    /** The share as a statistic. */
    default Statistic statistic() {
        return new Statistic.Estimate(share(), lower(), upper(), confidence());
    }
}
