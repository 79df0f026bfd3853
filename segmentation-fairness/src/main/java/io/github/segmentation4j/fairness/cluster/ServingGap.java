package io.github.segmentation4j.fairness.cluster;

import io.github.segmentation4j.Exhibit;
import io.github.segmentation4j.Exhibit.Cell;
import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.fairness.inference.WilsonInterval;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * What is lost when fair segments are served without looking at the groups: how many customers change their segment, and
 * how the groups are spread over the segments before and after.
 *
 * <p>The balance of a segment is the number of its customers of the smallest group over that of the largest: 1 where all
 * are as many, 0 where one is absent. Groups that have no customer at all are left out; an empty segment, or a single
 * group, has no balance. Intervals are Wilson's of 95 %; that of a balance takes it as given which two groups are
 * compared.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: F. Chierichetti, R. Kumar, S. Lattanzi, S. Vassilvitskii, Fair clustering through fairlets, NeurIPS 2017
 * (balance); E. B. Wilson, Probable inference, the law of succession, and statistical inference, Journal of the American
 * Statistical Association 22, 1927.
 *
 * @param attribute the protected attribute
 * @param segments one for each segment, in their order
 * @param customers how many were compared, those of an unknown group among them
 * @param moved how many of them change their segment
 * @param movedShare the share of those who change their segment
 */
public record ServingGap(String attribute, List<Segment> segments, long customers, long moved, Statistic movedShare) {

    /** Copies the list. */
    public ServingGap {
        Objects.requireNonNull(attribute, "attribute");
        Objects.requireNonNull(movedShare, "movedShare");
        segments = List.copyOf(segments);
    }

    /**
     * A segment as it was made and as it is served.
     *
     * @param before who is in it by features and groups
     * @param after who is in it by features alone
     */
    public record Segment(Mix before, Mix after) {}

    /**
     * Who is in a segment.
     *
     * @param counts how many customers of each group, in the order of the levels
     * @param unknown how many customers of an unknown group
     * @param balance those of the smallest group over those of the largest, from 0 to 1
     */
    public record Mix(List<Integer> counts, int unknown, Statistic balance) {
        /** Copies the list. */
        public Mix {
            counts = List.copyOf(counts);
            Objects.requireNonNull(balance, "balance");
        }

        /** How many customers there are, those of an unknown group among them. */
        public long size() {
            return counts.stream().mapToLong(Integer::longValue).sum() + unknown;
        }

        /** Whether all groups have at least so many customers that the balance may be told. */
        private boolean mayBeTold(int minimum) {
            return counts.stream().allMatch(count -> count >= minimum);
        }
    }

    /**
     * Measures what a placement does to given customers without their groups.
     *
     * @param matrix n customers
     * @param types n types
     * @param groups n codes of the attribute to look at
     */
    public static ServingGap of(
            FairPlacement placement, FeatureMatrix matrix, int[] types, Categories groups, RunContext context) {
        int[] before = placement.place(matrix, types, context);
        int[] after = placement.place(matrix, context);
        return between(before, after, placement.clusterCount(), groups);
    }

    /**
     * Measures the gap between two placements of the same customers.
     *
     * @param before n segments, each 0 to {@code clusters - 1}
     * @param after likewise
     * @param clusters at least 1
     * @param groups n codes
     */
    public static ServingGap between(int[] before, int[] after, int clusters, Categories groups) {
        int n = groups.size();
        if (before.length != n || after.length != n) {
            throw new IllegalArgumentException("both placements must be of the " + n
                    + " customers that have groups, were of " + before.length + " and " + after.length);
        }
        int[][] first = counts(before, clusters, groups);
        int[][] second = counts(after, clusters, groups);
        int[] totals = groups.counts();
        List<Segment> segments = IntStream.range(0, clusters)
                .mapToObj(j -> new Segment(mix(first[j], totals), mix(second[j], totals)))
                .toList();
        int moved = (int)
                IntStream.range(0, n).filter(row -> before[row] != after[row]).count();
        Statistic share = n == 0
                ? Statistic.undetermined("there are no customers")
                : WilsonInterval.of(moved, n).statistic();
        return new ServingGap(groups.name(), segments, n, moved, share);
    }

    private static int[][] counts(int[] segments, int clusters, Categories groups) {
        int levels = groups.levels().size();
        int[][] counts = new int[clusters][levels + 1];
        for (int row = 0; row < segments.length; row++) {
            Objects.checkIndex(segments[row], clusters);
            int code = groups.code(row);
            counts[segments[row]][code == Categories.MISSING ? levels : code]++;
        }
        return counts;
    }

    /**
     * Who is in a segment.
     *
     * @param counts one for each level, and at the end those of an unknown group
     * @param totals likewise for all customers
     */
    private static Mix mix(int[] counts, int[] totals) {
        int levels = counts.length - 1;
        int[] present = IntStream.range(0, levels)
                .filter(g -> totals[g] > 0)
                .map(g -> counts[g])
                .toArray();
        List<Integer> known = Arrays.stream(counts).limit(levels).boxed().toList();
        return new Mix(known, counts[levels], balance(present));
    }

    private static Statistic balance(int[] counts) {
        if (counts.length < 2) {
            return Statistic.undetermined("fewer than two groups have customers");
        }
        int least = Arrays.stream(counts).min().orElseThrow();
        int most = Arrays.stream(counts).max().orElseThrow();
        if (most == 0) {
            return Statistic.undetermined("the segment has no customer of a known group");
        }
        WilsonInterval share = WilsonInterval.of(least, (long) least + most);
        double balance = (double) least / most;
        return new Statistic.Estimate(
                balance,
                Math.min(balance, share.lower() / (1 - share.lower())),
                Math.max(balance, Math.min(1, share.upper() / (1 - share.upper()))),
                share.confidence());
    }

    /**
     * The gap as a table, a row for each segment and one for all. A balance is not shown where one of the groups has few
     * customers, because together with the size of the segment it is their number.
     *
     * @param disclosureMinimum how many customers a number must speak of
     */
    public Exhibit.Table table(int disclosureMinimum) {
        List<List<Cell>> rows = new ArrayList<>();
        for (int j = 0; j < segments.size(); j++) {
            Segment segment = segments.get(j);
            rows.add(List.of(
                    Cell.text(Integer.toString(j + 1)),
                    Cell.count(segment.before().size()),
                    balanceCell(segment.before(), disclosureMinimum),
                    Cell.count(segment.after().size()),
                    balanceCell(segment.after(), disclosureMinimum)));
        }
        rows.add(List.of(
                Cell.text("change their segment"), Cell.count(moved), movedCell(), Cell.text(""), Cell.text("")));
        return new Exhibit.Table(
                "Serving without the groups of " + attribute,
                List.of("segment", "customers with groups", "balance", "customers without groups", "balance without"),
                rows);
    }

    private Cell movedCell() {
        return movedShare instanceof Statistic.Estimate share
                ? new Cell.Share(moved, customers, share.lower(), share.upper())
                : Cell.of(movedShare);
    }

    private static Cell balanceCell(Mix mix, int minimum) {
        boolean told = mix.balance() instanceof Statistic.Undetermined || mix.mayBeTold(minimum);
        return told ? Cell.of(mix.balance()) : Cell.text("not shown");
    }
}
