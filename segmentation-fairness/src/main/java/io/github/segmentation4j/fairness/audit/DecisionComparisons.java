package io.github.segmentation4j.fairness.audit;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.fairness.group.GroupKind;
import io.github.segmentation4j.fairness.group.Groups;
import io.github.segmentation4j.fairness.inference.EquivalenceTest;
import io.github.segmentation4j.fairness.inference.MantelHaenszel;
import io.github.segmentation4j.fairness.inference.TwoProportions;
import io.github.segmentation4j.fairness.inference.WilsonInterval;
import io.github.segmentation4j.fairness.metric.DecisionRate;
import io.github.segmentation4j.quality.Statistic;
import java.util.ArrayList;
import java.util.List;

/**
 * The rates of a decision by group, each compared with the highest one. Which that is, is seen in the data; so that the
 * choice is paid for, the correction counts the comparisons of every pair of groups.
 */
final class DecisionComparisons {
    private final Groups groups;
    private final DecisionRate rate;
    private final AuditPolicy policy;
    /** Strata x groups and, where groups overlap, the others of each group after them. */
    private final long[][] counted;

    private final long[][] hits;
    private final boolean stratified;
    private final List<Pair> pairs = new ArrayList<>();

    /** Two groups of enough persons, with the probabilities of their difference by chance. */
    private record Pair(int group, int other, double p, double conditionalP) {}

    DecisionComparisons(AuditData data, Groups groups, DecisionRate rate, AuditPolicy policy) {
        this.groups = groups;
        this.rate = rate;
        this.policy = policy;
        stratified = data.strata().isPresent();
        int strata = data.strata().map(all -> all.levels().size()).orElse(0);
        int sides = groups.groupCount() * (overlapping() ? 2 : 1);
        // The last line holds everybody, those without a stratum included.
        counted = new long[strata + 1][sides];
        hits = new long[strata + 1][sides];
        for (int row = 0; row < data.size(); row++) {
            boolean counts =
                    switch (rate) {
                        case TRUE_POSITIVE -> data.outcome(row);
                        case FALSE_POSITIVE -> !data.outcome(row);
                        default -> true;
                    };
            if (counts) {
                int stratum = stratified ? data.strata().orElseThrow().code(row) : Categories.MISSING;
                add(row, data.selected(row) ? 1 : 0, stratum);
            }
        }
        test();
    }

    private boolean overlapping() {
        return groups.kind() == GroupKind.OVERLAPPING;
    }

    private void add(int row, int hit, int stratum) {
        int groupCount = groups.groupCount();
        for (int group = 0; group < groupCount; group++) {
            boolean member = groups.membership(row, group) == 1;
            if (member || overlapping()) {
                int side = member ? group : groupCount + group;
                for (int line : new int[] {stratum, counted.length - 1}) {
                    if (line >= 0) {
                        counted[line][side]++;
                        hits[line][side] += hit;
                    }
                }
            }
        }
    }

    private void test() {
        for (int group = 0; group < groups.groupCount(); group++) {
            int first = overlapping() ? groups.groupCount() + group : group + 1;
            int last = overlapping() ? first + 1 : groups.groupCount();
            for (int other = first; other < last; other++) {
                if (isLarge(group) && isLarge(other)) {
                    double conditional =
                            stratified ? strata(group, other).test().pValue() : 1;
                    pairs.add(new Pair(group, other, everybody(group, other).pValue(), conditional));
                }
            }
        }
    }

    /** The probabilities to correct: of each pair, and once more of each pair within strata if there are any. */
    List<Double> probabilities() {
        List<Double> all = new ArrayList<>();
        for (Pair pair : pairs) {
            all.add(pair.p());
            if (stratified) {
                all.add(pair.conditionalP());
            }
        }
        return all;
    }

    /**
     * The comparisons judged.
     *
     * @param adjusted the corrected probabilities, in the order in which they were given
     */
    List<DecisionComparison> judged(List<Double> adjusted) {
        List<DecisionComparison> comparisons = new ArrayList<>();
        int best = best();
        for (int group = 0; group < groups.groupCount(); group++) {
            int reference = overlapping() ? groups.groupCount() + group : best;
            comparisons.add(compare(group, reference, adjusted));
        }
        return comparisons;
    }

    /** The place of the large group with the highest rate, the first of several; the first group if none is large. */
    private int best() {
        long[] sizes = counted[counted.length - 1];
        long[] selected = hits[hits.length - 1];
        int best = -1;
        for (int group = 0; group < groups.groupCount(); group++) {
            if (isLarge(group)
                    && (best < 0 || (double) selected[group] / sizes[group] > (double) selected[best] / sizes[best])) {
                best = group;
            }
        }
        return Math.max(0, best);
    }

    private DecisionComparison compare(int group, int reference, List<Double> adjusted) {
        TwoProportions counts = everybody(group, reference);
        boolean enough = isLarge(group) && isLarge(reference);
        int place = place(group, reference);
        Statistic few = Statistic.undetermined("fewer than " + policy.minimum() + " persons");
        boolean itself = group == reference;
        Statistic p = itself
                ? Statistic.undetermined("the group is the reference")
                : place < 0 ? few : Statistic.of(adjusted.get(place * (stratified ? 2 : 1)));
        Statistic ratio = counts.ratio().statistic();
        return new DecisionComparison(
                groups.name(),
                rate,
                groups.names().get(group),
                overlapping() ? AuditWords.ALL_OTHERS : groups.names().get(reference),
                counts,
                counts.size() == 0
                        ? Statistic.undetermined("nobody counts for the rate")
                        : WilsonInterval.of(counts.hits(), counts.size()).statistic(),
                ratio,
                counts.difference().statistic(),
                p,
                Statistic.of(EquivalenceTest.ofRatio(
                                policy.bounds().lowest(), policy.bounds().highest())
                        .test(counts)
                        .pValue()),
                stratified && !itself
                        ? strata(group, reference).oddsRatio()
                        : Statistic.undetermined(itself ? "the group is the reference" : "no strata are given"),
                stratified && place >= 0
                        ? Statistic.of(adjusted.get(2 * place + 1))
                        : Statistic.undetermined(stratified ? "not compared" : "no strata are given"),
                verdict(ratio, p, enough, itself));
    }

    private FairnessVerdict verdict(Statistic ratio, Statistic p, boolean enough, boolean itself) {
        if (!enough) {
            return FairnessVerdict.INSUFFICIENT_DATA;
        }
        return itself ? FairnessVerdict.NO_MATERIAL_DISPARITY : policy.judge(ratio, p.orElseThrow());
    }

    private int place(int group, int other) {
        for (int i = 0; i < pairs.size(); i++) {
            Pair pair = pairs.get(i);
            if ((pair.group() == group && pair.other() == other) || (pair.group() == other && pair.other() == group)) {
                return i;
            }
        }
        return -1;
    }

    private boolean isLarge(int side) {
        return counted[counted.length - 1][side] >= policy.minimum();
    }

    private TwoProportions everybody(int group, int other) {
        return line(counted.length - 1, group, other);
    }

    private TwoProportions line(int line, int group, int other) {
        return TwoProportions.of(hits[line][group], counted[line][group], hits[line][other], counted[line][other]);
    }

    private MantelHaenszel strata(int group, int other) {
        List<TwoProportions> strata = new ArrayList<>();
        for (int stratum = 0; stratum < counted.length - 1; stratum++) {
            strata.add(line(stratum, group, other));
        }
        return MantelHaenszel.of(strata);
    }
}
