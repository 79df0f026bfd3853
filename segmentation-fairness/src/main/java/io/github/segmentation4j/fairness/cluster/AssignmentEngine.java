package io.github.segmentation4j.fairness.cluster;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.parallel.BlockRunner;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Solves assignments of the same rows under the same rules to one set of centres after another, each from the prices of
 * the one before if they are handed in. Belongs to one thread, which may have helpers.
 */
final class AssignmentEngine {
    static final String STAGE = "fair assignment";

    /** Temperatures, as parts of the mean margin between the best and the second segment of a row. */
    private static final double HOT = 0.05;

    private static final double WARM = 0.002;
    private static final double COLD = 1e-7;
    private static final double COOLING = 5;

    /** Cooling ends when the softening costs no more than these parts of the bound; on a sample prices are not finer. */
    private static final double EXCESS = 1e-5;

    private static final double EXCESS_OF_SAMPLE = 1e-4;

    /** How many rows soft counts may miss a rule by: rounding to whole rows moves as many. */
    private static final double TOLERANCE = 0.05;

    /** The same while cooling, as a part of the rows. */
    private static final double COARSE = 1e-4;

    private static final int STEPS = 40;

    /** Where there are more rows, prices are first found on a sample. */
    private static final int SAMPLE = 1 << 15;

    /** The most rows for which all numbers of rows are searched. */
    private static final int SEARCHED = 5000;

    /** The same for a quick solution: so few rows that each matters, and that the search takes no time. */
    private static final int SEARCHED_QUICKLY = 64;

    /** How much work goes into small data. */
    enum Effort {
        /** Searches numbers of rows only where there are very few. */
        QUICK,
        /** Searches them wherever there may be few enough. */
        THOROUGH
    }

    private final RunContext context;
    private final Checkpoint checkpoint;
    private final BlockRunner runner;
    private final GroupTypes types;
    private final GroupRules rules;
    private final RuleRows rows;
    private final DualSolver solver;
    private final Feasibility feasibility;
    private final Optional<double[][]> fractions;
    private final CostBlocks costs;
    private final Optional<CostBlocks> sample;

    /**
     * An engine for rows.
     *
     * @throws InfeasibleRulesException if it is certain at once that no assignment obeys the rules
     */
    AssignmentEngine(
            FeatureMatrix points, GroupRules rules, List<Categories> groups, int segments, RunContext context) {
        // A quarter of the heap, because the rows themselves are there too.
        this(points, rules, groups, segments, Runtime.getRuntime().maxMemory() / 4, context);
    }

    /** The same with a limit on the bytes of costs that are kept. */
    AssignmentEngine(
            FeatureMatrix points,
            GroupRules rules,
            List<Categories> groups,
            int segments,
            long memory,
            RunContext context) {
        this.context = context;
        this.rules = rules;
        checkpoint = Checkpoint.of(() -> context.throwIfCancelled(STAGE));
        runner = BlockRunner.of(context.executor(), context.threads(), () -> context.throwIfCancelled(STAGE));
        types = GroupTypes.of(rules, groups, points.rowCount());
        rows = RuleRows.of(rules, types, segments);
        feasibility = new Feasibility(types, segments, checkpoint);
        fractions = feasibility.fractions(rules, rows);
        solver = new DualSolver(rows);
        int[] firstPlace = new int[types.count() + 1];
        for (int t = 0; t < types.count(); t++) {
            firstPlace[t + 1] = firstPlace[t] + types.sizes()[t];
        }
        int[] order = order(firstPlace);
        costs = new CostBlocks(points.pointsView(), segments, order, firstPlace, memory, runner);
        sample = points.rowCount() > 2 * SAMPLE
                ? Optional.of(sample(points, segments, order, firstPlace))
                : Optional.empty();
    }

    private int[] order(int[] firstPlace) {
        int[] next = firstPlace.clone();
        int[] order = new int[types.rows()];
        for (int row = 0; row < order.length; row++) {
            order[next[types.typeOfRow()[row]]++] = row;
        }
        return order;
    }

    /** The same share of each type, at even distances, but not too few of any. */
    private CostBlocks sample(FeatureMatrix points, int segments, int[] order, int[] firstPlace) {
        int[] sampleFirst = new int[types.count() + 1];
        for (int t = 0; t < types.count(); t++) {
            int size = types.sizes()[t];
            long share = (long) size * SAMPLE / types.rows();
            sampleFirst[t + 1] = sampleFirst[t] + (int) Math.min(size, Math.max(1024, share));
        }
        int[] sampled = new int[sampleFirst[types.count()]];
        for (int t = 0; t < types.count(); t++) {
            int count = sampleFirst[t + 1] - sampleFirst[t];
            for (int i = 0; i < count; i++) {
                sampled[sampleFirst[t] + i] = order[firstPlace[t] + (int) ((long) i * types.sizes()[t] / count)];
            }
        }
        return new CostBlocks(points.pointsView(), segments, sampled, sampleFirst, Long.MAX_VALUE, runner);
    }

    GroupTypes types() {
        return types;
    }

    /** Multiplies the squared distances of each row by a factor of its own from the next solution on; shared. */
    void weigh(double[] factors) {
        costs.weigh(factors);
        sample.ifPresent(one -> one.weigh(factors));
    }

    /**
     * Where to begin: multipliers and a temperature of an earlier solution.
     *
     * @param temperature as a part of the mean margin
     */
    record Start(double[] multipliers, double temperature) {}

    /**
     * An assignment.
     *
     * @param labels the segment of each row
     * @param counts types x segments
     * @param cost the sum of the squared distances
     * @param bound no assignment that obeys the rules costs less
     * @param proof where the bound comes from
     * @param offsets types x segments
     * @param nearest the nearest segment of each row, of several the first
     * @param prices where to begin next time
     */
    record Solution(
            int[] labels,
            int[][] counts,
            double cost,
            double bound,
            CertifiedAssignment.Proof proof,
            double[] offsets,
            int[] nearest,
            Start prices) {}

    /** Where to begin when nothing is known. */
    Start cold() {
        return new Start(new double[solver.multipliers()], HOT);
    }

    /**
     * The cheapest assignment that obeys the rules, as far as it is found.
     *
     * @param centres segments x columns
     * @throws InfeasibleRulesException if none is found
     */
    Solution solve(double[][] centres, Start start) {
        return solve(centres, start, Effort.THOROUGH);
    }

    /** The same with less work, or as much. */
    Solution solve(double[][] centres, Start start, Effort effort) {
        context.report(STAGE, 0, 4);
        costs.measure(centres);
        double[] none = new double[types.count() * costs.segments()];
        NearestLabels nearest = NearestLabels.of(costs, none);
        if (rows.violation(nearest.counts()) == 0) {
            return new Solution(
                    byRow(nearest.labels()),
                    nearest.counts(),
                    nearest.cost(),
                    nearest.cost(),
                    CertifiedAssignment.Proof.DUAL,
                    none,
                    byRow(nearest.labels()),
                    cold());
        }
        context.report(STAGE, 1, 4);
        double scale = nearest.margin() > 0 ? nearest.margin() / types.rows() : 1;
        Climb climb = new Climb(scale);
        DualSolver.Point prices = climb.run(centres, start);
        context.report(STAGE, 2, 4);
        List<double[][]> targets = new ArrayList<>();
        targets.add(prices.counts());
        fractions.ifPresent(targets::add);
        int[][] quotas = feasibility.counts(rows, targets).orElseThrow(() -> feasibility.explain(rules));
        context.report(STAGE, 3, 4);
        int searched = effort == Effort.QUICK ? SEARCHED_QUICKLY : SEARCHED;
        return finish(nearest, prices, climb.temperature, quotas, searched);
    }

    private Solution finish(
            NearestLabels nearest, DualSolver.Point prices, double temperature, int[][] quotas, int searched) {
        NearestLabels priced = NearestLabels.of(costs, prices.offsets());
        int[] labels = priced.labels().clone();
        int[][] counts = Arrays.stream(quotas).map(int[]::clone).toArray(int[][]::new);
        TypeTransport[] transports = reach(labels, counts);
        double rounded = cost(labels);
        QuotaDescent.run(rows, transports, counts, rounded, checkpoint);
        double cost = cost(labels);
        double bound = Math.min(cost, prices.bound());
        CertifiedAssignment.Proof proof = CertifiedAssignment.Proof.DUAL;
        if (types.rows() <= searched) {
            QuotaSearch.Outcome outcome = QuotaSearch.cheaper(
                    rows,
                    costs,
                    prices.offsets(),
                    priced.labels(),
                    cost,
                    prices.bound(),
                    solver.constant(prices.multipliers()),
                    checkpoint);
            if (outcome.counts().isPresent()) {
                counts = outcome.counts().get();
                reach(labels, counts);
                cost = cost(labels);
                bound = Math.min(cost, bound);
            }
            if (outcome.complete()) {
                bound = cost;
                proof = CertifiedAssignment.Proof.SEARCH;
            }
        }
        context.report(STAGE, 4, 4);
        return new Solution(
                byRow(labels),
                counts,
                cost,
                bound,
                proof,
                prices.offsets(),
                byRow(nearest.labels()),
                new Start(prices.multipliers(), Math.min(WARM, temperature * COOLING)));
    }

    private TypeTransport[] reach(int[] labels, int[][] quotas) {
        TypeTransport[] transports = new TypeTransport[types.count()];
        runner.forEach(transports.length, type -> {
            transports[type] = new TypeTransport(costs, type, labels, checkpoint);
            transports[type].reach(quotas[type]);
        });
        return transports;
    }

    private double cost(int[] labels) {
        CostBlocks.Spans spans = costs.spans();
        double[] parts = new double[spans.count()];
        runner.forEach(parts.length, span -> {
            CostBlocks.Room room = costs.room();
            for (int b = spans.first(span); b < spans.end(span); b++) {
                double[][] cost = costs.read(b, room);
                int place = costs.placeOf(b);
                for (int p = 0; p < costs.rowsIn(b); p++) {
                    parts[span] += cost[labels[place + p]][p];
                }
            }
        });
        double sum = 0;
        for (double part : parts) {
            sum += part;
        }
        return sum;
    }

    private int[] byRow(int[] labels) {
        int[] byRow = new int[labels.length];
        for (int place = 0; place < labels.length; place++) {
            byRow[costs.row(place)] = labels[place];
        }
        return byRow;
    }

    /** The way up the dual, from high temperatures to low ones. */
    private final class Climb {
        private final double scale;

        /** As a part of the scale. */
        private double temperature = HOT;

        Climb(double scale) {
            this.scale = scale;
        }

        DualSolver.Point run(double[][] centres, Start start) {
            double[] multipliers = start.multipliers();
            temperature = start.temperature();
            if (sample.isPresent()) {
                sample.get().measure(centres);
                multipliers = cool(pass(sample.get()), multipliers, EXCESS_OF_SAMPLE, COARSE * types.rows())
                        .multipliers();
            }
            return cool(pass(costs), multipliers, EXCESS, TOLERANCE);
        }

        private DualSolver.Point cool(DualPass pass, double[] start, double excess, double tolerance) {
            double[] multipliers = start;
            double coarse = Math.max(tolerance, COARSE * types.rows());
            while (true) {
                DualSolver.Point at = solver.climb(pass, multipliers, temperature * scale, coarse, STEPS);
                boolean cold = at.excess() <= excess * Math.abs(at.bound()) || temperature / COOLING < COLD;
                if (cold && coarse > tolerance) {
                    at = solver.climb(pass, at.multipliers(), temperature * scale, tolerance, STEPS);
                }
                if (cold) {
                    return at;
                }
                multipliers = at.multipliers();
                temperature /= COOLING;
            }
        }
    }

    /** A pass in which every row of a type stands for as many. */
    private DualPass pass(CostBlocks some) {
        double[] weights = new double[some.places()];
        for (int t = 0; t < types.count(); t++) {
            double weight = (double) types.sizes()[t] / some.size(t);
            Arrays.fill(weights, some.firstPlace(t), some.firstPlace(t) + some.size(t), weight);
        }
        return new DualPass(some, weights);
    }
}
