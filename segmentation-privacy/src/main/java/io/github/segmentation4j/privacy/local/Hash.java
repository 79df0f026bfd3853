package io.github.segmentation4j.privacy.local;

/**
 * Functions x -> (multiplier x + offset mod 2^61 - 1), scaled down to a number of buckets. Over all of them two different
 * values land in any two cells of the prime equally often, so that a lie speaks for every value alike.
 */
final class Hash {
    static final long PRIME = (1L << 61) - 1;

    private Hash() {}

    static boolean isCoefficient(long number) {
        return number >= 0 && number < PRIME;
    }

    /** The bucket of a value below 2^24. */
    static int bucket(long multiplier, long offset, int value, int buckets) {
        long high = Math.multiplyHigh(multiplier, value);
        long low = multiplier * value;
        // The product is high 2^64 + low, and 2^61 is 1 modulo the prime.
        long sum = ((high << 3) | (low >>> 61)) + (low & PRIME) + offset;
        long folded = (sum & PRIME) + (sum >>> 61);
        return scaled(folded >= PRIME ? folded - PRIME : folded, buckets);
    }

    /** Adds 1 to the count of each value that is in the bucket of a report. */
    static void count(FrequencyReport.Hashed report, int buckets, long[] counts) {
        long residue = report.offset();
        // From one value to the next the function grows by the multiplier: no product is needed.
        for (int value = 0; value < counts.length; value++) {
            if (scaled(residue, buckets) == report.bucket()) {
                counts[value]++;
            }
            residue += report.multiplier();
            if (residue >= PRIME) {
                residue -= PRIME;
            }
        }
    }

    /** floor(residue buckets / 2^61). */
    private static int scaled(long residue, int buckets) {
        return (int) Math.multiplyHigh(residue << 2, (long) buckets << 1);
    }
}
