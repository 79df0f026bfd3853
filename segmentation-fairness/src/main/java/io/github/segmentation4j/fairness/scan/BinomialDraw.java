package io.github.segmentation4j.fairness.scan;

import io.github.segmentation4j.internal.random.SeededRandom;
import org.apache.commons.math3.distribution.BinomialDistribution;

/**
 * Draws how many of {@code trials} persons have an outcome of one probability: inversion outwards from the likeliest
 * number, so that a draw costs about as many steps as the standard deviation. Immutable.
 */
final class BinomialDraw {
    private final int trials;
    private final double probability;
    private final int mode;
    private final double modeWeight;

    /**
     * A draw.
     *
     * @param trials 0 or more
     * @param probability above 0 and below 1
     */
    BinomialDraw(int trials, double probability) {
        this.trials = trials;
        this.probability = probability;
        this.mode = (int) Math.min(trials, Math.floor((trials + 1.0) * probability));
        this.modeWeight = trials == 1 ? 0 : new BinomialDistribution(null, trials, probability).probability(mode);
    }

    int next(SeededRandom random) {
        double left = random.nextDouble();
        if (trials <= 1) {
            return trials == 1 && left < probability ? 1 : 0;
        }
        double odds = probability / (1 - probability);
        double above = modeWeight;
        double below = modeWeight;
        left -= modeWeight;
        int high = mode;
        int low = mode;
        // What rounding leaves of the unit after both tails have vanished belongs to the mode.
        while (left >= 0 && (above > 0 || below > 0)) {
            above = high < trials ? above * odds * (trials - high) / (high + 1.0) : 0;
            high = Math.min(trials, high + 1);
            left -= above;
            if (left < 0) {
                return high;
            }
            below = low > 0 ? below / odds * low / (trials - low + 1.0) : 0;
            low = Math.max(0, low - 1);
            left -= below;
            if (left < 0) {
                return low;
            }
        }
        return mode;
    }
}
