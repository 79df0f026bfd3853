package io.github.segmentation4j.fairness.audit;

import io.github.segmentation4j.fairness.inference.WilsonInterval;
import io.github.segmentation4j.quality.Statistic;
import java.util.Objects;
import java.util.Optional;

/**
 * A group in a segment, compared with the group among all segmented customers. Persons whose group is missing are in
 * none of the numbers.
 *
 * @param attribute the protected attribute, or the attributes crossed, as in {@code sex x race}
 * @param group the name of the group
 * @param segment the number of the segment from 1; 0 for customers in no segment
 * @param members persons of the group in the segment
 * @param segmentSize persons in the segment whose group is known
 * @param groupSize persons of the group in all
 * @param total persons in all whose group is known
 * @param share the share of the group in the segment with its interval; empty if the segment is empty
 * @param ratio that share divided by the overall share of the group, 1 where they are equal
 * @param adjustedP the probability of so large a difference by chance, corrected for all comparisons of the audit
 * @param verdict what follows
 */
public record GroupComparison(
        String attribute,
        String group,
        int segment,
        int members,
        int segmentSize,
        int groupSize,
        int total,
        Optional<WilsonInterval> share,
        Statistic ratio,
        Statistic adjustedP,
        FairnessVerdict verdict) {
    /** Checks that nothing is null. */
    public GroupComparison {
        Objects.requireNonNull(attribute, "attribute");
        Objects.requireNonNull(group, "group");
        Objects.requireNonNull(share, "share");
        Objects.requireNonNull(ratio, "ratio");
        Objects.requireNonNull(adjustedP, "adjustedP");
        Objects.requireNonNull(verdict, "verdict");
    }

    /** Whether the numbers speak of at least so many persons on either side that they may be told. */
    boolean mayBeTold(int minimum) {
        return members >= minimum && segmentSize - members >= minimum && groupSize - members >= minimum;
    }
}
