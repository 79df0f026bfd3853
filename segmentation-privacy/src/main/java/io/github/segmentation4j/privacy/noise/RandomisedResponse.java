package io.github.segmentation4j.privacy.noise;

import io.github.segmentation4j.privacy.accounting.PrivacyEvent;

/**
 * An answer to a question of two or more choices that is given truly with a known probability and else replaced by one of
 * the other choices, each alike: the person can always deny.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: S. L. Warner, Randomized response, JASA 60, 1965; P. Kairouz, S. Oh, P. Viswanath, Extremal mechanisms for
 * local differential privacy, NeurIPS 2014.
 *
 * <p>Implementation note: the probability to lie, (k - 1) / (e^epsilon + k - 1), is rounded up to a multiple of 2^-62 and
 * drawn as such, so each answer takes the same time and reveals no more than epsilon.
 */
public final class RandomisedResponse {
    private static final int BITS = 62;

    /** Above the relative rounding of exp, a product, a sum and a quotient. */
    private static final double UPWARD = 1 + 0x1p-48;

    private final int answers;
    private final double epsilon;
    private final long lies;

    private RandomisedResponse(int answers, double epsilon) {
        this.answers = answers;
        this.epsilon = epsilon;
        double others = (answers - 1) * StrictMath.exp(-epsilon);
        // Within the limits of the arguments this stays below (k - 1) / k: the truth is likelier than any other answer.
        lies = (long) Math.ceil(Math.scalb(others / (1 + others) * UPWARD, BITS)) + 1;
    }

    /**
     * A way to answer.
     *
     * @param answers the number of choices, from 2 to 2^20
     * @param epsilon what an answer may reveal, finite, at least 2^-20
     */
    public static RandomisedResponse of(int answers, double epsilon) {
        if (answers < 2 || answers > 1 << 20) {
            throw new IllegalArgumentException("answers must be from 2 to 2^20, were " + answers);
        }
        PrivacyEvent.Pure checked = new PrivacyEvent.Pure(epsilon);
        if (checked.epsilon() < 0x1p-20) {
            throw new IllegalArgumentException(
                    "epsilon must be at least 2^-20, was " + epsilon + "; such an answer would be pure chance");
        }
        return new RandomisedResponse(answers, checked.epsilon());
    }

    /**
     * The answer to give.
     *
     * @param answer the true one, from 0 to the number of choices - 1
     * @param source where the random bits come from; they are drawn before the answer is looked at
     */
    public int release(int answer, NoiseSource source) {
        boolean lie = source.nextLong() >>> (Long.SIZE - BITS) < lies;
        int other = (int) source.nextLong(answers - 1L);
        if (answer < 0 || answer >= answers) {
            throw new IllegalArgumentException("an answer must be from 0 to " + (answers - 1) + "; encode it first");
        }
        int lied = other < answer ? other : other + 1;
        return lie ? lied : answer;
    }

    /** The number of choices. */
    public int answers() {
        return answers;
    }

    /** The probability that an answer is the true one. */
    public double truthProbability() {
        return 1 - lieProbability();
    }

    /** The probability that an answer is not the true one; each other answer has an equal share. */
    public double lieProbability() {
        return Math.scalb((double) lies, -BITS);
    }

    /** What one answer costs the person who gives it. */
    public PrivacyEvent event() {
        return new PrivacyEvent.Pure(epsilon);
    }
}
