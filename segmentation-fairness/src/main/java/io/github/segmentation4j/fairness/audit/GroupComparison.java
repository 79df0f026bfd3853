package io.github.segmentation4j.fairness.audit;

import io.github.segmentation4j.fairness.inference.WilsonInterval;
import io.github.segmentation4j.quality.Statistic;
import java.util.Objects;
import java.util.Optional;

/**
 * A group in a segment, compared with the group among all segmented customers. Persons whose group is missing are in
 * none of the numbers. Where memberships are probabilities, persons are expected numbers, rounded.
 *
 * @param attribute the protected attribute, or the attributes crossed, as in {@code sex x race}
 * @param group the name of the group
 * @param segment the number of the segment from 1; 0 for customers in no segment
 * @param members persons of the group in the segment
 * @param segmentSize persons in the segment whose group is known
 * @param groupSize persons of the group in all
 * @param total persons in all whose group is known
 * @param share the share of the group in the segment with its interval; empty if the segment is empty
 * @param ratio that share divided by the overall share of the group, 1 where they are equal, with its interval
 * @param difference that share minus the share of the group outside the segment, with its interval
 * @param adjustedP the probability of so large a difference by chance, corrected for all comparisons of the audit
 * @param equivalenceP the probability of so small a difference if the ratio really were at or beyond a bound of the
 *     audit; small where the shares are shown to be close
 * @param detectableGap the smallest difference from the share outside that would be found with a probability of 80 %
 * @param verdict what follows
 */
public record GroupComparison(
        String attribute,
        String group,
        int segment,
        long members,
        long segmentSize,
        long groupSize,
        long total,
        Optional<WilsonInterval> share,
        Statistic ratio,
        Statistic difference,
        Statistic adjustedP,
        Statistic equivalenceP,
        Statistic detectableGap,
        FairnessVerdict verdict) {
    /** Checks that nothing is null. */
    public GroupComparison {
        Objects.requireNonNull(attribute, "attribute");
        Objects.requireNonNull(group, "group");
        Objects.requireNonNull(share, "share");
        Objects.requireNonNull(ratio, "ratio");
        Objects.requireNonNull(difference, "difference");
        Objects.requireNonNull(adjustedP, "adjustedP");
        Objects.requireNonNull(equivalenceP, "equivalenceP");
        Objects.requireNonNull(detectableGap, "detectableGap");
        Objects.requireNonNull(verdict, "verdict");
    }

    /** The share of the group among all whose group is known; there must be somebody. */
    double overallShare() {
        return (double) groupSize / total;
    }

    GroupComparison judged(double newAdjustedP, Statistic newDetectableGap, FairnessVerdict newVerdict) {
        return new GroupComparison(
                attribute,
                group,
                segment,
                members,
                segmentSize,
                groupSize,
                total,
                share,
                ratio,
                difference,
                Statistic.of(newAdjustedP),
                equivalenceP,
                newDetectableGap,
                newVerdict);
    }
}
