package io.github.segmentation4j.privacy.local;

/**
 * Makes frequency oracles. Each takes the size of the domain, from 2 to 2^24 values, and the epsilon of one report, from
 * 1e-6 to 40.
 *
 * <p>With n reports the standard error at frequency 0 is, with e for e^epsilon and k for the size of the domain:
 *
 * <ul>
 *   <li>generalised randomised response: sqrt((e + k - 2) / n) / (e - 1); a report is one number
 *   <li>optimised unary encoding: sqrt(4 e / n) / (e - 1); a report is k bits
 *   <li>optimal local hashing: nearly the same; a report is three numbers, and counting one takes k steps
 *   <li>Hadamard response: (e + 1) / (e - 1) / sqrt(n); a report is one number and one bit
 *   <li>symmetric unary encoding: sqrt(r / n) / (r - 1) with r = e^(epsilon / 2); a report is k bits
 * </ul>
 *
 * <p>Holds no state and is safe for use by several threads.
 *
 * <p>References: T. Wang, J. Blocki, N. Li, S. Jha, Locally differentially private protocols for frequency estimation,
 * USENIX Security 2017; J. Acharya, Z. Sun, H. Zhang, Hadamard response: estimating distributions privately, efficiently,
 * and with little communication, AISTATS 2019; P. Kairouz, K. Bonawitz, D. Ramage, Discrete distribution estimation under
 * local privacy, ICML 2016.
 *
 * <p>Implementation note: all chances are ratios of whole numbers, rounded so that no report tells more than epsilon; the
 * estimates use these chances, not the ideal ones. Hash functions are linear modulo 2^61 - 1, whose buckets differ in size
 * by less than 2^-36 of one. Hadamard response is the one-bit form with a random row for every customer.
 */
public final class FrequencyOracles {
    /** Up to here a report of unary encoding is 128 bytes. */
    private static final int MOST_BITS = 1024;

    private FrequencyOracles() {}

    /**
     * The oracle with the least error at frequency 0 whose reports stay small. Below 3 e^epsilon + 2 values that is
     * generalised randomised response, whose error grows with the domain. From there on optimised unary encoding, whose
     * error does not; above 1,024 values, where a report would take more than 128 bytes, optimal local hashing, which has
     * nearly the same error and leaves the work to who counts.
     */
    public static FrequencyOracle best(int values, double epsilon) {
        if (values < 3 * StrictMath.exp(Odds.requireEpsilon(epsilon)) + 2) {
            return generalisedRandomisedResponse(values, epsilon);
        }
        return values <= MOST_BITS ? optimisedUnaryEncoding(values, epsilon) : optimalLocalHashing(values, epsilon);
    }

    /** The customer's value or any other one (GRR); with two values, randomised response. */
    public static FrequencyOracle generalisedRandomisedResponse(int values, double epsilon) {
        return DirectOracle.of(Domain.requireSize(values), Odds.requireEpsilon(epsilon));
    }

    /** A bit for each value: one's own set half of the time, the others as rarely as epsilon allows (OUE). */
    public static FrequencyOracle optimisedUnaryEncoding(int values, double epsilon) {
        return UnaryOracle.optimised(Domain.requireSize(values), Odds.requireEpsilon(epsilon));
    }

    /** A bit for each value, all turned with the same chance (SUE, basic RAPPOR asked once). */
    public static FrequencyOracle symmetricUnaryEncoding(int values, double epsilon) {
        return UnaryOracle.symmetric(Domain.requireSize(values), Odds.requireEpsilon(epsilon));
    }

    /** A hash function for each customer and randomised response about the bucket of the value (OLH). */
    public static FrequencyOracle optimalLocalHashing(int values, double epsilon) {
        return HashOracle.of(Domain.requireSize(values), Odds.requireEpsilon(epsilon));
    }

    /** A sign of a random row of the Hadamard matrix: the smallest report that serves any domain. */
    public static FrequencyOracle hadamardResponse(int values, double epsilon) {
        return HadamardOracle.of(Domain.requireSize(values), Odds.requireEpsilon(epsilon));
    }
}
