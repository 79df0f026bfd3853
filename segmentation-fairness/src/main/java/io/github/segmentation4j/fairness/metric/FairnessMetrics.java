package io.github.segmentation4j.fairness.metric;

import io.github.segmentation4j.fairness.group.Decisions;
import io.github.segmentation4j.fairness.group.SegmentDistances;
import io.github.segmentation4j.fairness.group.SegmentTable;
import java.util.ArrayList;
import java.util.List;

/**
 * The metrics that need no choice of groups or limits, by what they are computed from; each has an id of its own.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class FairnessMetrics {
    /** A dislike of inequality in the middle of what is usual. */
    private static final double HALF = 0.5;

    private FairnessMetrics() {}

    /** All metrics that need no choice of groups or limits. */
    public static List<FairnessMetric<?>> all() {
        List<FairnessMetric<?>> all = new ArrayList<>(ofSegments());
        all.addAll(ofDistances());
        all.addAll(ofDecisions());
        return List.copyOf(all);
    }

    /** The metrics of persons by segment and group. */
    public static List<FairnessMetric<SegmentTable>> ofSegments() {
        return List.of(
                RepresentationMetrics.balance(),
                RepresentationMetrics.normalisedBalance(),
                RepresentationMetrics.lowestRepresentation(),
                RepresentationMetrics.highestRepresentation(),
                RepresentationMetrics.klFairnessError(),
                RepresentationMetrics.leftOut(),
                DistributionMetrics.totalVariation(),
                DistributionMetrics.klDivergence(),
                DistributionMetrics.jensenShannon(),
                DistributionMetrics.entropyDifference(),
                AssociationMetrics.chiSquared(),
                AssociationMetrics.likelihoodRatio(),
                AssociationMetrics.mutualInformation(),
                AssociationMetrics.correctedMutualInformation(),
                AssociationMetrics.cramersV(),
                AssociationMetrics.correctedCramersV());
    }

    /** The metrics of how well the segments fit. */
    public static List<FairnessMetric<SegmentDistances>> ofDistances() {
        return List.of(
                DistanceMetrics.socialCost(),
                DistanceMetrics.socialCostRatio(),
                DistanceMetrics.silhouetteDifference());
    }

    /** The metrics of decisions. */
    public static List<FairnessMetric<Decisions>> ofDecisions() {
        List<FairnessMetric<Decisions>> metrics = new ArrayList<>();
        for (DecisionRate rate : DecisionRate.values()) {
            metrics.add(DecisionMetrics.difference(rate));
            metrics.add(DecisionMetrics.ratio(rate));
            metrics.add(DecisionMetrics.differenceToOverall(rate));
            metrics.add(DecisionMetrics.ratioToOverall(rate));
            metrics.add(ConditionalMetrics.stratifiedDifference(rate));
        }
        metrics.add(DecisionMetrics.equalisedOddsDifference());
        metrics.add(DecisionMetrics.equalisedOddsRatio());
        metrics.add(ConditionalMetrics.demographicDisparity());
        metrics.add(ConditionalMetrics.conditionalDemographicDisparity());
        metrics.add(ValueMetrics.meanDifference());
        metrics.add(ValueMetrics.meanRatio());
        metrics.add(ValueMetrics.wasserstein());
        metrics.add(ValueMetrics.histogramTotalVariation());
        metrics.add(ValueMetrics.histogramJensenShannon());
        for (Benefit benefit : Benefit.values()) {
            metrics.add(InequalityMetrics.generalisedEntropy(2, benefit));
            metrics.add(InequalityMetrics.theilT(benefit));
            metrics.add(InequalityMetrics.theilL(benefit));
            metrics.add(InequalityMetrics.atkinson(HALF, benefit));
            metrics.add(InequalityMetrics.coefficientOfVariation(benefit));
            metrics.add(InequalityMetrics.gini(benefit));
            metrics.add(InequalityMetrics.betweenGroups(1, benefit));
            metrics.add(InequalityMetrics.betweenGroupsShare(1, benefit));
        }
        return List.copyOf(metrics);
    }
}
