package io.github.segmentation4j.explain;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which changes of a customer's data may be suggested: what can change at all, within which bounds, in whole numbers or
 * not, and how dear a change is. Features are known by the names of their described columns and numbers are in the units
 * of these.
 *
 * <p>By default every number may change without bounds at a cost of 1.
 *
 * <pre>{@code
 * ChangeRules.defaults().fixed("age").whole("frequency").between("frequency", 0, 365).cost("monetary", 2);
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class ChangeRules {
    private static final Rule DEFAULT = new Rule(false, false, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 1);

    private final Map<String, Rule> rules;

    /** The rule of one feature. */
    record Rule(boolean isFixed, boolean isWhole, double lower, double upper, double cost) {}

    private ChangeRules(Map<String, Rule> rules) {
        this.rules = rules;
    }

    /** Everything that is a number may change. */
    public static ChangeRules defaults() {
        return new ChangeRules(Map.of());
    }

    /** These rules with features that cannot change, such as an age. */
    public ChangeRules fixed(String... features) {
        ChangeRules changed = this;
        for (String feature : features) {
            Rule rule = changed.rule(feature);
            changed = changed.with(feature, new Rule(true, rule.isWhole, rule.lower, rule.upper, rule.cost));
        }
        return changed;
    }

    /** These rules with features that change to whole numbers only. */
    public ChangeRules whole(String... features) {
        ChangeRules changed = this;
        for (String feature : features) {
            Rule rule = changed.rule(feature);
            changed = changed.with(feature, new Rule(rule.isFixed, true, rule.lower, rule.upper, rule.cost));
        }
        return changed;
    }

    /**
     * These rules with bounds of what a feature may change to. A customer who is outside them may stay there.
     *
     * @param lower the least number, or negative infinity
     * @param upper the greatest number, at least the lower bound, or infinity
     */
    public ChangeRules between(String feature, double lower, double upper) {
        if (!(lower <= upper)) {
            throw new IllegalArgumentException(
                    "the bounds of '" + feature + "' need lower <= upper, were " + lower + " and " + upper);
        }
        Rule rule = rule(feature);
        return with(feature, new Rule(rule.isFixed, rule.isWhole, lower, upper, rule.cost));
    }

    /**
     * These rules with the weight of a feature's squared change in the length of a change. Default: 1.
     *
     * @param cost positive; above 1 for what is hard to change
     */
    public ChangeRules cost(String feature, double cost) {
        if (!(cost > 0) || Double.isInfinite(cost)) {
            throw new IllegalArgumentException("the cost of '" + feature + "' must be positive, was " + cost);
        }
        Rule rule = rule(feature);
        return with(feature, new Rule(rule.isFixed, rule.isWhole, rule.lower, rule.upper, cost));
    }

    private ChangeRules with(String feature, Rule rule) {
        Map<String, Rule> more = new HashMap<>(rules);
        more.put(Objects.requireNonNull(feature, "feature"), rule);
        return new ChangeRules(more);
    }

    Rule rule(String feature) {
        return rules.getOrDefault(feature, DEFAULT);
    }

    void requireKnown(Collection<String> features) {
        Set<String> unknown = new TreeSet<>(rules.keySet());
        unknown.removeAll(features);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("rules of change are given for " + unknown
                    + ", which describe no customer; the names are " + new TreeSet<>(features));
        }
    }

    @Override
    public String toString() {
        return "rules of change for " + new TreeSet<>(rules.keySet());
    }
}
