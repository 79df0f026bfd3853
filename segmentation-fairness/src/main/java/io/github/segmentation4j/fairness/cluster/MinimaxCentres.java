package io.github.segmentation4j.fairness.cluster;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.DecompositionSolver;
import org.apache.commons.math3.linear.LUDecomposition;

/**
 * The centres that make the largest mean cost of a group smallest while every row stays in its cluster.
 *
 * <p>For weights of the groups that add up to 1 the cheapest centres are weighted means of the means of the groups, and
 * the weighted cost there is a lower bound of the largest cost. That bound is a concave function of the weights, and its
 * slopes are the costs of the groups. It is maximised over the simplex: by Newton's method on the groups that count, and
 * by exact line searches that move weight from the cheapest of them to the costliest group where Newton's step brings too
 * little. Two groups need one line search. It ends when the largest cost exceeds the bound by no more than
 * {@link #TOLERANCE} of itself.
 *
 * <p>Used by one thread.
 */
final class MinimaxCentres {
    /** The part of itself by which the largest cost may exceed the bound. */
    static final double TOLERANCE = 1e-9;

    /** Weight spread over all groups, so that one that does not count still places the clusters it has for itself. */
    private static final double SPREAD = 1e-10;

    private static final int HALVINGS = 64;
    private static final int STEPS = 100;

    /** A step must bring this part of what the slope promises. */
    private static final double SUFFICIENT = 1e-4;

    private static final int BACKTRACKS = 20;

    /** What the last digits of a bound may differ by. */
    private static final double ROUNDING = 1e-13;

    /** Keeps Newton's equations solvable where the bound is flat; curvatures may differ by a factor of 1 / SPREAD. */
    private static final double RIDGE = 1e-10;

    private final double[][] shares;
    private final double[][][] means;
    private final double[] fixed;
    private final double[][] former;
    private final int groups;
    private final int clusters;

    /**
     * A problem.
     *
     * @param shares groups x clusters: the share of a group that is in a cluster; takes over
     * @param means groups x clusters x columns; those of a share of 0 are not looked at
     * @param fixed what each group costs around its own means
     * @param former the centres that clusters without rows keep
     */
    MinimaxCentres(double[][] shares, double[][][] means, double[] fixed, double[][] former) {
        this.shares = shares;
        this.means = means;
        this.fixed = fixed;
        this.former = former;
        groups = shares.length;
        clusters = former.length;
    }

    /** The problem that the last pass over the rows, with some centres, has left. */
    static MinimaxCentres of(GroupPass pass, double[][] centres) {
        int groups = pass.rows().groupCount();
        double[][] shares = new double[groups][centres.length];
        double[][][] means = new double[groups][centres.length][];
        double[] fixed = pass.groupCosts();
        for (int g = 0; g < groups; g++) {
            for (int j = 0; j < centres.length; j++) {
                shares[g][j] = pass.share(g, j);
                means[g][j] = shares[g][j] > 0 ? pass.mean(g, j) : centres[j];
                fixed[g] -= shares[g][j] * SquaredDistance.between(centres[j], means[g][j]);
            }
            fixed[g] = Math.max(0, fixed[g]);
        }
        return new MinimaxCentres(shares, means, fixed, centres);
    }

    /** The point with the smallest largest cost that was met. */
    Point solve() {
        double[] start = new double[groups];
        if (groups == 2) {
            start[1] = 1;
        } else {
            Arrays.fill(start, 1.0 / groups);
        }
        Point now = new Point(start);
        Point best = now;
        int steps = groups == 2 ? 1 : STEPS;
        for (int step = 0; step < steps && !now.isGood(); step++) {
            Point from = now;
            now = groups == 2 ? exchange(from) : newton(from).orElseGet(() -> exchange(from));
            best = now.largest < best.largest ? now : best;
        }
        return best;
    }

    /** Moves weight from the cheapest group that has some to the costliest, until they cost the same or it has none. */
    private Point exchange(Point from) {
        int to = from.costliest;
        int cheapest = from.cheapest();
        double low = 0;
        double high = from.weights[cheapest];
        Point all = exchanged(from, cheapest, to, high);
        if (all.costs[to] >= all.costs[cheapest]) {
            return all;
        }
        Point point = all;
        for (int halving = 0; halving < HALVINGS; halving++) {
            double middle = 0.5 * (low + high);
            point = exchanged(from, cheapest, to, middle);
            if (point.costs[to] > point.costs[cheapest]) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return point;
    }

    private Point exchanged(Point from, int cheapest, int to, double amount) {
        double[] weights = from.weights.clone();
        weights[cheapest] = Math.max(0, weights[cheapest] - amount);
        weights[to] += amount;
        return new Point(weights);
    }

    /** Newton's step on the groups that count, as far as the simplex and a sufficient gain allow. */
    private Optional<Point> newton(Point from) {
        int[] free = IntStream.range(0, groups)
                .filter(g -> from.weights[g] > 0 || g == from.costliest)
                .toArray();
        double[] direction = from.direction(free);
        double slope = 0;
        double length = 1;
        int blocking = -1;
        for (int g : free) {
            slope += direction[g] * from.costs[g];
            if (direction[g] < 0 && from.weights[g] < -direction[g] * length) {
                length = from.weights[g] / -direction[g];
                blocking = g;
            }
        }
        if (!(slope > 0) || !(length > 0)) {
            return Optional.empty();
        }
        for (int backtrack = 0; backtrack < BACKTRACKS; backtrack++) {
            double[] weights = from.weights.clone();
            for (int g : free) {
                weights[g] = Math.max(0, weights[g] + length * direction[g]);
            }
            if (backtrack == 0 && blocking >= 0) {
                weights[blocking] = 0;
            }
            Point point = new Point(weights);
            if (point.bound >= from.bound + SUFFICIENT * length * slope || point.closes(from)) {
                return Optional.of(point);
            }
            length *= 0.5;
        }
        return Optional.empty();
    }

    /** The centres, the costs and the bound at some weights of the groups. */
    final class Point {
        private final double[] weights;
        private final double[] parts = new double[groups];
        private final double[] masses = new double[clusters];
        private final double[][] centres = new double[clusters][];
        private final double[] costs = fixed.clone();
        private final double bound;
        private final double largest;
        private final int costliest;

        Point(double[] weights) {
            this.weights = weights;
            Arrays.setAll(parts, g -> (1 - SPREAD) * weights[g] + SPREAD / groups);
            for (int j = 0; j < clusters; j++) {
                centres[j] = former[j].clone();
                place(j);
            }
            double sum = 0;
            int found = 0;
            for (int g = 0; g < groups; g++) {
                sum += parts[g] * costs[g];
                found = costs[g] > costs[found] ? g : found;
            }
            bound = sum;
            costliest = found;
            largest = costs[found];
        }

        private void place(int j) {
            double[] centre = centres[j];
            double mass = 0;
            for (int g = 0; g < groups; g++) {
                double part = parts[g] * shares[g][j];
                mass += part;
                // A running mean stays where it is when equal means come in.
                for (int c = 0; part > 0 && c < centre.length; c++) {
                    centre[c] =
                            mass == part ? means[g][j][c] : centre[c] + (means[g][j][c] - centre[c]) * (part / mass);
                }
            }
            masses[j] = mass;
            for (int g = 0; g < groups; g++) {
                if (shares[g][j] > 0) {
                    costs[g] += shares[g][j] * SquaredDistance.between(centre, means[g][j]);
                }
            }
        }

        /** Newton's direction, which adds up to 0; none where the equations cannot be solved. */
        private double[] direction(int[] free) {
            int size = free.length;
            double[][] matrix = new double[size + 1][size + 1];
            double[] right = new double[size + 1];
            for (int a = 0; a < size; a++) {
                for (int b = 0; b <= a; b++) {
                    matrix[a][b] = curvature(free[a], free[b]);
                    matrix[b][a] = matrix[a][b];
                }
                right[a] = costs[free[a]];
            }
            for (int a = 0; a < size; a++) {
                matrix[a][a] *= 1 + RIDGE;
                matrix[a][size] = 1;
                matrix[size][a] = 1;
            }
            double[] direction = new double[groups];
            DecompositionSolver solver = new LUDecomposition(new Array2DRowRealMatrix(matrix, false), 0).getSolver();
            if (solver.isNonSingular()) {
                double[] solved =
                        solver.solve(new ArrayRealVector(right, false)).toArray();
                for (int a = 0; a < size; a++) {
                    direction[free[a]] = solved[a];
                }
            }
            return direction;
        }

        /** How fast the slope of the bound for one group falls as another one gains weight. */
        private double curvature(int g, int h) {
            double sum = 0;
            for (int j = 0; j < clusters; j++) {
                double both = shares[g][j] * shares[h][j];
                if (both > 0) {
                    double product = 0;
                    for (int c = 0; c < centres[j].length; c++) {
                        product += (centres[j][c] - means[g][j][c]) * (centres[j][c] - means[h][j][c]);
                    }
                    sum += both * product / masses[j];
                }
            }
            return 2 * sum;
        }

        /** The group of some weight that costs least. */
        private int cheapest() {
            int found = costliest;
            for (int g = 0; g < groups; g++) {
                found = weights[g] > 0 && costs[g] < costs[found] ? g : found;
            }
            return found;
        }

        private double gap() {
            return largest - bound;
        }

        private boolean isGood() {
            return gap() <= TOLERANCE * largest;
        }

        /** Whether it halves the gap, while what the bound gains may be too small for a double to show. */
        private boolean closes(Point from) {
            return gap() <= 0.5 * from.gap() && bound >= from.bound * (1 - ROUNDING);
        }

        /** Clusters x columns. */
        double[][] centres() {
            return centres;
        }

        /** The weights of the groups, which add up to 1. */
        double[] weights() {
            return weights;
        }

        /** The largest mean cost of a group. */
        double largest() {
            return largest;
        }

        /** What the largest mean cost cannot fall below, whatever the centres. */
        double bound() {
            return bound;
        }
    }
}
