package io.github.segmentation4j.fairness.unobserved;

import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.InvalidInputException;

/**
 * The disparity of a group whose membership is known as a probability alone: the mean outcome weighted by the probability
 * of being a member, less the mean weighted by that of not being one.
 *
 * <p>It is the true disparity only if, among customers of the same probability, members and others fare alike. Where
 * members fare worse than the others of their own probability, the disparity against them is understated, and where
 * better, overstated: weighting sees the difference between neighbourhoods and not the one within them. {@link SharpBounds}
 * says what is certain.
 *
 * <p>The interval is that of the delta method for independent customers, with the probabilities taken as known. Costs two
 * passes over the customers. Immutable and safe for use by several threads.
 *
 * <p>References: J. Chen, N. Kallus, X. Mao, G. Svacha, M. Udell, Fairness under unawareness: assessing disparity when
 * protected class is unobserved, FAT* 2019.
 */
public final class WeightedParity {
    private final Confidence confidence;

    private WeightedParity(Confidence confidence) {
        this.confidence = confidence;
    }

    /** An estimate with a confidence of 0.95. */
    public static WeightedParity withDefaults() {
        return new WeightedParity(Confidence.STANDARD);
    }

    /**
     * An estimate with another confidence.
     *
     * @param level above 0 and below 1
     */
    public WeightedParity withConfidence(double level) {
        return new WeightedParity(new Confidence(level));
    }

    /**
     * Estimates the disparity.
     *
     * @param outcomes of the customers, finite, such as 1 for an offer and 0 for none
     * @param membership the probability of each customer to be a member, 0 to 1
     */
    public WeightedDisparity estimate(double[] outcomes, double[] membership) {
        if (outcomes.length != membership.length) {
            throw new IllegalArgumentException("outcomes and membership must be about the same customers, were "
                    + outcomes.length + " and " + membership.length);
        }
        double members = 0;
        double others = 0;
        double ofMembers = 0;
        double ofOthers = 0;
        for (int row = 0; row < outcomes.length; row++) {
            if (!Double.isFinite(outcomes[row]) || !(membership[row] >= 0 && membership[row] <= 1)) {
                throw InvalidInputException.atRow(
                        row + 1L, "an outcome must be finite and a membership lie between 0 and 1");
            }
            members += membership[row];
            others += 1 - membership[row];
            ofMembers += membership[row] * outcomes[row];
            ofOthers += (1 - membership[row]) * outcomes[row];
        }
        if (!(members > 0) || !(others > 0)) {
            Statistic none = Statistic.undetermined("a disparity needs members and others, expected are " + members
                    + " members and " + others + " others");
            return new WeightedDisparity(none, none, none, outcomes.length, members, others);
        }
        double memberMean = ofMembers / members;
        double otherMean = ofOthers / others;
        double memberVariance = 0;
        double otherVariance = 0;
        double variance = 0;
        for (int row = 0; row < outcomes.length; row++) {
            double inside = membership[row] * (outcomes[row] - memberMean) / members;
            double outside = (1 - membership[row]) * (outcomes[row] - otherMean) / others;
            memberVariance += inside * inside;
            otherVariance += outside * outside;
            variance += (inside - outside) * (inside - outside);
        }
        return new WeightedDisparity(
                confidence.around(memberMean - otherMean, variance),
                confidence.around(memberMean, memberVariance),
                confidence.around(otherMean, otherVariance),
                outcomes.length,
                members,
                others);
    }
}
