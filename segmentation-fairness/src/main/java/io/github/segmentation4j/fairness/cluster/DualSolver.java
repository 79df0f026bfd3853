package io.github.segmentation4j.fairness.cluster;

import java.util.Arrays;
import java.util.List;

/**
 * Finds prices of rules that make the Lagrangian dual of the assignment large. Each rule has a multiplier in each segment,
 * at least 0 unless the rule is an equation; together they offset the costs of the types. For any multipliers the sum of
 * the least offset costs, plus what the right-hand sides are worth, is a lower bound on the cost of every assignment that
 * obeys the rules. Immutable.
 *
 * <p>The softened dual is climbed by a projected Newton method: the step is the best of the quadratic model over the
 * multipliers that stay at least 0, found by conjugate gradients on those that are free.
 *
 * <p>References: D. P. Bertsekas, Projected Newton methods for optimization problems with simple constraints, SIAM
 * Journal on Control and Optimization 20(2), 1982.
 */
final class DualSolver {
    private static final double ARMIJO = 1e-4;
    private static final double SHRINK = 0.25;
    private static final int HALVINGS = 10;

    /** Temperatures by which an offset may change in a step where the model is flat and would have it change without end. */
    private static final double REACH = 60;

    /** Changes of the active set of a quadratic model; what is left over waits for the next step. */
    private static final int ROUNDS = 12;

    /** Conjugate directions after which a step is good enough; with many rules few of them matter. */
    private static final int DIRECTIONS = 300;

    private final int types;
    private final int segments;

    /** Rule rows x types, each row divided by its largest weight. */
    private final double[][] weights;

    /** Multipliers: the right-hand sides, and whether the row is an equation. */
    private final double[] least;

    private final boolean[] exact;

    DualSolver(RuleRows rules) {
        types = rules.types();
        segments = rules.segments();
        List<RuleRows.Row> rows = rules.rows();
        weights = new double[rows.size()][types];
        least = new double[rows.size() * segments];
        exact = new boolean[least.length];
        for (int r = 0; r < weights.length; r++) {
            RuleRows.Row row = rows.get(r);
            for (int t = 0; t < types; t++) {
                weights[r][t] = row.weights()[t] / row.size();
            }
            for (int j = 0; j < segments; j++) {
                least[r * segments + j] = row.least()[j] / row.size();
                exact[r * segments + j] = row.exact();
            }
        }
    }

    /** How many multipliers there are: rule rows x segments. */
    int multipliers() {
        return least.length;
    }

    /** What multipliers add to the costs, types x segments. */
    double[] offsets(double[] multipliers) {
        double[] offsets = new double[types * segments];
        for (int r = 0; r < weights.length; r++) {
            for (int t = 0; t < types; t++) {
                double weight = weights[r][t];
                if (weight != 0) {
                    for (int j = 0; j < segments; j++) {
                        offsets[t * segments + j] -= weight * multipliers[r * segments + j];
                    }
                }
            }
        }
        return offsets;
    }

    /** What the right-hand sides are worth. */
    double constant(double[] multipliers) {
        return dot(least, multipliers);
    }

    /** Multipliers, and the dual there. */
    final class Point {
        private final double[] multipliers;
        private final double[] offsets;
        private final DualPass.Sums sums;
        private final double constant;
        private final double[] gradient;

        private Point(double[] multipliers, DualPass pass, double temperature) {
            this.multipliers = multipliers;
            offsets = DualSolver.this.offsets(multipliers);
            sums = pass.at(offsets, temperature);
            constant = constant(multipliers);
            gradient = least.clone();
            for (int r = 0; r < weights.length; r++) {
                for (int t = 0; t < types; t++) {
                    double weight = weights[r][t];
                    if (weight != 0) {
                        for (int j = 0; j < segments; j++) {
                            gradient[r * segments + j] -= weight * sums.counts[t * segments + j];
                        }
                    }
                }
            }
        }

        /** The multipliers, shared. */
        double[] multipliers() {
            return multipliers;
        }

        /** The offsets, types x segments, shared. */
        double[] offsets() {
            return offsets;
        }

        /** The lower bound. */
        double bound() {
            return sums.hard + constant;
        }

        /** What the softening costs: the bound is no further than this from the best one where the climb has ended. */
        double excess() {
            return sums.excess;
        }

        /** Soft numbers of rows, types x segments. */
        double[][] counts() {
            double[][] counts = new double[types][];
            for (int t = 0; t < types; t++) {
                counts[t] = Arrays.copyOfRange(sums.counts, t * segments, (t + 1) * segments);
            }
            return counts;
        }

        private double value() {
            return sums.soft + constant;
        }

        private boolean isFree(int i) {
            return exact[i] || multipliers[i] > 0 || gradient[i] > 0;
        }

        /** By how many rows soft counts miss a rule, or exceed one that has a price. */
        private double residual() {
            double most = 0;
            for (int i = 0; i < gradient.length; i++) {
                most = Math.max(most, isFree(i) ? Math.abs(gradient[i]) : 0);
            }
            return most;
        }
    }

    /**
     * Climbs the softened dual.
     *
     * @param start multipliers, copied
     * @param tolerance ends when the soft counts miss no rule by more rows
     * @param steps ends after as many
     */
    Point climb(DualPass pass, double[] start, double temperature, double tolerance, int steps) {
        Point at = new Point(start.clone(), pass, temperature);
        for (int step = 0; step < steps && at.residual() > tolerance; step++) {
            double[] direction = direction(at, temperature);
            Point next = along(pass, at, direction, temperature);
            if (next == at) {
                break;
            }
            at = next;
        }
        return at;
    }

    private Point along(DualPass pass, Point at, double[] direction, double temperature) {
        double length = 1;
        for (int i = 0; i < HALVINGS; i++) {
            double[] multipliers = new double[least.length];
            double promised = 0;
            for (int m = 0; m < multipliers.length; m++) {
                double moved = at.multipliers[m] + length * direction[m];
                multipliers[m] = exact[m] ? moved : Math.max(0, moved);
                promised += at.gradient[m] * (multipliers[m] - at.multipliers[m]);
            }
            if (!(promised > Math.ulp(at.value()))) {
                return at;
            }
            Point next = new Point(multipliers, pass, temperature);
            if (next.value() >= at.value() + ARMIJO * promised) {
                return next;
            }
            length *= SHRINK;
        }
        return at;
    }

    /** The step to the top of the quadratic model, over multipliers that stay at least 0. */
    private double[] direction(Point at, double temperature) {
        int count = least.length;
        boolean[] free = new boolean[count];
        double[] ridge = new double[count];
        double[] diagonal = diagonal(at, temperature);
        double largest = 0;
        for (double one : diagonal) {
            largest = Math.max(largest, one);
        }
        for (int i = 0; i < count; i++) {
            free[i] = at.isFree(i);
            ridge[i] = Math.max(1e-9 * largest, Math.abs(at.gradient[i]) / (REACH * temperature)) + Double.MIN_NORMAL;
            diagonal[i] += ridge[i];
        }
        double[] direction = new double[count];
        for (int round = 0; round < ROUNDS; round++) {
            solve(at, temperature, ridge, diagonal, free, direction);
            boolean clipped = false;
            for (int i = 0; i < count; i++) {
                if (free[i] && !exact[i] && at.multipliers[i] + direction[i] < 0) {
                    direction[i] = -at.multipliers[i];
                    free[i] = false;
                    clipped = true;
                }
            }
            if (!clipped) {
                break;
            }
        }
        return direction;
    }

    /** Conjugate gradients for the free part of the direction; the rest stays. */
    private void solve(Point at, double temperature, double[] ridge, double[] diagonal, boolean[] free, double[] x) {
        int count = x.length;
        double[] residual = times(at, temperature, ridge, x);
        double[] search = new double[count];
        double[] scaled = new double[count];
        int dimension = 0;
        for (int i = 0; i < count; i++) {
            residual[i] = free[i] ? at.gradient[i] - residual[i] : 0;
            scaled[i] = residual[i] / diagonal[i];
            search[i] = scaled[i];
            dimension += free[i] ? 1 : 0;
        }
        double error = dot(residual, scaled);
        double enough = error * 1e-20;
        for (int i = 0; i < Math.min(2 * dimension, DIRECTIONS) && error > enough; i++) {
            double[] image = times(at, temperature, ridge, search);
            double length = error / dot(search, image);
            for (int m = 0; m < count; m++) {
                x[m] += length * search[m];
                residual[m] -= free[m] ? length * image[m] : 0;
                scaled[m] = residual[m] / diagonal[m];
            }
            double next = dot(residual, scaled);
            for (int m = 0; m < count; m++) {
                search[m] = scaled[m] + next / error * search[m];
            }
            error = next;
        }
    }

    private double[] diagonal(Point at, double temperature) {
        double[] diagonal = new double[least.length];
        for (int r = 0; r < weights.length; r++) {
            for (int t = 0; t < types; t++) {
                double square = weights[r][t] * weights[r][t] / temperature;
                for (int j = 0; j < segments; j++) {
                    diagonal[r * segments + j] += square * at.sums.slopes[(t * segments + j) * segments + j];
                }
            }
        }
        return diagonal;
    }

    /** The product of the negative second derivatives, plus the ridge, with a vector. */
    private double[] times(Point at, double temperature, double[] ridge, double[] vector) {
        double[] offsets = offsets(vector);
        double[] product = new double[vector.length];
        double[] image = new double[segments];
        for (int t = 0; t < types; t++) {
            for (int j = 0; j < segments; j++) {
                double sum = 0;
                int from = (t * segments + j) * segments;
                for (int l = 0; l < segments; l++) {
                    sum += at.sums.slopes[from + l] * offsets[t * segments + l];
                }
                image[j] = sum / temperature;
            }
            for (int r = 0; r < weights.length; r++) {
                double weight = weights[r][t];
                if (weight != 0) {
                    for (int j = 0; j < segments; j++) {
                        product[r * segments + j] -= weight * image[j];
                    }
                }
            }
        }
        for (int i = 0; i < product.length; i++) {
            product[i] += ridge[i] * vector[i];
        }
        return product;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
