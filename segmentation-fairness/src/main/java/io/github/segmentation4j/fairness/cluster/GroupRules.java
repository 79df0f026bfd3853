package io.github.segmentation4j.fairness.cluster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the make-up of every segment has to obey: rules about the groups of protected attributes, joined with {@link #and}.
 *
 * <pre>{@code
 * GroupRules rules = GroupRules.balance("sex", 0.49)
 *         .and(GroupRules.representation("race", "Black", 0.05, 0.15))
 *         .and(GroupRules.sizes(100, 5_000));
 * }</pre>
 *
 * <p>Rules hold exactly, in whole numbers of rows. A bound given as a double stands for the decimal it prints as, to 18
 * digits behind the point: 0.1 is a tenth. A segment without rows obeys every rule but counts and sizes.
 *
 * <p>A row whose group is missing belongs to no group of that attribute. It counts in the size of its segment, and so in
 * what shares are taken of.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: F. Chierichetti, R. Kumar, S. Lattanzi, S. Vassilvitskii, Fair clustering through fairlets, NeurIPS
 * 2017 (balance); S. Bera, D. Chakrabarty, N. Flores, M. Negahbani, Fair algorithms for clustering, NeurIPS 2019 (bounds
 * on representation, overlapping groups).
 */
public final class GroupRules {
    /** Strictness is counted in these parts. */
    static final int PARTS = 1 << 20;

    private final List<Rule> rules;

    private GroupRules(List<Rule> rules) {
        this.rules = rules;
    }

    /** One rule. */
    sealed interface Rule {
        /** The attribute, or none for a rule about sizes. */
        List<String> attributes();

        /** This rule with its bounds moved apart: as it is at {@link #PARTS}, always obeyed at 0, and looser below. */
        Rule relaxed(int part);

        /** The rule in words. */
        String words();
    }

    /** Each group of the attribute at least a fraction of each other. */
    record Balance(String attribute, Fraction least) implements Rule {
        @Override
        public List<String> attributes() {
            return List.of(attribute);
        }

        @Override
        public Rule relaxed(int part) {
            return new Balance(attribute, least.scaled(part, PARTS));
        }

        @Override
        public String words() {
            return "balance of '" + attribute + "' at least " + least;
        }
    }

    /** A group between two shares of its segment. */
    record Share(String attribute, String level, Fraction lower, Fraction upper) implements Rule {
        @Override
        public List<String> attributes() {
            return List.of(attribute);
        }

        @Override
        public Rule relaxed(int part) {
            return new Share(
                    attribute,
                    level,
                    lower.scaled(part, PARTS),
                    upper.complement().scaled(part, PARTS).complement());
        }

        @Override
        public String words() {
            return "share of '" + level + "' in '" + attribute + "' from " + lower + " to " + upper;
        }
    }

    /** Every group between its share of all rows times a factor, and divided by it. */
    record Within(String attribute, Fraction factor) implements Rule {
        @Override
        public List<String> attributes() {
            return List.of(attribute);
        }

        @Override
        public Rule relaxed(int part) {
            return new Within(attribute, factor.scaled(part, PARTS));
        }

        @Override
        public String words() {
            return "shares in '" + attribute + "' within " + factor.complement() + " of those of all rows";
        }
    }

    /** Numbers of rows of a group between bounds, segment by segment. */
    record Counts(String attribute, String level, List<Integer> lower, List<Integer> upper) implements Rule {
        @Override
        public List<String> attributes() {
            return List.of(attribute);
        }

        @Override
        public Rule relaxed(int part) {
            return new Counts(
                    attribute,
                    level,
                    lower.stream().map(count -> loosened(count, part)).toList(),
                    upper.stream().map(count -> raised(count, part)).toList());
        }

        @Override
        public String words() {
            return "counts of '" + level + "' in '" + attribute + "' "
                    + (lower.equals(upper) ? lower.toString() : "from " + lower + " to " + upper);
        }
    }

    /** Sizes of all segments between bounds. */
    record Sizes(int min, int max) implements Rule {
        @Override
        public List<String> attributes() {
            return List.of();
        }

        @Override
        public Rule relaxed(int part) {
            return new Sizes(loosened(min, part), raised(max, part));
        }

        @Override
        public String words() {
            return "sizes from " + min + " to " + max;
        }
    }

    private static int loosened(int lower, int part) {
        return (int) ((long) lower * part / PARTS);
    }

    /** One more is scaled, so that a bound of 0 gives way too. */
    private static int raised(int upper, int part) {
        return part == 0 ? Integer.MAX_VALUE : (int) Math.min(Integer.MAX_VALUE, (upper + 1L) * PARTS / part - 1);
    }

    private static GroupRules of(Rule rule) {
        return new GroupRules(List.of(rule));
    }

    /**
     * In every segment each group of an attribute has at least a fraction of the rows of each other group. Groups that no
     * row belongs to are left aside.
     *
     * @param attribute the name of its categories
     * @param least from 0, which asks for nothing, to 1: equally many
     */
    public static GroupRules balance(String attribute, double least) {
        return of(new Balance(named(attribute), Fraction.of("balance", least)));
    }

    /**
     * The same for a fraction that is no short decimal.
     *
     * @param numerator at least 0
     * @param denominator at least 1 and the numerator
     */
    public static GroupRules balance(String attribute, long numerator, long denominator) {
        if (numerator < 0 || denominator < 1 || numerator > denominator) {
            throw new IllegalArgumentException(
                    "balance must lie between 0 and 1, was " + numerator + "/" + denominator);
        }
        return of(new Balance(named(attribute), new Fraction(numerator, denominator)));
    }

    /**
     * In every segment a group has a share of the rows within bounds.
     *
     * @param attribute the name of its categories
     * @param level which of them
     * @param lower at least 0
     * @param upper at least {@code lower}, at most 1
     */
    public static GroupRules representation(String attribute, String level, double lower, double upper) {
        Fraction least = Fraction.of("lower", lower);
        Fraction most = Fraction.of("upper", upper);
        if (lower > upper) {
            throw new IllegalArgumentException("lower must be at most upper, were " + lower + " and " + upper);
        }
        return of(new Share(named(attribute), Objects.requireNonNull(level, "level"), least, most));
    }

    /**
     * In every segment each group of an attribute has a share between {@code (1 - delta) r} and {@code r / (1 - delta)},
     * where r is its share of all rows.
     *
     * @param attribute the name of its categories
     * @param delta from 0, which asks for the shares of all rows, to below 1
     */
    public static GroupRules withinFactor(String attribute, double delta) {
        if (!(delta >= 0 && delta < 1)) {
            throw new IllegalArgumentException("delta must be at least 0 and below 1, was " + delta);
        }
        return of(new Within(named(attribute), Fraction.of("delta", delta).complement()));
    }

    /**
     * Exactly so many rows of a group in each segment.
     *
     * @param attribute the name of its categories
     * @param level which of them
     * @param counts one for each segment, at least 0
     */
    public static GroupRules quotas(String attribute, String level, int... counts) {
        for (int count : counts) {
            if (count < 0) {
                throw new IllegalArgumentException("a quota must be at least 0, was " + count);
            }
        }
        List<Integer> exact = Arrays.stream(counts).boxed().toList();
        return of(new Counts(named(attribute), Objects.requireNonNull(level, "level"), exact, exact));
    }

    /**
     * Every segment has a number of rows within bounds.
     *
     * @param min at least 0
     * @param max at least 1 and {@code min}
     */
    public static GroupRules sizes(int min, int max) {
        if (min < 0 || max < 1 || min > max) {
            throw new IllegalArgumentException(
                    "sizes must be from at least 0 to at least 1 and the smallest, were " + min + " to " + max);
        }
        return of(new Sizes(min, max));
    }

    /** These rules and others: all of them hold. */
    public GroupRules and(GroupRules others) {
        return new GroupRules(
                Stream.concat(rules.stream(), others.rules.stream()).toList());
    }

    /** The attributes the rules are about, in the order in which they are first named. */
    public List<String> attributes() {
        Set<String> names = new LinkedHashSet<>();
        rules.forEach(rule -> names.addAll(rule.attributes()));
        return new ArrayList<>(names);
    }

    /** The rules, in the order in which they were joined. */
    List<Rule> rules() {
        return rules;
    }

    /** These rules with all bounds moved apart alike, see {@link Rule#relaxed}. */
    GroupRules relaxed(int part) {
        return new GroupRules(rules.stream().map(rule -> rule.relaxed(part)).toList());
    }

    private static String named(String attribute) {
        return Objects.requireNonNull(attribute, "attribute");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GroupRules that && rules.equals(that.rules);
    }

    @Override
    public int hashCode() {
        return rules.hashCode();
    }

    /** The rules in words. */
    @Override
    public String toString() {
        return rules.stream().map(Rule::words).collect(Collectors.joining("; "));
    }
}
