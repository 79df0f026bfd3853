package io.github.segmentation4j.fairness.metric;

import io.github.segmentation4j.fairness.group.GroupKind;
import io.github.segmentation4j.fairness.metric.GroupValues.GroupValue;
import io.github.segmentation4j.quality.Statistic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** What the values of groups come to. */
final class Summary {
    static final String TOO_FEW = "fewer than two groups can be compared";
    static final String OVERLAP = "groups overlap, a person would be counted several times";
    static final String EMPTY_GROUP = "nobody belongs to the group";
    private static final String NO_VALUE = "no group has a value";

    private Summary() {}

    /** A statistic about two groups, given by their places. */
    interface OfPair {
        Statistic of(int group, int other);
    }

    /**
     * Why groups are not to be compared at all, if so: one group alone is no sign of fairness, unless it overlaps with
     * those who do not belong to it.
     *
     * @param persons for each group
     */
    static Optional<String> whyNotComparable(GroupKind kind, int groups, IntToDoubleFunction persons) {
        long inhabited = IntStream.range(0, groups)
                .filter(group -> persons.applyAsDouble(group) > 0)
                .count();
        return inhabited >= (kind == GroupKind.OVERLAPPING ? 1 : 2) ? Optional.empty() : Optional.of(TOO_FEW);
    }

    /** The number, or the reason if it is beyond the range of a double. */
    static Statistic finite(double number, String what) {
        return Double.isFinite(number)
                ? Statistic.of(number)
                : Statistic.undetermined(what + " is beyond the range of a double; scale the values");
    }

    /** A value for each group, in their order. */
    static List<GroupValue> each(List<String> names, IntFunction<Double> persons, IntFunction<Statistic> value) {
        List<GroupValue> values = new ArrayList<>(names.size());
        for (int group = 0; group < names.size(); group++) {
            values.add(new GroupValue(names.get(group), persons.apply(group), value.apply(group)));
        }
        return values;
    }

    /** The values of groups, those there are changed by a formula. */
    static List<GroupValue> map(List<GroupValue> values, UnaryOperator<Statistic> formula) {
        return values.stream()
                .map(value -> value.value().value().isEmpty()
                        ? value
                        : new GroupValue(value.group(), value.persons(), formula.apply(value.value())))
                .toList();
    }

    /** The highest value minus the lowest. */
    static Statistic range(List<GroupValue> values) {
        double[] numbers = numbers(values);
        return numbers.length < 2
                ? none(values, TOO_FEW)
                : finite(highest(numbers) - lowest(numbers), "the difference");
    }

    /** The lowest value divided by the highest. */
    static Statistic ratio(List<GroupValue> values) {
        double[] numbers = numbers(values);
        return numbers.length < 2 ? none(values, TOO_FEW) : quotient(lowest(numbers), highest(numbers));
    }

    /** A ratio of numbers that are not negative. */
    static Statistic quotient(double number, double reference) {
        if (number < 0 || reference < 0) {
            return Statistic.undetermined("a ratio needs values of 0 or more; use the difference");
        }
        if (reference == 0) {
            return Statistic.undetermined(
                    number == 0 ? "all are 0, which has no ratio; they are equal" : "the reference is 0");
        }
        return finite(number / reference, "the ratio");
    }

    /** The highest of the values there are. */
    static Statistic highest(List<GroupValue> values) {
        double[] numbers = numbers(values);
        return numbers.length == 0 ? none(values, NO_VALUE) : Statistic.of(highest(numbers));
    }

    /** The lowest of the values there are. */
    static Statistic lowest(List<GroupValue> values) {
        double[] numbers = numbers(values);
        return numbers.length == 0 ? none(values, NO_VALUE) : Statistic.of(lowest(numbers));
    }

    /** The largest magnitude over all ordered pairs of groups that have one. */
    static Statistic worstPair(int groups, OfPair formula) {
        double worst = -1;
        for (int group = 0; group < groups; group++) {
            for (int other = 0; other < groups; other++) {
                if (group != other) {
                    OptionalDouble pair = formula.of(group, other).value();
                    worst = pair.isPresent() ? Math.max(worst, Math.abs(pair.getAsDouble())) : worst;
                }
            }
        }
        return worst < 0 ? Statistic.undetermined(TOO_FEW) : Statistic.of(worst);
    }

    /** The difference of two statistics. */
    static Statistic minus(Statistic first, Statistic second) {
        return both(first, second, (one, other) -> finite(one - other, "the difference"));
    }

    /** A ratio of statistics that are not negative. */
    static Statistic quotient(Statistic number, Statistic reference) {
        return both(number, reference, Summary::quotient);
    }

    /** A formula of two numbers. */
    interface OfNumbers {
        Statistic of(double first, double second);
    }

    /** A formula of two statistics; undetermined if one of them is. */
    static Statistic both(Statistic first, Statistic second, OfNumbers formula) {
        if (first.value().isEmpty()) {
            return first;
        }
        return second.value().isEmpty() ? second : formula.of(first.orElseThrow(), second.orElseThrow());
    }

    /** Why groups cannot be summed up: what keeps every single one from having a value, if that is the same. */
    private static Statistic none(List<GroupValue> values, String reason) {
        List<Statistic> reasons =
                values.stream().map(GroupValue::value).distinct().toList();
        return reasons.size() == 1 && reasons.get(0).value().isEmpty()
                ? reasons.get(0)
                : Statistic.undetermined(reason);
    }

    static double highest(double[] numbers) {
        double highest = Double.NEGATIVE_INFINITY;
        for (double number : numbers) {
            highest = Math.max(highest, number);
        }
        return highest;
    }

    static double lowest(double[] numbers) {
        double lowest = Double.POSITIVE_INFINITY;
        for (double number : numbers) {
            lowest = Math.min(lowest, number);
        }
        return lowest;
    }

    private static double[] numbers(List<GroupValue> values) {
        return values.stream()
                .map(GroupValue::value)
                .filter(value -> value.value().isPresent())
                .mapToDouble(Statistic::orElseThrow)
                .toArray();
    }
}
