package io.github.segmentation4j.privacy.local;

/**
 * A private report about one number of a customer.
 *
 * <p>Implementations are immutable records and safe for use by several threads.
 */
public sealed interface MeanReport extends LocalReport {
    /**
     * One of the two ends of the range of answers.
     *
     * @param positive whether it is the upper one
     */
    record Sign(boolean positive) implements MeanReport {}

    /**
     * A cell of the range of answers.
     *
     * @param index from 0 to below 2^48, counted from the lower end
     */
    record Cell(long index) implements MeanReport {}
}
