package io.github.segmentation4j.privacy.audit;

import org.apache.commons.math3.special.Beta;
import org.apache.commons.math3.special.Gamma;

/**
 * Exact tails of the binomial distribution and the one-sided bounds on a share that follow from them.
 *
 * <p>References: C. J. Clopper, E. S. Pearson, The use of confidence or fiducial limits illustrated in the case of the
 * binomial, Biometrika 26, 1934.
 */
final class BinomialTail {
    private BinomialTail() {}

    /** The probability of at least {@code hits} among {@code of}, each with the chance {@code share}. */
    static double atLeast(long hits, long of, double share) {
        if (hits <= 0) {
            return 1;
        }
        return hits > of ? 0 : Beta.regularizedBeta(share, (double) hits, (double) (of - hits) + 1);
    }

    /** The logarithm of the probability of just {@code hits}; both chances are given because neither may round to 0. */
    static double logExactly(long hits, long of, double logShare, double logRest) {
        return Gamma.logGamma(of + 1.0)
                - Gamma.logGamma(hits + 1.0)
                - Gamma.logGamma((double) (of - hits) + 1)
                + hits * logShare
                + (of - hits) * logRest;
    }

    /** The share under which so many hits or more have at most the probability of a tail, rounded down. */
    static double lowerEnd(long hits, long of, double tail) {
        double low = 0;
        double high = (double) hits / of;
        double middle = high / 2;
        while (low < middle && middle < high) {
            if (atLeast(hits, of, middle) <= tail) {
                low = middle;
            } else {
                high = middle;
            }
            middle = low + (high - low) / 2;
        }
        return low;
    }

    /** The share over which so few hits or fewer have at most the probability of a tail: the mirrored lower end. */
    static double upperEnd(long hits, long of, double tail) {
        return Math.max((double) hits / of, 1 - lowerEnd(of - hits, of, tail));
    }
}
