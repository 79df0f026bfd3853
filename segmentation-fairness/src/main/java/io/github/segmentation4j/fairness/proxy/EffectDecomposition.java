package io.github.segmentation4j.fairness.proxy;

import io.github.segmentation4j.quality.Statistic;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A gap in offer rates between two groups and what it is made of: {@code gap = composition + rate}.
 *
 * @param first the first group
 * @param second the second group
 * @param firstSize persons of the first group
 * @param secondSize persons of the second group
 * @param leftOut persons of other groups or of none, who are in no number
 * @param gap the rate of the first group less that of the second
 * @param composition the part that is there because the groups sit in different segments
 * @param rate the part that is there because they fare differently within segments
 * @param segments the parts of each segment, in the order of the labels
 * @param feature the feature the composition was followed to, if one was
 * @param featureEffect the part of the composition that is there because the groups differ in the feature; the rest is
 *     there because equal values of it lead them to different segments
 */
public record EffectDecomposition(
        String first,
        String second,
        long firstSize,
        long secondSize,
        long leftOut,
        Statistic gap,
        Statistic composition,
        Statistic rate,
        List<SegmentEffect> segments,
        Optional<String> feature,
        Statistic featureEffect) {
    /** Copies the list. */
    public EffectDecomposition {
        Objects.requireNonNull(first, "first");
        Objects.requireNonNull(second, "second");
        Objects.requireNonNull(gap, "gap");
        Objects.requireNonNull(composition, "composition");
        Objects.requireNonNull(rate, "rate");
        segments = List.copyOf(segments);
        Objects.requireNonNull(feature, "feature");
        Objects.requireNonNull(featureEffect, "featureEffect");
    }

    /**
     * The share of the gap that goes through membership of segments; above 1 or below 0 where the parts pull in opposite
     * directions.
     *
     * @return undetermined where the gap itself may be chance
     */
    public Statistic shareThroughSegments() {
        return shareOfGap(composition);
    }

    /** The share of the gap that goes from the feature through the segments, under the same condition. */
    public Statistic shareThroughFeature() {
        return shareOfGap(featureEffect);
    }

    private Statistic shareOfGap(Statistic part) {
        if (part instanceof Statistic.Undetermined) {
            return part;
        }
        boolean clear = gap instanceof Statistic.Estimate estimate && (estimate.lower() > 0 || estimate.upper() < 0);
        return clear
                ? Statistic.of(part.orElseThrow() / gap.orElseThrow())
                : Statistic.undetermined("the gap may be chance, so a share of it says nothing");
    }

    EffectDecomposition withFeatureEffect(double effect) {
        return new EffectDecomposition(
                first,
                second,
                firstSize,
                secondSize,
                leftOut,
                gap,
                composition,
                rate,
                segments,
                feature,
                Statistic.of(effect));
    }
}
