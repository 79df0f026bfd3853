package io.github.segmentation4j.fairness.cluster;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Finds whole numbers of rows of each type in each segment that obey the rules and lie near given fractions: rounds by
 * largest remainder, then moves single rows, and where none helps bundles of rows between two segments, as long as the
 * rules come nearer to being obeyed. May fail where there is a solution; never returns numbers that break a rule.
 */
final class QuotaRounding {
    /** Bundles tried between two segments, and the most rows of a type in one. */
    private static final int BUNDLES = 6000;

    private static final int WIDEST = 12;

    /** Products that measuring all bundles may take: some tenths of a second. */
    private static final double WORK = 1e8;

    /** Slacks nearer to 0 are computed exactly, because their sign counts; a sum of others is off by less than this. */
    private static final double NEAR = 1e-8;

    private final RuleRows rules;
    private final int types;
    private final int segments;
    private final int[] sizes;
    private final Checkpoint checkpoint;
    private final double[][] target;
    private final int[][] counts;

    /** For each type the rule rows in which it counts. */
    private final int[][] rowsOf;

    /** Rule rows x segments. */
    private final double[][] slacks;

    private QuotaRounding(RuleRows rules, int[] sizes, double[][] target, Checkpoint checkpoint) {
        this.rules = rules;
        this.sizes = sizes;
        this.target = target;
        this.checkpoint = checkpoint;
        types = sizes.length;
        segments = rules.segments();
        counts = new int[types][];
        for (int t = 0; t < types; t++) {
            counts[t] = largestRemainder(target[t], sizes[t]);
        }
        rowsOf = new int[types][];
        for (int t = 0; t < types; t++) {
            int type = t;
            rowsOf[t] = IntStream.range(0, rules.rows().size())
                    .filter(r -> rules.rows().get(r).weights()[type] != 0)
                    .toArray();
        }
        slacks = new double[rules.rows().size()][segments];
        for (int j = 0; j < segments; j++) {
            measureSlacks(j);
        }
    }

    /**
     * Numbers of rows, types x segments.
     *
     * @param sizes the number of rows of each type
     * @param target fractions near which to look
     */
    static Optional<int[][]> near(RuleRows rules, int[] sizes, double[][] target, Checkpoint checkpoint) {
        QuotaRounding rounding = new QuotaRounding(rules, sizes, target, checkpoint);
        if (rounding.repair()) {
            return Optional.of(rounding.counts);
        }
        if (!rules.homogeneous()) {
            return Optional.empty();
        }
        // Larger segments leave more room for whole numbers.
        double[][] merged = target;
        for (int left = rules.segments() - 1; left > 1; left--) {
            merged = withoutSmallest(merged);
            QuotaRounding fewer = new QuotaRounding(rules, sizes, merged, checkpoint);
            if (fewer.repair()) {
                return Optional.of(fewer.counts);
            }
        }
        return rounding.proportional();
    }

    /** Shares of a whole number in proportion to a target, whose rounding errors are below 1. */
    static int[] largestRemainder(double[] target, int size) {
        double sum = 0;
        for (double one : target) {
            sum += one;
        }
        int[] rounded = new int[target.length];
        double[] rest = new double[target.length];
        int left = size;
        for (int j = 0; j < target.length; j++) {
            double exact = sum > 0 ? target[j] / sum * size : (double) size / target.length;
            rounded[j] = (int) Math.min(left, Math.floor(exact));
            rest[j] = exact - rounded[j];
            left -= rounded[j];
        }
        for (; left > 0; left--) {
            int most = 0;
            for (int j = 1; j < rest.length; j++) {
                most = rest[j] > rest[most] ? j : most;
            }
            rounded[most]++;
            rest[most]--;
        }
        return rounded;
    }

    /**
     * Divides the smallest segment that has rows among the others, in proportion to their sizes. Rules that hold in two
     * segments and compare groups alone hold in what they add up to.
     */
    private static double[][] withoutSmallest(double[][] target) {
        double[] sizes = new double[target[0].length];
        double all = 0;
        for (double[] row : target) {
            for (int j = 0; j < sizes.length; j++) {
                sizes[j] += row[j];
                all += row[j];
            }
        }
        int smallest = -1;
        for (int j = 0; j < sizes.length; j++) {
            smallest = sizes[j] > 0 && (smallest < 0 || sizes[j] < sizes[smallest]) ? j : smallest;
        }
        double[][] merged = new double[target.length][sizes.length];
        for (int t = 0; t < target.length; t++) {
            for (int j = 0; j < sizes.length; j++) {
                double share = all > sizes[smallest] ? sizes[j] / (all - sizes[smallest]) : 1;
                merged[t][j] = j == smallest ? 0 : target[t][j] + share * target[t][smallest];
            }
        }
        return merged;
    }

    /** Segments made up as all rows are, which obey whatever all rows together do, where those divide into equal parts. */
    private Optional<int[][]> proportional() {
        long parts = 0;
        for (int size : sizes) {
            parts = Fraction.gcd(parts, size);
        }
        double[] wanted = new double[segments];
        for (double[] row : target) {
            for (int j = 0; j < segments; j++) {
                wanted[j] += row[j];
            }
        }
        int[] shares = largestRemainder(wanted, (int) parts);
        for (int t = 0; t < types; t++) {
            for (int j = 0; j < segments; j++) {
                counts[t][j] = (int) (sizes[t] / parts * shares[j]);
            }
        }
        return rules.violation(counts) == 0 ? Optional.of(counts) : Optional.empty();
    }

    private boolean repair() {
        while (true) {
            checkpoint.now();
            if (moveOne()) {
                continue;
            }
            if (rules.violation(counts) == 0) {
                return true;
            }
            if (!moveBundle()) {
                return false;
            }
        }
    }

    /** Makes the best move of a single row, and returns whether there was one that helped. */
    private boolean moveOne() {
        Best best = new Best();
        double[] giving = new double[segments];
        double[] taking = new double[segments];
        for (int t = 0; t < types; t++) {
            for (int j = 0; j < segments; j++) {
                giving[j] = counts[t][j] > 0 ? changed(t, j, -1) : Double.POSITIVE_INFINITY;
                taking[j] = changed(t, j, 1);
            }
            for (int from = 0; from < segments; from++) {
                for (int to = 0; to < segments; to++) {
                    if (from != to && giving[from] < Double.POSITIVE_INFINITY) {
                        double distance = moved(t, from, -1) + moved(t, to, 1);
                        best.offer(giving[from] + taking[to], distance, from, to, t);
                    }
                }
            }
        }
        if (!best.helps()) {
            return false;
        }
        counts[best.what][best.from]--;
        counts[best.what][best.to]++;
        measureSlacks(best.from);
        measureSlacks(best.to);
        return true;
    }

    private void measureSlacks(int segment) {
        for (int r = 0; r < slacks.length; r++) {
            slacks[r][segment] = rules.rows().get(r).slack(counts, segment);
        }
    }

    /** By how much the violation of a segment changes with a row more or less. */
    private double changed(int type, int segment, int more) {
        double change = 0;
        for (int r : rowsOf[type]) {
            RuleRows.Row row = rules.rows().get(r);
            double before = slacks[r][segment];
            double after = before + more * row.weights()[type] / row.size();
            if (Math.abs(after) < NEAR) {
                counts[type][segment] += more;
                after = row.slack(counts, segment);
                counts[type][segment] -= more;
            }
            change += row.exact() ? Math.abs(after) - Math.abs(before) : Math.max(0, -after) - Math.max(0, -before);
        }
        return change;
    }

    /** By how much the squared distance to the target changes, relative to the target. */
    private double moved(int type, int segment, int rows) {
        double apart = counts[type][segment] - target[type][segment];
        return rows * (2 * apart + rows) / (1 + target[type][segment]);
    }

    /** Moves the bundle of rows between two segments that helps most, and returns whether there was one. */
    private boolean moveBundle() {
        List<int[]> bundles = bundles();
        if ((double) bundles.size() * segments * types * slacks.length > WORK) {
            return false;
        }
        double[][] violation = new double[segments][bundles.size()];
        double[][] distance = new double[segments][bundles.size()];
        for (int j = 0; j < segments; j++) {
            checkpoint.now();
            double now = rules.violation(counts, j);
            for (int bundle = 0; bundle < bundles.size(); bundle++) {
                violation[j][bundle] = violationWith(bundles.get(bundle), j) - now;
                for (int t = 0; t < types; t++) {
                    distance[j][bundle] += moved(t, j, bundles.get(bundle)[t]);
                }
            }
        }
        Best best = new Best();
        for (int from = 0; from < segments; from++) {
            for (int to = 0; to < segments; to++) {
                for (int bundle = 0; from != to && bundle < bundles.size(); bundle++) {
                    int opposite = bundles.size() - 1 - bundle;
                    best.offer(
                            violation[from][opposite] + violation[to][bundle],
                            distance[from][opposite] + distance[to][bundle],
                            from,
                            to,
                            bundle);
                }
            }
        }
        if (!best.helps()) {
            return false;
        }
        for (int t = 0; t < types; t++) {
            counts[t][best.from] -= bundles.get(best.what)[t];
            counts[t][best.to] += bundles.get(best.what)[t];
        }
        measureSlacks(best.from);
        measureSlacks(best.to);
        return true;
    }

    /** What a segment would violate with a bundle more; infinity where rows would be less than none. */
    private double violationWith(int[] bundle, int segment) {
        int[][] column = new int[types][1];
        for (int t = 0; t < types; t++) {
            column[t][0] = counts[t][segment] + bundle[t];
            if (column[t][0] < 0) {
                return Double.POSITIVE_INFINITY;
            }
        }
        double sum = 0;
        for (RuleRows.Row row : rules.rows()) {
            sum += row.violation(column, 0, segment);
        }
        return sum;
    }

    /** Changes of the numbers of all types, or where these are too many of two; each has its opposite at the mirrored place. */
    private List<int[]> bundles() {
        int width = 0;
        while (width < WIDEST && power(2 * width + 3, types) <= BUNDLES) {
            width++;
        }
        List<int[]> bundles = new ArrayList<>();
        if (width > 0) {
            int count = (int) power(2 * width + 1, types);
            for (int i = 0; i < count; i++) {
                int[] bundle = new int[types];
                for (int t = 0, rest = i; t < types; t++, rest /= 2 * width + 1) {
                    bundle[t] = rest % (2 * width + 1) - width;
                }
                bundles.add(bundle);
            }
            return bundles;
        }
        int pairs = types * (types - 1) / 2;
        width = (int) Math.max(1, Math.min(WIDEST, (Math.sqrt((double) BUNDLES / pairs) - 1) / 2));
        List<int[]> opposites = new ArrayList<>();
        for (int s = 0; s < types; s++) {
            for (int t = s + 1; t < types; t++) {
                for (int a = 1; a <= width; a++) {
                    for (int b = -width; b <= width; b++) {
                        int[] bundle = new int[types];
                        bundle[s] = a;
                        bundle[t] = b;
                        bundles.add(bundle);
                        opposites.add(0, Arrays.stream(bundle).map(one -> -one).toArray());
                    }
                }
            }
        }
        bundles.addAll(opposites);
        return bundles;
    }

    private static long power(int base, int exponent) {
        long product = 1;
        for (int i = 0; i < exponent && product <= BUNDLES; i++) {
            product *= base;
        }
        return product;
    }

    /** The best of the moves offered: the one that mends most, of those alike the one that comes nearest to the target. */
    private static final class Best {
        /** Rounding errors of a sum of violations; distances are compared where violations differ by no more. */
        private static final double SAME = 1e-9;

        private double violation;
        private double distance;
        private int from = -1;
        private int to;
        private int what;

        void offer(double newViolation, double newDistance, int newFrom, int newTo, int newWhat) {
            boolean mends = newViolation < violation - SAME;
            boolean nears = newViolation <= violation + SAME && newDistance < distance - SAME;
            if (mends || nears) {
                violation = newViolation;
                distance = newDistance;
                from = newFrom;
                to = newTo;
                what = newWhat;
            }
        }

        boolean helps() {
            return from >= 0;
        }
    }
}
