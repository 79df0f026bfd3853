package io.github.segmentation4j.fairness.cluster;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks through all numbers of rows that could still be cheaper than what is known, type after type, and finds the
 * cheapest that obey the rules, or that there are none. Feasible for small problems; gives up where there are too many.
 *
 * <p>The numbers of a type worth looking at are those whose cost, offset by the prices of the rules, exceeds the least by
 * no more than the gap. Cost is M-convex in the numbers, so from each of them a path of single moves leads down to the
 * cheapest, and a search along moves from there finds them all.
 *
 * <p>References: K. Murota, Discrete convex analysis, 2003 (M-convex functions and their level sets).
 */
final class QuotaSearch {
    /** Numbers of one type kept, and combinations of types looked at: a second of work at most. */
    private static final int CANDIDATES = 4000;

    private static final int STEPS = 1_000_000;

    /** Rounding errors of sums of costs, relative to the cost. */
    private static final double ROUNDING = 1e-12;

    private final RuleRows rules;
    private final List<List<Candidate>> candidates;
    private final double constant;
    private final double allowance;
    private final Checkpoint checkpoint;

    /** The order in which types are gone through: those with the fewest candidates first. */
    private final int[] order;

    /** For each depth, rule row and segment the largest and the smallest sum that types from there on can add. */
    private final double[][] largest;

    private final double[][] smallest;

    private final int[][] counts;
    private double best;
    private Optional<int[][]> found = Optional.empty();
    private int steps;

    /**
     * Numbers of rows of one type.
     *
     * @param excess what they cost, offset, beyond the least of the type
     * @param plain the same without the offsets of the rows
     */
    record Candidate(int[] counts, double excess, double plain) {
        static Candidate of(int[] counts, double excess, double[] prices) {
            double plain = excess;
            for (int j = 0; j < counts.length; j++) {
                plain -= prices[j] * counts[j];
            }
            return new Candidate(counts, excess, plain);
        }
    }

    private QuotaSearch(
            RuleRows rules,
            List<List<Candidate>> candidates,
            double gap,
            double constant,
            double allowance,
            Checkpoint checkpoint) {
        this.rules = rules;
        this.constant = constant;
        this.candidates = candidates;
        this.allowance = allowance;
        this.checkpoint = checkpoint;
        best = gap;
        order = new int[candidates.size()];
        Integer[] byCount = new Integer[order.length];
        Arrays.setAll(byCount, t -> t);
        Arrays.sort(byCount, Comparator.comparingInt(t -> candidates.get(t).size()));
        Arrays.setAll(order, i -> byCount[i]);
        int rowCount = rules.rows().size() * rules.segments();
        largest = new double[order.length + 1][rowCount];
        smallest = new double[order.length + 1][rowCount];
        for (int depth = order.length - 1; depth >= 0; depth--) {
            bound(depth);
        }
        counts = new int[order.length][rules.segments()];
    }

    /**
     * What a search found.
     *
     * @param counts types x segments, cheaper than what was known; nothing if nothing is
     * @param complete whether all were looked at, so that there is nothing cheaper
     */
    record Outcome(Optional<int[][]> counts, boolean complete) {}

    /** Any numbers that obey the rules. */
    static Outcome any(RuleRows rules, int[] sizes, Checkpoint checkpoint) {
        List<List<Candidate>> candidates = new ArrayList<>();
        for (int size : sizes) {
            if (compositions(size, rules.segments()) > CANDIDATES) {
                return new Outcome(Optional.empty(), false);
            }
            List<Candidate> all = new ArrayList<>();
            compose(new int[rules.segments()], 0, size, all);
            candidates.add(all);
        }
        return new QuotaSearch(rules, candidates, Double.POSITIVE_INFINITY, 0, 0, checkpoint).run();
    }

    /** In how many ways a number is a sum of so many. */
    private static double compositions(int size, int segments) {
        double ways = 1;
        for (int i = 1; i < segments; i++) {
            ways = ways * (size + i) / i;
        }
        return ways;
    }

    private static void compose(int[] counts, int segment, int left, List<Candidate> all) {
        if (segment == counts.length - 1) {
            counts[segment] = left;
            all.add(new Candidate(counts.clone(), 0, 0));
            return;
        }
        for (int count = 0; count <= left; count++) {
            counts[segment] = count;
            compose(counts, segment + 1, left - count, all);
        }
    }

    /**
     * The cheapest numbers, if they are cheaper than what is known.
     *
     * @param offsets types x segments: prices of the rules
     * @param labels the cheapest ones with these offsets, by place
     * @param cost what is known
     * @param bound the lower bound that belongs to the offsets
     * @param constant what of it the right-hand sides of the rules are worth
     */
    static Outcome cheaper(
            RuleRows rules,
            CostBlocks costs,
            double[] offsets,
            int[] labels,
            double cost,
            double bound,
            double constant,
            Checkpoint checkpoint) {
        double allowance = ROUNDING * (Math.abs(cost) + Math.abs(bound));
        double gap = cost - bound + allowance;
        List<List<Candidate>> candidates = new ArrayList<>();
        for (int t = 0; t < costs.types(); t++) {
            TypeTransport transport = new TypeTransport(costs, t, labels.clone(), checkpoint);
            double[] prices = Arrays.copyOfRange(offsets, t * costs.segments(), (t + 1) * costs.segments());
            Optional<List<Candidate>> ofType = within(transport, prices, gap);
            if (ofType.isEmpty()) {
                return new Outcome(Optional.empty(), false);
            }
            candidates.add(ofType.get());
        }
        return new QuotaSearch(rules, candidates, gap, constant, 2 * allowance, checkpoint).run();
    }

    /** All numbers whose offset cost is within a gap of the least, cheapest first; nothing if there are too many. */
    private static Optional<List<Candidate>> within(TypeTransport transport, double[] prices, double gap) {
        Candidate first = Candidate.of(transport.counts().clone(), 0, prices);
        Deque<Candidate> open = new ArrayDeque<>(List.of(first));
        Set<List<Integer>> seen = new HashSet<>(Set.of(key(first.counts())));
        List<Candidate> all = new ArrayList<>();
        while (!open.isEmpty()) {
            Candidate at = open.pop();
            all.add(at);
            transport.reach(at.counts());
            double[][] moves = transport.moveCosts();
            for (int from = 0; from < prices.length; from++) {
                for (int to = 0; to < prices.length; to++) {
                    double excess = at.excess() + moves[from][to] + prices[to] - prices[from];
                    if (from != to && at.counts()[from] > 0 && excess <= gap) {
                        int[] moved = at.counts().clone();
                        moved[from]--;
                        moved[to]++;
                        if (seen.add(key(moved))) {
                            open.push(Candidate.of(moved, excess, prices));
                        }
                    }
                }
            }
            if (seen.size() > CANDIDATES) {
                return Optional.empty();
            }
        }
        all.sort(Comparator.comparingDouble(Candidate::excess));
        return Optional.of(all);
    }

    private static List<Integer> key(int[] counts) {
        return Arrays.stream(counts).boxed().toList();
    }

    private void bound(int depth) {
        List<Candidate> ofType = candidates.get(order[depth]);
        int segments = rules.segments();
        int[] least = new int[segments];
        int[] most = new int[segments];
        Arrays.fill(least, Integer.MAX_VALUE);
        for (Candidate candidate : ofType) {
            for (int j = 0; j < segments; j++) {
                least[j] = Math.min(least[j], candidate.counts()[j]);
                most[j] = Math.max(most[j], candidate.counts()[j]);
            }
        }
        for (int r = 0; r < rules.rows().size(); r++) {
            RuleRows.Row row = rules.rows().get(r);
            double weight = row.weights()[order[depth]] / row.size();
            for (int j = 0; j < segments; j++) {
                int at = r * segments + j;
                largest[depth][at] = largest[depth + 1][at] + Math.max(weight * least[j], weight * most[j]);
                smallest[depth][at] = smallest[depth + 1][at] + Math.min(weight * least[j], weight * most[j]);
            }
        }
    }

    private Outcome run() {
        visit(0, 0, -constant);
        return new Outcome(found, steps <= STEPS);
    }

    private void visit(int depth, double excess, double plain) {
        if (depth == order.length) {
            boolean cheaper = found.isEmpty() ? plain <= best : plain < best - allowance;
            if (cheaper && rules.violation(counts) == 0) {
                best = plain;
                found = Optional.of(Arrays.stream(counts).map(int[]::clone).toArray(int[][]::new));
            }
            return;
        }
        int type = order[depth];
        for (Candidate candidate : candidates.get(type)) {
            boolean better = found.isEmpty()
                    ? excess + candidate.excess() <= best
                    : excess + candidate.excess() < best - allowance;
            if (!better || steps > STEPS) {
                return;
            }
            steps++;
            checkpoint.at(steps);
            System.arraycopy(candidate.counts(), 0, counts[type], 0, counts[type].length);
            if (isOpen(depth)) {
                visit(depth + 1, excess + candidate.excess(), plain + candidate.plain());
            }
        }
        Arrays.fill(counts[type], 0);
    }

    /** Whether the types that are still to come can mend all rules. */
    private boolean isOpen(int depth) {
        int segments = rules.segments();
        for (int r = 0; r < rules.rows().size(); r++) {
            RuleRows.Row row = rules.rows().get(r);
            for (int j = 0; j < segments; j++) {
                double sum = -row.least()[j] / row.size();
                for (int i = 0; i <= depth; i++) {
                    sum += row.weights()[order[i]] / row.size() * counts[order[i]][j];
                }
                double tolerance = 1e-9 * (1 + Math.abs(sum));
                int at = r * segments + j;
                if (sum + largest[depth + 1][at] < -tolerance
                        || (row.exact() && sum + smallest[depth + 1][at] > tolerance)) {
                    return false;
                }
            }
        }
        return true;
    }
}
