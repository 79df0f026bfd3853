package io.github.segmentation4j.fairness.metric;

import io.github.segmentation4j.fairness.group.Decisions;
import io.github.segmentation4j.fairness.group.GroupKind;
import io.github.segmentation4j.fairness.group.Groups;
import io.github.segmentation4j.fairness.metric.GroupValues.GroupValue;
import io.github.segmentation4j.quality.Statistic;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How unequally benefits are spread over persons, and how much of that lies between the groups. All are 0 if all persons
 * have the same and do not change if all benefits are multiplied.
 *
 * <p>The value of a group is the inequality among its persons; the summary is that among all persons. A benefit below 0
 * and benefits that are all 0 have no inequality.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: H. Theil, Economics and Information Theory, 1967; A. B. Atkinson, On the measurement of inequality,
 * Journal of Economic Theory 2, 1970; A. F. Shorrocks, The class of additively decomposable inequality measures,
 * Econometrica 48, 1980; T. Speicher and others, A unified approach to quantifying algorithmic unfairness, Proceedings
 * of the ACM SIGKDD Conference, 2018.
 */
public final class InequalityMetrics {
    private static final String EQUAL = "; 0 if all persons have the same.";

    private InequalityMetrics() {}

    private interface Index {
        Statistic of(double[] benefits, double[] weights);
    }

    /**
     * The generalised entropy index, 0 or more.
     *
     * @param alpha finite; the larger, the more weight on the high benefits. 2 is half the squared coefficient of
     *     variation; up to 0 it is undetermined if somebody has nothing
     */
    public static GroupMetric<Decisions> generalisedEntropy(double alpha, Benefit benefit) {
        requireFinite(alpha);
        return index(
                "generalised-entropy-" + alpha,
                "How unequally " + benefit.words() + " are spread over persons",
                benefit,
                (benefits, weights) -> InequalityIndex.generalisedEntropy(benefits, weights, alpha));
    }

    /** Theil's T, the generalised entropy index with alpha 1: from 0 to the logarithm of the number of persons. */
    public static GroupMetric<Decisions> theilT(Benefit benefit) {
        return index(
                "theil-t",
                "How unequally " + benefit.words() + " are spread over persons, mindful of the high ones",
                benefit,
                (benefits, weights) -> InequalityIndex.generalisedEntropy(benefits, weights, 1));
    }

    /** Theil's L, the generalised entropy index with alpha 0: 0 or more; undetermined if somebody has nothing. */
    public static GroupMetric<Decisions> theilL(Benefit benefit) {
        return index(
                "theil-l",
                "How unequally " + benefit.words() + " are spread over persons, mindful of the low ones",
                benefit,
                (benefits, weights) -> InequalityIndex.generalisedEntropy(benefits, weights, 0));
    }

    /**
     * Atkinson's index, from 0 to 1.
     *
     * @param epsilon above 0 and finite: how much inequality is disliked. From 1 on the index is 1 if somebody has
     *     nothing
     */
    public static GroupMetric<Decisions> atkinson(double epsilon, Benefit benefit) {
        requireFinite(epsilon);
        if (!(epsilon > 0)) {
            throw new IllegalArgumentException("epsilon must be above 0, was " + epsilon);
        }
        return index(
                "atkinson-" + epsilon,
                "The share of " + benefit.words() + " one could give up for an equal spread without loss of welfare",
                benefit,
                (benefits, weights) -> InequalityIndex.atkinson(benefits, weights, epsilon));
    }

    /** The coefficient of variation: the standard deviation (of the population) by the mean, 0 or more. */
    public static GroupMetric<Decisions> coefficientOfVariation(Benefit benefit) {
        return index(
                "coefficient-of-variation",
                "The typical distance from the average by the average itself, of " + benefit.words(),
                benefit,
                (benefits, weights) -> {
                    Statistic halfSquare = InequalityIndex.generalisedEntropy(benefits, weights, 2);
                    return halfSquare.value().isPresent()
                            ? Statistic.of(Math.sqrt(2 * halfSquare.orElseThrow()))
                            : halfSquare;
                });
    }

    /** Gini's coefficient, from 0 to 1. */
    public static GroupMetric<Decisions> gini(Benefit benefit) {
        return index(
                "gini",
                "How far " + benefit.words() + " are from an equal spread, on a scale from 0 to 1",
                benefit,
                InequalityIndex::gini);
    }

    /**
     * The part of the generalised entropy index that lies between the groups: the index if everybody had the average of
     * the group. Of persons whose group is known; 0 or more.
     */
    public static FairnessMetric<Decisions> betweenGroups(double alpha, Benefit benefit) {
        requireFinite(alpha);
        return new Metric<>(
                "between-groups-entropy-" + alpha + "-of-" + benefit.id(),
                "How unequally " + benefit.words() + " would be spread if every person had the average of the group"
                        + EQUAL,
                0,
                decisions -> parts(decisions, alpha, benefit, Part.BETWEEN));
    }

    /** The share of the generalised entropy index that lies between the groups, from 0 to 1. */
    public static FairnessMetric<Decisions> betweenGroupsShare(double alpha, Benefit benefit) {
        requireFinite(alpha);
        return new Metric<>(
                "between-groups-share-" + alpha + "-of-" + benefit.id(),
                "The share of all inequality in " + benefit.words() + " that is one between the groups.",
                0,
                decisions -> parts(decisions, alpha, benefit, Part.SHARE));
    }

    private enum Part {
        BETWEEN,
        SHARE
    }

    private static GroupMetric<Decisions> index(String id, String definition, Benefit benefit, Index index) {
        return new Metric.OfGroups<>(id + "-of-" + benefit.id(), definition + EQUAL, 0, decisions -> {
            Groups groups = decisions.groups();
            Optional<String> obstacle = benefit.obstacle(decisions);
            if (obstacle.isPresent()) {
                Statistic none = Statistic.undetermined(obstacle.get());
                return new GroupValues(Summary.each(groups.names(), groups::persons, group -> none), none);
            }
            double[] benefits = benefit.of(decisions);
            double[] all = new double[benefits.length];
            Arrays.fill(all, 1);
            List<GroupValue> values = Summary.each(
                    groups.names(), groups::persons, group -> index.of(benefits, groups.memberships(group)));
            return new GroupValues(values, index.of(benefits, all));
        });
    }

    private static Statistic parts(Decisions decisions, double alpha, Benefit benefit, Part part) {
        Groups groups = decisions.groups();
        Optional<String> obstacle = benefit.obstacle(decisions);
        if (groups.kind() == GroupKind.OVERLAPPING) {
            obstacle = Optional.of(Summary.OVERLAP);
        } else if (obstacle.isEmpty()) {
            obstacle = Summary.whyNotComparable(groups.kind(), groups.groupCount(), groups::persons);
        }
        if (obstacle.isPresent()) {
            return Statistic.undetermined(obstacle.get());
        }
        double[] benefits = benefit.of(decisions);
        double[] means = new double[groups.groupCount()];
        double[] sizes = new double[groups.groupCount()];
        double[] known = new double[benefits.length];
        for (int group = 0; group < means.length; group++) {
            double[] weights = groups.memberships(group);
            sizes[group] = groups.persons(group);
            means[group] = sizes[group] > 0 ? InequalityIndex.mean(benefits, weights) : 0;
            for (int row = 0; row < known.length; row++) {
                known[row] += weights[row];
            }
        }
        Statistic total = InequalityIndex.generalisedEntropy(benefits, known, alpha);
        if (total.value().isEmpty()) {
            return total;
        }
        Statistic between = InequalityIndex.generalisedEntropy(means, sizes, alpha);
        if (part == Part.BETWEEN || between.value().isEmpty()) {
            return between;
        }
        Statistic share = Summary.quotient(between, total);
        return share.value().isPresent() ? Statistic.of(Math.min(1, share.orElseThrow())) : share;
    }

    private static void requireFinite(double number) {
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException("the parameter of an index must be finite, was " + number);
        }
    }
}
