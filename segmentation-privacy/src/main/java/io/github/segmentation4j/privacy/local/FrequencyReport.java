package io.github.segmentation4j.privacy.local;

import java.util.BitSet;

/**
 * A private report about which of several values a customer has.
 *
 * <p>Implementations are immutable records and safe for use by several threads.
 */
public sealed interface FrequencyReport extends LocalReport {
    /**
     * A value, the customer's or a lie.
     *
     * @param value from 0 to below the size of the domain
     */
    record Category(int value) implements FrequencyReport {}

    /**
     * A bit for each value, several of which may be set.
     *
     * @param ones the bits that are set; copied in and out
     * @param size how many values there are
     */
    record Bits(BitSet ones, int size) implements FrequencyReport {
        /** Copies the bits. */
        public Bits {
            ones = (BitSet) ones.clone();
        }

        @Override
        public BitSet ones() {
            return (BitSet) ones.clone();
        }
    }

    /**
     * A function that puts values into buckets, and a bucket.
     *
     * @param multiplier of the function x -> multiplier x + offset modulo 2^61 - 1, from 0 to below that prime
     * @param offset of the function, in the same range
     * @param bucket the bucket of the customer's value, or a lie
     */
    record Hashed(long multiplier, long offset, int bucket) implements FrequencyReport {}

    /**
     * A sign of the Hadamard matrix in the column of the customer's value, or a lie.
     *
     * @param row the row of the sign
     * @param positive whether it is +1
     */
    record Coefficient(int row, boolean positive) implements FrequencyReport {}
}
