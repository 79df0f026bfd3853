package io.github.segmentation4j.fairness.audit;

import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.fairness.inference.WilsonInterval;
import io.github.segmentation4j.internal.statistic.TwoByTwo;
import io.github.segmentation4j.quality.Statistic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How many persons of each group are in each segment. Customers in no segment are counted like a segment of their own,
 * after the others: being left out is a treatment too.
 */
final class GroupCounts {
    private final Categories groups;
    private final int clusters;
    private final int[][] members;
    private final int[] missing;
    private final int[] segmentSizes;
    private final int[] groupSizes;
    private final int total;

    GroupCounts(Categories groups, Clustering clustering) {
        this.groups = groups;
        clusters = clustering.clusterCount();
        members = new int[clusters + 1][groups.levels().size()];
        missing = new int[clusters + 1];
        segmentSizes = new int[clusters + 1];
        groupSizes = new int[groups.levels().size()];
        int known = 0;
        for (int i = 0; i < groups.size(); i++) {
            int label = clustering.label(i);
            int segment = label == Clustering.NOISE ? clusters : label;
            int group = groups.code(i);
            if (group == Categories.MISSING) {
                missing[segment]++;
            } else {
                members[segment][group]++;
                segmentSizes[segment]++;
                groupSizes[group]++;
                known++;
            }
        }
        total = known;
    }

    String attribute() {
        return groups.name();
    }

    int known() {
        return total;
    }

    int customers() {
        return groups.size();
    }

    /** The number of groups that anybody belongs to. */
    int inhabitedGroups() {
        int inhabited = 0;
        for (int size : groupSizes) {
            inhabited += size > 0 ? 1 : 0;
        }
        return inhabited;
    }

    /** The segments by number, 0 for customers in none; that one is left out if it is empty. */
    List<Integer> segments() {
        List<Integer> numbers = new ArrayList<>();
        for (int segment = 0; segment < clusters; segment++) {
            numbers.add(segment + 1);
        }
        if (segmentSizes[clusters] + missing[clusters] > 0) {
            numbers.add(0);
        }
        return numbers;
    }

    /** How many customers of a segment have no known group. */
    int missing(int segment) {
        return missing[index(segment)];
    }

    private int index(int segment) {
        return segment == 0 ? clusters : segment - 1;
    }

    /** All groups of a segment, not yet judged: the probabilities are uncorrected. */
    List<GroupComparison> compare(int segment, int minimum) {
        int s = index(segment);
        List<GroupComparison> comparisons = new ArrayList<>();
        for (int g = 0; g < groupSizes.length; g++) {
            comparisons.add(compare(segment, s, g, minimum));
        }
        return comparisons;
    }

    private GroupComparison compare(int segment, int s, int g, int minimum) {
        int hits = members[s][g];
        int size = segmentSizes[s];
        int group = groupSizes[g];
        Optional<WilsonInterval> share = size == 0 ? Optional.empty() : Optional.of(WilsonInterval.of(hits, size));
        Statistic ratio = size == 0 || group == 0
                ? Statistic.undetermined(size == 0 ? "the segment is empty" : "the group is empty")
                : Statistic.of((double) hits / size / ((double) group / total));
        boolean enough = size >= minimum && group >= minimum;
        Statistic p = enough
                ? Statistic.of(new TwoByTwo(hits, size, group - hits, total - size).twoSidedP())
                : Statistic.undetermined("fewer than " + minimum + " persons");
        return new GroupComparison(
                attribute(),
                groups.levels().get(g),
                segment,
                hits,
                size,
                group,
                total,
                share,
                ratio,
                p,
                enough ? FairnessVerdict.INCONCLUSIVE : FairnessVerdict.INSUFFICIENT_DATA);
    }
}
