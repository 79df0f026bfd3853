package io.github.segmentation4j.fairness.cluster;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.exception.MathIllegalStateException;
import org.apache.commons.math3.optim.MaxIter;
import org.apache.commons.math3.optim.linear.LinearConstraint;
import org.apache.commons.math3.optim.linear.LinearConstraintSet;
import org.apache.commons.math3.optim.linear.LinearObjectiveFunction;
import org.apache.commons.math3.optim.linear.NoFeasibleSolutionException;
import org.apache.commons.math3.optim.linear.NonNegativeConstraint;
import org.apache.commons.math3.optim.linear.Relationship;
import org.apache.commons.math3.optim.linear.SimplexSolver;

/** Whether any numbers of rows obey the rules, and if not how far the rules would have to give way. */
final class Feasibility {
    /** Unknowns up to which a dense tableau stays small. */
    private static final int UNKNOWNS = 1000;

    private static final int ITERATIONS = 20_000;

    private final GroupTypes types;
    private final int segments;
    private final Checkpoint checkpoint;

    Feasibility(GroupTypes types, int segments, Checkpoint checkpoint) {
        this.types = types;
        this.segments = segments;
        this.checkpoint = checkpoint;
    }

    /**
     * Fractions of rows, types x segments, that obey the rules, where such are known.
     *
     * @throws InfeasibleRulesException if there are none
     */
    Optional<double[][]> fractions(GroupRules rules, RuleRows rows) {
        Optional<double[][]> fractions = Optional.empty();
        boolean possible;
        if (rows.rows().stream().allMatch(RuleRows.Row::sameForAll)) {
            // What obeys rules that are alike in all segments also obeys them when it is averaged over the segments.
            possible = evenSharesObey(rows);
            fractions = Optional.of(evenShares());
        } else if (types.count() * segments > UNKNOWNS) {
            possible = true;
        } else {
            try {
                fractions = Optional.of(simplex(rows));
                possible = true;
            } catch (NoFeasibleSolutionException none) {
                possible = false;
            } catch (MathIllegalStateException tooLong) {
                possible = true;
            }
        }
        if (!possible) {
            throw explain(rules);
        }
        return fractions;
    }

    private boolean evenSharesObey(RuleRows rows) {
        int[][] all = new int[types.count()][1];
        for (int t = 0; t < all.length; t++) {
            all[t][0] = types.sizes()[t];
        }
        for (RuleRows.Row row : rows.rows()) {
            long[] least = {Math.multiplyExact(row.least()[0], (long) segments)};
            if (new RuleRows.Row(row.weights(), least, row.exact(), row.size()).violation(all, 0) > 0) {
                return false;
            }
        }
        return true;
    }

    private double[][] evenShares() {
        double[][] shares = new double[types.count()][segments];
        for (int t = 0; t < shares.length; t++) {
            Arrays.fill(shares[t], (double) types.sizes()[t] / segments);
        }
        return shares;
    }

    private double[][] simplex(RuleRows rows) {
        int unknowns = types.count() * segments;
        List<LinearConstraint> constraints = new ArrayList<>();
        for (int t = 0; t < types.count(); t++) {
            double[] sum = new double[unknowns];
            Arrays.fill(sum, t * segments, (t + 1) * segments, 1);
            constraints.add(new LinearConstraint(sum, Relationship.EQ, types.sizes()[t]));
        }
        for (RuleRows.Row row : rows.rows()) {
            for (int j = 0; j < segments; j++) {
                double[] weights = new double[unknowns];
                for (int t = 0; t < types.count(); t++) {
                    weights[t * segments + j] = row.weights()[t] / row.size();
                }
                Relationship relationship = row.exact() ? Relationship.EQ : Relationship.GEQ;
                constraints.add(new LinearConstraint(weights, relationship, row.least()[j] / row.size()));
            }
        }
        double[] solution = new SimplexSolver()
                .optimize(
                        new MaxIter(ITERATIONS),
                        new LinearObjectiveFunction(new double[unknowns], 0),
                        new LinearConstraintSet(constraints),
                        new NonNegativeConstraint(true))
                .getPoint();
        double[][] fractions = new double[types.count()][];
        for (int t = 0; t < fractions.length; t++) {
            fractions[t] = Arrays.copyOfRange(solution, t * segments, (t + 1) * segments);
        }
        return fractions;
    }

    /**
     * Whole numbers of rows that obey the rules, if any are found.
     *
     * @param targets where to look first
     */
    Optional<int[][]> counts(RuleRows rows, List<double[][]> targets) {
        for (double[][] target : targets) {
            Optional<int[][]> near = QuotaRounding.near(rows, types.sizes(), target, checkpoint);
            if (near.isPresent()) {
                return near;
            }
        }
        return QuotaSearch.any(rows, types.sizes(), checkpoint).counts();
    }

    /** What to tell about rules that cannot be obeyed: the strictest ones of the same shape that can. */
    InfeasibleRulesException explain(GroupRules rules) {
        int possible = 0;
        int impossible = GroupRules.PARTS;
        while (impossible - possible > 1) {
            checkpoint.now();
            int middle = (possible + impossible) / 2;
            if (isPossible(rules.relaxed(middle))) {
                possible = middle;
            } else {
                impossible = middle;
            }
        }
        return new InfeasibleRulesException(rules, rules.relaxed(possible), (double) possible / GroupRules.PARTS);
    }

    private boolean isPossible(GroupRules rules) {
        RuleRows rows = RuleRows.of(rules, types, segments);
        boolean alike = rows.rows().stream().allMatch(RuleRows.Row::sameForAll);
        if (alike && !evenSharesObey(rows)) {
            return false;
        }
        List<double[][]> targets = List.<double[][]>of(evenShares());
        if (!alike && types.count() * segments <= UNKNOWNS) {
            try {
                targets = List.<double[][]>of(simplex(rows));
            } catch (NoFeasibleSolutionException none) {
                return false;
            } catch (MathIllegalStateException tooLong) {
                targets = List.<double[][]>of(evenShares());
            }
        }
        return counts(rows, targets).isPresent();
    }
}
