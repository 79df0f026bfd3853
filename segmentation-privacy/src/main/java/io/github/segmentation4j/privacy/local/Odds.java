package io.github.segmentation4j.privacy.local;

import io.github.segmentation4j.privacy.noise.NoiseSource;

/**
 * How likely the truth is against one particular lie, as whole numbers whose ratio is never above e^epsilon.
 *
 * @param truth the weight of the truth, at least that of a lie
 * @param lie the weight of each lie, at least 1
 */
record Odds(long truth, long lie) {
    /** Under it the truth and a lie are the same to the digits that are kept. */
    private static final double LEAST_EPSILON = 1e-6;

    /** Above it e^epsilon leaves no room in a long for a lie. */
    private static final double MOST_EPSILON = 40;

    /** Weights of all answers together stay under 2^62, so that their sum cannot overflow. */
    private static final int BITS = 62;

    /** Refuses an epsilon that the whole numbers here cannot tell from 0 or from no privacy, NaN included. */
    static double requireEpsilon(double epsilon) {
        if (!(epsilon >= LEAST_EPSILON && epsilon <= MOST_EPSILON)) {
            throw new IllegalArgumentException(
                    "epsilon must be from " + LEAST_EPSILON + " to " + MOST_EPSILON + ", was " + epsilon);
        }
        return epsilon;
    }

    /**
     * The greatest odds that epsilon allows.
     *
     * @param epsilon at least half the least that {@link #requireEpsilon} lets pass
     * @param lies how many lies there are, from 1 to 2^24
     */
    static Odds of(double epsilon, int lies) {
        // The exponential is within one unit in the last place; two steps down are under the true value.
        double ratio = Math.nextDown(Math.nextDown(StrictMath.exp(epsilon)));
        int shift = BITS - 1 - Math.getExponent(ratio + lies);
        return new Odds((long) Math.scalb(ratio, shift), 1L << shift);
    }

    /** The weight of the truth and of several lies together. */
    long total(int lies) {
        return truth + lie * lies;
    }

    /** Tells the truth or, of one lie, not. */
    boolean isTruth(NoiseSource source) {
        return source.nextLong(total(1)) < truth;
    }
}
