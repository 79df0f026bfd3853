package io.github.segmentation4j.fairness.targeting;

import io.github.segmentation4j.quality.Statistic;
import java.util.List;

/**
 * Who gets an offer so that the worst-off group fares best.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * @param ids of those who get an offer, from the highest score to the lowest
 * @param benefits what each group gets, by name, missing ones last
 * @param value the sum of the scores of those who get an offer
 */
public record MaxMinResult(List<String> ids, List<GroupBenefit> benefits, double value) {
    /** Copies the lists. */
    public MaxMinResult {
        ids = List.copyOf(ids);
        benefits = List.copyOf(benefits);
    }

    /** The smallest mean benefit of any group that has customers; undetermined if none has. */
    public Statistic worst() {
        return benefits.stream()
                .map(GroupBenefit::meanBenefit)
                .filter(mean -> mean.value().isPresent())
                .mapToDouble(Statistic::orElseThrow)
                .boxed()
                .min(Double::compare)
                .map(Statistic::of)
                .orElseGet(() -> Statistic.undetermined("no group has customers"));
    }
}
