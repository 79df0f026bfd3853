package io.github.segmentation4j.fairness.cluster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rules as inequalities in whole numbers: in every segment a weighted sum of the numbers of rows of each type is at
 * least, or exactly, a number. Sums are taken in 128 bits, so a rule holds exactly or not at all. Immutable.
 */
final class RuleRows {
    private static final double TWO_64 = 0x1p64;

    private final int types;
    private final int segments;
    private final List<Row> rows;

    /**
     * An inequality.
     *
     * @param weights of the types
     * @param least the right-hand side of each segment
     * @param exact whether it is an equation
     * @param size the largest weight, by which the row is divided where it is computed with
     */
    record Row(long[] weights, long[] least, boolean exact, double size) {
        /** Left-hand side less right-hand side: its sign is exact, and its value rounded, in units of {@link #size}. */
        double slack(int[][] counts, int segment) {
            return slack(counts, segment, segment);
        }

        private double slack(int[][] counts, int column, int segment) {
            long high = 0;
            long low = 0;
            for (int t = 0; t < weights.length; t++) {
                int count = counts[t][column];
                long product = weights[t] * count;
                low += product;
                high += Math.multiplyHigh(weights[t], count) + carry(low, product);
            }
            long subtracted = -least[segment];
            low += subtracted;
            high += (subtracted >> 63) + carry(low, subtracted);
            // The smaller half of a negative number is nearly 2^64: turned round first, its sign cannot be lost.
            return high < 0 ? -rounded(~high + (low == 0 ? 1 : 0), -low) / size : rounded(high, low) / size;
        }

        private static double rounded(long high, long low) {
            return high * TWO_64 + (low >>> 1) * 2.0 + (low & 1);
        }

        private static long carry(long sum, long addend) {
            return Long.compareUnsigned(sum, addend) < 0 ? 1 : 0;
        }

        /** How far the row is from being obeyed: 0 if it is. */
        double violation(int[][] counts, int segment) {
            return violation(counts, segment, segment);
        }

        /** The same for numbers that stand in another column. */
        double violation(int[][] counts, int column, int segment) {
            double slack = slack(counts, column, segment);
            return exact ? Math.abs(slack) : Math.max(0, -slack);
        }

        boolean sameForAll() {
            for (long one : least) {
                if (one != least[0]) {
                    return false;
                }
            }
            return true;
        }

        boolean homogeneous() {
            return least[0] == 0 && sameForAll();
        }
    }

    private RuleRows(int types, int segments, List<Row> rows) {
        this.types = types;
        this.segments = segments;
        this.rows = rows;
    }

    static RuleRows of(GroupRules rules, GroupTypes types, int segments) {
        RuleRows made = new RuleRows(types.count(), segments, new ArrayList<>());
        for (GroupRules.Rule rule : rules.rules()) {
            if (rule instanceof GroupRules.Balance balance) {
                made.add(balance, types);
            } else if (rule instanceof GroupRules.Share share) {
                boolean[] members = types.members(share.attribute(), share.level());
                made.addShare(members, share.lower(), share.upper());
            } else if (rule instanceof GroupRules.Within within) {
                made.add(within, types);
            } else if (rule instanceof GroupRules.Counts counts) {
                made.add(counts, types);
            } else if (rule instanceof GroupRules.Sizes sizes) {
                made.addBounds(
                        made.weights(1, new boolean[types.count()], 0),
                        constant(sizes.min(), segments),
                        constant(sizes.max(), segments));
            }
        }
        return made;
    }

    private static int[] constant(int value, int segments) {
        int[] all = new int[segments];
        Arrays.fill(all, value);
        return all;
    }

    private void add(GroupRules.Balance balance, GroupTypes types) {
        List<String> groups = types.groups(balance.attribute());
        for (String more : groups) {
            for (String fewer : groups) {
                if (!more.equals(fewer) && balance.least().numerator() > 0) {
                    long[] weights = weights(
                            0,
                            types.members(balance.attribute(), fewer),
                            balance.least().denominator());
                    boolean[] others = types.members(balance.attribute(), more);
                    for (int t = 0; t < weights.length; t++) {
                        weights[t] -= others[t] ? balance.least().numerator() : 0;
                    }
                    add(weights, new long[segments], false);
                }
            }
        }
    }

    private void addShare(boolean[] members, Fraction lower, Fraction upper) {
        if (lower.numerator() > 0) {
            add(weights(-lower.numerator(), members, lower.denominator()), new long[segments], false);
        }
        if (upper.numerator() < upper.denominator()) {
            add(weights(upper.numerator(), members, -upper.denominator()), new long[segments], false);
        }
    }

    private void add(GroupRules.Within within, GroupTypes types) {
        Fraction factor = within.factor();
        for (String group : types.groups(within.attribute())) {
            boolean[] members = types.members(within.attribute(), group);
            long in = 0;
            for (int t = 0; t < members.length; t++) {
                in += members[t] ? types.sizes()[t] : 0;
            }
            Fraction share = new Fraction(in, types.rows());
            try {
                if (factor.numerator() > 0) {
                    long bottom = Math.multiplyExact(share.denominator(), factor.denominator());
                    add(
                            weights(-Math.multiplyExact(share.numerator(), factor.numerator()), members, bottom),
                            new long[segments],
                            false);
                    add(
                            weights(
                                    Math.multiplyExact(share.numerator(), factor.denominator()),
                                    members,
                                    -Math.multiplyExact(share.denominator(), factor.numerator())),
                            new long[segments],
                            false);
                }
            } catch (ArithmeticException tooLarge) {
                throw new IllegalArgumentException(
                        "a delta of " + factor.complement() + " has too many digits for " + types.rows()
                                + " rows; round it to 6",
                        tooLarge);
            }
        }
    }

    private void add(GroupRules.Counts counts, GroupTypes types) {
        if (counts.lower().size() != segments) {
            throw new IllegalArgumentException("there must be " + segments + " quotas of '" + counts.level()
                    + "', one for each segment, were " + counts.lower().size());
        }
        long[] weights = weights(0, types.members(counts.attribute(), counts.level()), 1);
        addBounds(
                weights,
                counts.lower().stream().mapToInt(Integer::intValue).toArray(),
                counts.upper().stream().mapToInt(Integer::intValue).toArray());
    }

    private void addBounds(long[] weights, int[] lower, int[] upper) {
        long[] least = new long[segments];
        long[] most = new long[segments];
        long[] negative = new long[types];
        boolean exact = Arrays.equals(lower, upper);
        for (int j = 0; j < segments; j++) {
            least[j] = lower[j];
            most[j] = -(long) upper[j];
        }
        for (int t = 0; t < types; t++) {
            negative[t] = -weights[t];
        }
        add(weights, least, exact);
        if (!exact) {
            add(negative, most, false);
        }
    }

    /** A weight for every type, and what members have on top of it. */
    private long[] weights(long all, boolean[] members, long more) {
        long[] weights = new long[types];
        for (int t = 0; t < types; t++) {
            weights[t] = members[t] ? all + more : all;
        }
        return weights;
    }

    private void add(long[] weights, long[] least, boolean exact) {
        long size = 0;
        for (long weight : weights) {
            size = Math.max(size, Math.abs(weight));
        }
        rows.add(new Row(weights, least, exact, Math.max(1, size)));
    }

    int types() {
        return types;
    }

    int segments() {
        return segments;
    }

    List<Row> rows() {
        return rows;
    }

    boolean homogeneous() {
        return rows.stream().allMatch(Row::homogeneous);
    }

    /** How far numbers of rows (types x segments) are from obeying the rules: 0 if and only if they do. */
    double violation(int[][] counts) {
        double sum = 0;
        for (int j = 0; j < segments; j++) {
            sum += violation(counts, j);
        }
        return sum;
    }

    double violation(int[][] counts, int segment) {
        double sum = 0;
        for (Row row : rows) {
            sum += row.violation(counts, segment);
        }
        return sum;
    }
}
