package io.github.segmentation4j.fairness.audit;

import io.github.segmentation4j.fairness.group.GroupKind;
import io.github.segmentation4j.fairness.group.SegmentTable;
import io.github.segmentation4j.fairness.inference.EquivalenceTest;
import io.github.segmentation4j.fairness.inference.PowerAnalysis;
import io.github.segmentation4j.fairness.inference.TwoProportions;
import io.github.segmentation4j.fairness.inference.WilsonInterval;
import io.github.segmentation4j.quality.Statistic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Every group in every segment of an attribute, compared and not yet judged.
 *
 * <p>The ratio to the overall share is a rising function of the ratio of the shares inside and outside the segment, given
 * the size of the segment: so Koopman's interval of the latter and the tests on it carry over.
 */
final class SegmentComparisons {
    private static final Statistic EMPTY_SEGMENT = Statistic.undetermined("the segment is empty");
    private static final Statistic NOBODY_OUTSIDE = Statistic.undetermined("nobody is outside the segment");
    static final Statistic BY_PROBABILITY = Statistic.undetermined(
            "memberships are probabilities: shares weighted by them are biased, bounds are in SharpBounds");

    private final SegmentTable table;
    private final AuditPolicy policy;

    SegmentComparisons(SegmentTable table, AuditPolicy policy) {
        this.table = table;
        this.policy = policy;
    }

    /** The segments by number, 0 for customers in none; that one is left out if it is empty. */
    static List<Integer> segments(SegmentTable table) {
        List<Integer> numbers = new ArrayList<>(
                IntStream.rangeClosed(1, table.segmentCount()).boxed().toList());
        if (table.known(SegmentTable.LEFT_OUT) + table.missing(SegmentTable.LEFT_OUT) > 0) {
            numbers.add(0);
        }
        return numbers;
    }

    /** All groups of all segments; where there is enough data, the probability is the uncorrected one. */
    List<GroupComparison> raw() {
        List<GroupComparison> comparisons = new ArrayList<>();
        for (int segment : segments(table)) {
            for (int group = 0; group < table.groupCount(); group++) {
                comparisons.add(compare(segment, group));
            }
        }
        return comparisons;
    }

    private GroupComparison compare(int segment, int place) {
        long size = Math.round(table.known(segment - 1));
        long total = Math.round(table.known());
        long hits = Math.min(size, Math.round(table.count(segment - 1, place)));
        long group = Math.max(hits, Math.min(total, Math.round(table.groupTotal(place))));
        boolean enough = size >= policy.minimum() && group >= policy.minimum() && total - group >= policy.minimum();
        // Rounding expected numbers may leave more of the group outside than there are persons.
        long outside = total - size;
        TwoProportions counts = TwoProportions.of(hits, size, Math.min(outside, group - hits), outside);
        return new GroupComparison(
                table.name(),
                table.groupNames().get(place),
                segment,
                hits,
                size,
                group,
                total,
                size == 0 ? Optional.empty() : Optional.of(WilsonInterval.of(hits, size)),
                ratio(counts, group, total),
                difference(counts),
                p(counts, enough),
                equivalence(counts, total),
                Statistic.undetermined("not compared"),
                enough ? FairnessVerdict.INCONCLUSIVE : FairnessVerdict.INSUFFICIENT_DATA);
    }

    private Statistic p(TwoProportions counts, boolean enough) {
        if (table.kind() == GroupKind.PROBABILISTIC) {
            return BY_PROBABILITY;
        }
        return enough
                ? Statistic.of(counts.pValue())
                : Statistic.undetermined("fewer than " + policy.minimum() + " persons");
    }

    private static Statistic ratio(TwoProportions counts, long group, long total) {
        if (counts.size() == 0 || group == 0) {
            return counts.size() == 0 ? EMPTY_SEGMENT : Statistic.undetermined("the group is empty");
        }
        double ratio = (double) counts.hits() / counts.size() / ((double) group / total);
        if (counts.otherSize() == 0) {
            return Statistic.of(ratio);
        }
        double inside = (double) counts.size() / total;
        var interval = counts.ratio();
        double lower = toOverall(interval.lower(), inside);
        double upper = interval.isBoundedAbove() ? toOverall(interval.upper(), inside) : 1 / inside;
        return new Statistic.Estimate(ratio, Math.min(ratio, lower), Math.max(ratio, upper), interval.confidence());
    }

    /** The ratio to the overall share that belongs to a ratio to the share outside. */
    private static double toOverall(double toOutside, double inside) {
        return toOutside / (inside * toOutside + (1 - inside));
    }

    private static Statistic difference(TwoProportions counts) {
        if (counts.size() == 0) {
            return EMPTY_SEGMENT;
        }
        return counts.otherSize() == 0 ? NOBODY_OUTSIDE : counts.difference().statistic();
    }

    private Statistic equivalence(TwoProportions counts, long total) {
        if (counts.size() == 0 || table.kind() == GroupKind.PROBABILISTIC) {
            return counts.size() == 0 ? EMPTY_SEGMENT : BY_PROBABILITY;
        }
        if (counts.otherSize() == 0) {
            return NOBODY_OUTSIDE;
        }
        double inside = (double) counts.size() / total;
        double least = toOutside(policy.bounds().lowest(), inside);
        double most = toOutside(policy.bounds().highest(), inside);
        if (least == most) {
            return Statistic.undetermined("the bounds leave no room");
        }
        boolean reachable = Double.isFinite(most);
        // Where the segment is so large that no share in it can break the upper bound, only the lower one is tested.
        EquivalenceTest.Result result =
                EquivalenceTest.ofRatio(least, reachable ? most : 2).test(counts);
        return Statistic.of(reachable ? result.pValue() : result.lowerP());
    }

    /** The ratio to the share outside that belongs to a ratio to the overall share; infinite if there is none. */
    private static double toOutside(double toOverall, double inside) {
        double rest = 1 - inside * toOverall;
        return rest > 0 ? toOverall * (1 - inside) / rest : Double.POSITIVE_INFINITY;
    }

    /** The gap that would be found if {@code tests} comparisons are made. */
    Statistic detectableGap(GroupComparison comparison, int tests) {
        long outside = comparison.total() - comparison.segmentSize();
        if (comparison.segmentSize() == 0 || outside == 0) {
            return comparison.segmentSize() == 0 ? EMPTY_SEGMENT : NOBODY_OUTSIDE;
        }
        double share = comparison.overallShare();
        PowerAnalysis.Detectable found = PowerAnalysis.standard()
                .withLevel(policy.level() / tests)
                .detectable(share, comparison.segmentSize(), outside);
        double gap = Math.min(
                share - found.below().value().orElse(Double.NEGATIVE_INFINITY),
                found.above().value().orElse(Double.POSITIVE_INFINITY) - share);
        return Double.isInfinite(gap)
                ? Statistic.undetermined("the segment is too small to find any gap")
                : Statistic.of(gap);
    }
}
