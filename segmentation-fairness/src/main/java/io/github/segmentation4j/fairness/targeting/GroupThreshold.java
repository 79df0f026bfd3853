package io.github.segmentation4j.fairness.targeting;

import io.github.segmentation4j.quality.Statistic;
import java.util.OptionalDouble;

/**
 * The score from which a group is selected, and how that fared on the customers it was fitted to.
 *
 * @param group its name; {@code missing} for customers whose group is not known
 * @param customers how many customers it has
 * @param selected how many of them reach the threshold
 * @param counted those its rate is about: all, or those of a positive outcome
 * @param reached how many of those reach the threshold
 * @param rate {@code reached / counted}; undetermined for a group with nobody to count, which is decided by the common
 *     threshold
 * @param score the threshold; empty if nobody of the group is selected
 * @param tiePlace of the customers who score exactly the threshold, those whose place in the tie break is at most this
 */
public record GroupThreshold(
        String group,
        long customers,
        long selected,
        long counted,
        long reached,
        Statistic rate,
        OptionalDouble score,
        long tiePlace) {
    boolean selects(double customerScore, long place) {
        if (score.isEmpty()) {
            return false;
        }
        int compared = Double.compare(customerScore + 0.0, score.getAsDouble());
        return compared > 0 || (compared == 0 && place <= tiePlace);
    }
}
