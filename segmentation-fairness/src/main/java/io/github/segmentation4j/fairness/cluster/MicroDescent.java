package io.github.segmentation4j.fairness.cluster;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.parallel.BlockRunner;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Lloyd's iteration under rules for rows that stand for many and may be divided between segments: shares from the
 * softened dual and weighted means in turn. Belongs to one thread, which may have helpers.
 */
final class MicroDescent {
    /** Temperatures, as parts of the mean margin between the nearest and the second segment. */
    private static final double HOT = 0.05;

    private static final double WARM = 0.002;
    private static final double COLD = 0.0004;
    private static final double COOLING = 5;

    /** The part of all rows that shares may miss a rule by; the assignment of all rows obeys it exactly. */
    private static final double TOLERANCE = 1e-4;

    private static final int STEPS = 40;
    private static final double GAIN = 5e-4;
    private static final int ROUNDS = 100;

    private final FeatureMatrix points;
    private final double[] weights;
    private final CostBlocks costs;
    private final DualPass pass;
    private final DualSolver solver;
    private final Checkpoint checkpoint;
    private final double total;

    /**
     * A descent of rows in the order of their types.
     *
     * @param weights how many rows each stands for
     * @param firstRow where each type begins, and the end
     */
    MicroDescent(
            FeatureMatrix points,
            double[] weights,
            int[] firstRow,
            RuleRows rules,
            BlockRunner runner,
            Checkpoint checkpoint) {
        this.points = points;
        this.weights = weights;
        this.checkpoint = checkpoint;
        int[] order = IntStream.range(0, points.rowCount()).toArray();
        costs = new CostBlocks(points.pointsView(), rules.segments(), order, firstRow, Long.MAX_VALUE, runner);
        pass = new DualPass(costs, weights);
        solver = new DualSolver(rules);
        total = Arrays.stream(weights).sum();
    }

    /**
     * Centres with the prices of the rules.
     *
     * @param centres segments x columns
     * @param multipliers where an assignment to these centres may begin
     * @param cost what the shares cost
     * @param means of what each segment has a share of
     */
    record State(double[][] centres, double[] multipliers, double cost, double[][] means) {
        /** Where an assignment of all rows begins: it need not be as hot as one that knows nothing. */
        AssignmentEngine.Start prices() {
            return new AssignmentEngine.Start(multipliers, WARM);
        }
    }

    /** Descends from centres until a round saves little. */
    State from(double[][] start) {
        State at = at(start);
        for (int round = 1; round < ROUNDS; round++) {
            State next = state(at.means(), at.multipliers(), WARM);
            boolean settled = !(next.cost() < at.cost() * (1 - GAIN));
            at = next.cost() < at.cost() ? next : at;
            if (settled) {
                break;
            }
        }
        return at;
    }

    /** Prices at centres, nothing known. */
    State at(double[][] centres) {
        return state(centres, new double[solver.multipliers()], HOT);
    }

    private State state(double[][] centres, double[] start, double hottest) {
        checkpoint.now();
        costs.measure(centres);
        double margin = NearestLabels.of(costs, new double[costs.types() * costs.segments()])
                .margin();
        double scale = margin > 0 ? margin / costs.places() : 1;
        double[] multipliers = start;
        double temperature = hottest;
        DualSolver.Point point = solver.climb(pass, multipliers, temperature * scale, TOLERANCE * total, STEPS);
        while (temperature > COLD) {
            temperature /= COOLING;
            point = solver.climb(pass, point.multipliers(), temperature * scale, TOLERANCE * total, STEPS);
        }
        double[][] means = new double[centres.length][points.columnCount()];
        double cost = divide(point.offsets(), temperature * scale, centres, means);
        return new State(centres, point.multipliers(), cost, means);
    }

    /** Divides the rows between the segments, fills in the means and returns what it costs. */
    private double divide(double[] offsets, double temperature, double[][] centres, double[][] means) {
        int segments = centres.length;
        double[] masses = new double[segments];
        double[] shares = new double[segments];
        double[] distances = new double[segments];
        double[] row = new double[points.columnCount()];
        double cost = 0;
        for (int type = 0; type < costs.types(); type++) {
            for (int place = costs.firstPlace(type); place < costs.firstPlace(type) + costs.size(type); place++) {
                checkpoint.at(place);
                points.copyRow(place, row);
                costs.copyCosts(place, distances);
                share(distances, offsets, type * segments, temperature, shares);
                for (int j = 0; j < segments; j++) {
                    double mass = weights[place] * shares[j];
                    cost += mass * distances[j];
                    masses[j] += mass;
                    for (int c = 0; mass > 0 && c < row.length; c++) {
                        means[j][c] += mass * (row[c] - centres[j][c]);
                    }
                }
            }
        }
        for (int j = 0; j < segments; j++) {
            for (int c = 0; c < row.length; c++) {
                means[j][c] = centres[j][c] + (masses[j] > 0 ? means[j][c] / masses[j] : 0);
            }
        }
        return cost;
    }

    private static void share(double[] costs, double[] offsets, int at, double temperature, double[] shares) {
        double least = Double.POSITIVE_INFINITY;
        for (int j = 0; j < costs.length; j++) {
            least = Math.min(least, costs[j] + offsets[at + j]);
        }
        double sum = 0;
        for (int j = 0; j < costs.length; j++) {
            shares[j] = StrictMath.exp((least - costs[j] - offsets[at + j]) / temperature);
            sum += shares[j];
        }
        for (int j = 0; j < costs.length; j++) {
            shares[j] /= sum;
        }
    }
}
