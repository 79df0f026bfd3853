package io.github.segmentation4j.privacy.local;

import io.github.segmentation4j.run.InvalidInputException;
import java.util.BitSet;

/** How the reports of one design are counted. Equal tallies count alike. */
sealed interface Tally {
    /** How many values there are. */
    int domainSize();

    /** How many counts are kept. */
    default int size() {
        return domainSize();
    }

    /** Adds a report to the counts; refuses a report of another design before it changes any. */
    void count(FrequencyReport report, long[] counts);

    /** How many of the reports speak for each value. */
    default long[] supports(long[] counts, long reports) {
        return counts.clone();
    }

    private static InvalidInputException stranger(String expected) {
        return new InvalidInputException(
                "a report must hold " + expected + "; this one was made by another design or was damaged");
    }

    /** Reports that name a value. */
    record Named(int domainSize) implements Tally {
        @Override
        public void count(FrequencyReport report, long[] counts) {
            if (!(report instanceof FrequencyReport.Category named)
                    || named.value() < 0
                    || named.value() >= domainSize) {
                throw stranger("a value from 0 to " + (domainSize - 1));
            }
            counts[named.value()]++;
        }
    }

    /** Reports of a bit for each value. */
    record Unary(int domainSize) implements Tally {
        @Override
        public void count(FrequencyReport report, long[] counts) {
            if (!(report instanceof FrequencyReport.Bits bits) || bits.size() != domainSize) {
                throw stranger(domainSize + " bits");
            }
            BitSet ones = bits.ones();
            if (ones.length() > domainSize) {
                throw stranger(domainSize + " bits");
            }
            for (int bit = ones.nextSetBit(0); bit >= 0; bit = ones.nextSetBit(bit + 1)) {
                counts[bit]++;
            }
        }
    }

    /** Reports of a bucket, which speak for all values in it. */
    record Buckets(int domainSize, int buckets) implements Tally {
        @Override
        public void count(FrequencyReport report, long[] counts) {
            if (!(report instanceof FrequencyReport.Hashed hashed)
                    || !Hash.isCoefficient(hashed.multiplier())
                    || !Hash.isCoefficient(hashed.offset())
                    || hashed.bucket() < 0
                    || hashed.bucket() >= buckets) {
                throw stranger("a hash function and one of " + buckets + " buckets");
            }
            Hash.count(hashed, buckets, counts);
        }
    }

    /** Reports of a sign in a row of the Hadamard matrix; the counts are sums of signs for each row. */
    record Signs(int domainSize) implements Tally {
        @Override
        public int size() {
            return Hadamard.order(domainSize);
        }

        @Override
        public void count(FrequencyReport report, long[] counts) {
            if (!(report instanceof FrequencyReport.Coefficient sign) || sign.row() < 0 || sign.row() >= size()) {
                throw stranger("a sign in one of " + size() + " rows");
            }
            counts[sign.row()] += sign.positive() ? 1 : -1;
        }

        @Override
        public long[] supports(long[] counts, long reports) {
            long[] agreement = counts.clone();
            Hadamard.transform(agreement);
            long[] supports = new long[domainSize];
            for (int value = 0; value < domainSize; value++) {
                // Reports that agree less those that do not, and both together, have the same parity.
                supports[value] = (reports + agreement[value]) / 2;
            }
            return supports;
        }
    }
}
