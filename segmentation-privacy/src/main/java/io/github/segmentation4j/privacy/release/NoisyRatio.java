package io.github.segmentation4j.privacy.release;

import io.github.segmentation4j.privacy.ledger.PrivacySpend;
import io.github.segmentation4j.privacy.noise.NoiseMechanism;
import io.github.segmentation4j.quality.Statistic;

/**
 * Means from noisy sums of places between bounds and noisy counts. The interval holds every ratio of a sum and a count
 * that the noise leaves open.
 *
 * @param sums the noise on sums, in units of 2^-30 of half the range
 * @param counts the noise on counts
 * @param intervals how many noisy numbers are used together
 */
record NoisyRatio(NoiseMechanism sums, NoiseMechanism counts, int intervals) {
    /** Most of a share goes to the sums: near the middle of the bounds the count hardly matters. */
    static final double SHARE_OF_SUMS = 0.8;

    static final String TOO_FEW = "the noise outweighs the number of rows";

    PrivateEstimate mean(ClippedRange range, long sum, long count, PrivacySpend spend) {
        double confidence = Together.confidence(intervals);
        double leastCount = count - (double) counts.errorAt(confidence);
        if (!(leastCount > 0)) {
            return PrivateEstimate.undetermined(TOO_FEW, spend);
        }
        double mostCount = count + (double) counts.errorAt(confidence);
        double reach = (double) sums.errorAt(confidence);
        double low = sum - reach;
        double high = sum + reach;
        double place = clip((double) sum / count / ClippedRange.UNIT);
        double lower = clip(low / (low < 0 ? leastCount : mostCount) / ClippedRange.UNIT);
        double upper = clip(high / (high < 0 ? mostCount : leastCount) / ClippedRange.UNIT);
        return new PrivateEstimate(
                new Statistic.Estimate(
                        value(range, place), value(range, lower), value(range, upper), Together.CONFIDENCE),
                Statistic.of(expectedError(range, place, (double) count)),
                spend);
    }

    /** The standard deviation of a mean at a place from -1 to 1, by the first order of the ratio. */
    double expectedError(ClippedRange range, double place, double count) {
        double ofSum = sums.standardDeviation() / ClippedRange.UNIT;
        double ofCount = place * counts.standardDeviation();
        return range.half() * (StrictMath.hypot(ofSum, ofCount) / count);
    }

    private static double clip(double place) {
        return Math.max(-1, Math.min(1, place));
    }

    private static double value(ClippedRange range, double place) {
        return range.clip(range.middle() + range.half() * place);
    }
}
