package io.github.segmentation4j.fairness.targeting;

import io.github.segmentation4j.quality.Statistic;

/**
 * What a group gets from an allocation.
 *
 * @param attribute the attribute of the group
 * @param group its name; {@code missing} for customers whose group is not known
 * @param customers how many customers it has
 * @param offers how many of them got an offer
 * @param meanBenefit the sum of the scores of those, divided by all customers of the group; undetermined for nobody
 */
public record GroupBenefit(String attribute, String group, long customers, long offers, Statistic meanBenefit) {}
