package io.github.segmentation4j.fairness.targeting;

import io.github.segmentation4j.quality.Statistic;

/**
 * How a group fared in an allocation.
 *
 * @param attribute the attribute of the group
 * @param group its name; {@code missing} for customers whose group is not known
 * @param customers how many customers it has
 * @param offers how many of them got an offer
 * @param counted those its rate is about: all for demographic parity, the (expected) positive for equal opportunity
 * @param reached how many of those got an offer, expected where the outcomes are probabilities
 * @param rate {@code reached / counted}; undetermined for a group with nobody to count, which the band leaves out
 * @param shadowPrice what added to the score of each counted customer of the group makes one cut-off for all give this
 *     allocation: above 0 for a group the band raises, below 0 for one it holds back
 */
public record GroupRate(
        String attribute,
        String group,
        long customers,
        long offers,
        double counted,
        double reached,
        Statistic rate,
        double shadowPrice) {}
