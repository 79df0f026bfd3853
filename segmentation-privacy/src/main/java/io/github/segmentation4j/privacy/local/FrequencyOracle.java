package io.github.segmentation4j.privacy.local;

import io.github.segmentation4j.privacy.accounting.PrivacyEvent;
import io.github.segmentation4j.privacy.noise.NoiseSource;

/**
 * Asks customers which of several values they have, so that no answer tells and all answers together do. {@link #randomise}
 * runs where the customer's value is; {@link #aggregator()} where the reports arrive. {@link FrequencyOracles} makes them.
 *
 * <p>Every report hides the value from everybody: whatever the two values of a customer, a report is at most e^epsilon
 * times as likely under one as under the other. That holds exactly, since a report is drawn with whole numbers alone. A
 * second report about the same value costs epsilon once more; {@link Rappor} is for values asked for again and again.
 *
 * <p>Implementations are immutable and safe for use by several threads.
 */
public sealed interface FrequencyOracle permits DirectOracle, UnaryOracle, HashOracle, HadamardOracle {
    /** What the method is called, such as {@code generalised randomised response}. */
    String name();

    /** How many values there are. */
    int domainSize();

    /** By which factor, as a logarithm, a report may be more likely under one value than under another. */
    double epsilon();

    /** What one report costs the customer. */
    default PrivacyEvent event() {
        return new PrivacyEvent.Pure(epsilon());
    }

    /**
     * A private report.
     *
     * @param value the customer's, from 0 to below the size of the domain
     * @param source where the noise comes from
     * @throws io.github.segmentation4j.run.InvalidInputException if the value is not of the domain
     */
    FrequencyReport randomise(int value, NoiseSource source);

    /** An aggregator that has no reports yet. */
    FrequencyAggregator aggregator();

    /**
     * The standard error of an estimated frequency, known before anything is collected.
     *
     * @param frequency the true one, from 0 to 1; 0 for a value that is rare
     * @param reports how many customers answer, at least 1
     */
    double standardError(double frequency, long reports);
}
