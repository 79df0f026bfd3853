package io.github.segmentation4j.fairness.metric;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.fairness.group.Decisions;
import io.github.segmentation4j.fairness.group.Groups;
import io.github.segmentation4j.quality.Statistic;
import java.util.Optional;

/**
 * For every stratum and group how many persons a rate is of, and how many are in it. Persons without a stratum are not
 * counted. The entry after the last group is of all persons whose group is known, the one after that of all persons.
 */
final class RateCounts {
    static final String NO_OUTCOMES = "no true outcomes are known; add them with withOutcomes";

    private final DecisionRate rate;
    private final int groups;
    private final double[][] counted;
    private final double[][] hits;

    private RateCounts(DecisionRate rate, int groups, int strata) {
        this.rate = rate;
        this.groups = groups;
        counted = new double[strata][groups + 2];
        hits = new double[strata][groups + 2];
    }

    static Optional<String> obstacle(Decisions decisions, DecisionRate rate) {
        return rate == DecisionRate.SELECTION || decisions.hasOutcomes() ? Optional.empty() : Optional.of(NO_OUTCOMES);
    }

    /** All persons in one stratum. */
    static RateCounts of(Decisions decisions, DecisionRate rate) {
        RateCounts counts = new RateCounts(rate, decisions.groups().groupCount(), 1);
        for (int row = 0; row < decisions.size(); row++) {
            counts.add(decisions, row, 0);
        }
        return counts;
    }

    /** Persons by stratum. */
    static RateCounts of(Decisions decisions, DecisionRate rate, Categories strata) {
        RateCounts counts = new RateCounts(
                rate, decisions.groups().groupCount(), strata.levels().size());
        for (int row = 0; row < decisions.size(); row++) {
            if (strata.code(row) != Categories.MISSING) {
                counts.add(decisions, row, strata.code(row));
            }
        }
        return counts;
    }

    private void add(Decisions decisions, int row, int stratum) {
        boolean outcome = decisions.hasOutcomes() && decisions.outcome(row);
        if (!rate.counts(decisions.selected(row), outcome)) {
            return;
        }
        double hit = rate.hits(decisions.selected(row), outcome) ? 1 : 0;
        Groups of = decisions.groups();
        for (int group = 0; group < groups + 2; group++) {
            double weight = group < groups ? of.membership(row, group) : group == groups ? 1 - of.missing(row) : 1;
            counted[stratum][group] += weight;
            hits[stratum][group] += weight * hit;
        }
    }

    int strata() {
        return counted.length;
    }

    double counted(int stratum, int group) {
        return counted[stratum][group];
    }

    double hits(int stratum, int group) {
        return hits[stratum][group];
    }

    /** The place of all persons whose group is known. */
    int known() {
        return groups;
    }

    /** The place of all persons. */
    int everybody() {
        return groups + 1;
    }

    /** The rate of a group where there is but one stratum. */
    Statistic rate(int group) {
        return counted[0][group] > 0
                ? Statistic.of(Math.min(1, hits[0][group] / counted[0][group]))
                : Statistic.undetermined(rate.nobody());
    }
}
