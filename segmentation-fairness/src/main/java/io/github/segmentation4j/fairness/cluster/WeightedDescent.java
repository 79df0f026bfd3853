package io.github.segmentation4j.fairness.cluster;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.List;

/**
 * Lowers the largest mean cost of a group under rules: centres that serve the groups as labels stand, with the weights of
 * the groups there, and the assignment of rows that count as their groups weigh. Belongs to one thread.
 */
final class WeightedDescent {
    /** A round that lowers the largest cost by less than this part of it has failed. */
    private static final double GAIN = 1e-6;

    private static final int FAILURES = 8;
    private static final int ROUNDS = 60;

    /** What every row counts for at least, of 1 on average, so that rows of no weight go to a near segment too. */
    private static final double FLOOR = 1e-3;

    private final GroupedRows rows;
    private final FeatureMatrix points;
    private final AssignmentEngine engine;
    private final LabelledRows labelled;
    private final Checkpoint checkpoint;
    private final int segments;

    WeightedDescent(GroupedRows rows, GroupRules rules, List<Categories> groups, int segments, RunContext context) {
        this.rows = rows;
        this.segments = segments;
        points = rows.matrix();
        engine = new AssignmentEngine(points, rules, groups, segments, context);
        checkpoint = Checkpoint.of(() -> context.throwIfCancelled(RuledFairLloyd.STAGE));
        labelled = new LabelledRows(points, checkpoint);
    }

    /**
     * Labels that obey the rules and the centres that serve the worst group best.
     *
     * @param weights of the groups, which add up to 1
     * @param worst the largest mean cost of a group
     */
    record State(int[] labels, double[][] centres, double[] weights, double worst) {}

    GroupTypes types() {
        return engine.types();
    }

    /** Descends from centres, all groups weighing the same at first. */
    State from(double[][] centres) {
        double[] even = new double[rows.groupCount()];
        Arrays.fill(even, 1.0 / even.length);
        engine.weigh(factors(even));
        return from(engine.solve(centres, engine.cold()).labels(), centres);
    }

    /** Descends from labels that obey the rules. */
    State from(int[] labels, double[][] former) {
        State best = served(labels, former);
        double[] weights = best.weights();
        int failures = 0;
        for (int round = 0; round < ROUNDS && failures < FAILURES; round++) {
            engine.weigh(factors(weights));
            State next = served(engine.solve(best.centres(), engine.cold()).labels(), best.centres());
            if (next.worst() < best.worst() * (1 - GAIN)) {
                best = next;
                weights = next.weights();
                failures = 0;
            } else {
                double[] middle = new double[weights.length];
                double[] from = weights;
                Arrays.setAll(middle, g -> (from[g] + next.weights()[g]) / 2);
                weights = middle;
                failures++;
            }
        }
        return best;
    }

    /**
     * The labels as an assignment to centres in another order.
     *
     * @param numbered the centres of the state, in the order in which segments are numbered
     */
    AssignmentEngine.Solution certified(State state, double[][] numbered) {
        engine.weigh(new double[0]);
        AssignmentEngine.Solution plain = engine.solve(numbered, engine.cold());
        double[] factors = factors(state.weights());
        engine.weigh(factors);
        AssignmentEngine.Solution weighted = engine.solve(numbered, engine.cold());
        int[] labels = renumbered(state, numbered);
        int[][] counts = new int[types().count()][segments];
        double[] mass = new double[types().count()];
        for (int row = 0; row < labels.length; row++) {
            int type = types().typeOfRow()[row];
            counts[type][labels[row]]++;
            mass[type] += factors[row];
        }
        double[] offsets = weighted.offsets().clone();
        Arrays.setAll(offsets, i -> offsets[i] * types().sizes()[i / segments] / mass[i / segments]);
        double cost = labelled.cost(labels, numbered);
        boolean cheapest = Arrays.equals(labels, plain.labels());
        return new AssignmentEngine.Solution(
                labels,
                counts,
                cost,
                Math.min(cost, plain.bound()),
                cheapest ? plain.proof() : CertifiedAssignment.Proof.DUAL,
                offsets,
                plain.nearest(),
                plain.prices());
    }

    private static int[] renumbered(State state, double[][] numbered) {
        int[] numbers = new int[numbered.length];
        boolean[] taken = new boolean[numbered.length];
        for (int j = 0; j < numbers.length; j++) {
            int number = 0;
            while (taken[number] || !Arrays.equals(numbered[number], state.centres()[j])) {
                number++;
            }
            taken[number] = true;
            numbers[j] = number;
        }
        return Arrays.stream(state.labels()).map(label -> numbers[label]).toArray();
    }

    /** What each row counts for: as its groups weigh over their rows, 1 on average where all rows have a group. */
    private double[] factors(double[] weights) {
        double[] factors = new double[points.rowCount()];
        double total = 0;
        for (int row = 0; row < factors.length; row++) {
            for (int[] codes : rows.codesView()) {
                factors[row] += codes[row] < 0 ? 0 : weights[codes[row]] / rows.total(codes[row]);
            }
            total += factors[row];
        }
        double scale = factors.length / total;
        Arrays.setAll(factors, row -> Math.max(FLOOR, factors[row] * scale));
        return factors;
    }

    private State served(int[] labels, double[][] former) {
        int groups = rows.groupCount();
        double[][] shares = new double[groups][segments];
        double[][][] means = new double[groups][segments][points.columnCount()];
        double[] row = new double[points.columnCount()];
        for (int r = 0; r < labels.length; r++) {
            checkpoint.at(r);
            points.copyRow(r, row);
            int label = labels[r];
            for (int[] codes : rows.codesView()) {
                if (codes[r] >= 0) {
                    shares[codes[r]][label] += 1;
                    for (int c = 0; c < row.length; c++) {
                        means[codes[r]][label][c] += row[c] - former[label][c];
                    }
                }
            }
        }
        for (int g = 0; g < groups; g++) {
            for (int j = 0; j < segments; j++) {
                for (int c = 0; c < row.length; c++) {
                    means[g][j][c] = former[j][c] + means[g][j][c] / Math.max(1, shares[g][j]);
                }
                shares[g][j] /= rows.total(g);
            }
        }
        MinimaxCentres.Point point = new MinimaxCentres(shares, means, spreads(labels, means), former).solve();
        return new State(labels, point.centres(), point.weights(), point.largest());
    }

    /** What each group costs around its own means. */
    private double[] spreads(int[] labels, double[][][] means) {
        double[] spreads = new double[means.length];
        double[] row = new double[points.columnCount()];
        for (int r = 0; r < labels.length; r++) {
            checkpoint.at(r);
            points.copyRow(r, row);
            for (int[] codes : rows.codesView()) {
                if (codes[r] >= 0) {
                    spreads[codes[r]] += SquaredDistance.between(row, means[codes[r]][labels[r]]);
                }
            }
        }
        Arrays.setAll(spreads, g -> spreads[g] / rows.total(g));
        return spreads;
    }
}
