package io.github.segmentation4j.fairness.cluster;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.RunContext;
import java.util.Optional;

/**
 * Lloyd's iteration under rules: the certified assignment of the rows to centres and the means of what was assigned in
 * turn. Labels are kept where they turn out cheaper than those newly found, so the cost never rises. Belongs to one
 * thread.
 */
final class CarriedDescent {
    /** It ends once a round saves less than this part of the cost. */
    private static final double GAIN = 5e-4;

    private static final int ROUNDS = 100;

    /** Labels are cheaper than others if it is by more than what the order of additions can make of equal ones. */
    private static final double ROUNDING = 1e-12;

    private final AssignmentEngine engine;
    private final LabelledRows rows;

    CarriedDescent(AssignmentEngine engine, FeatureMatrix points, RunContext context) {
        this.engine = engine;
        rows = new LabelledRows(points, Checkpoint.of(() -> context.throwIfCancelled(AssignmentEngine.STAGE)));
    }

    /**
     * Centres and the assignment to them.
     *
     * @param solution whose bound is of the assignment to these centres
     */
    record State(double[][] centres, AssignmentEngine.Solution solution) {
        double cost() {
            return solution.cost();
        }

        State betterOf(State other) {
            return other.cost() < cost() ? other : this;
        }
    }

    /**
     * Descends.
     *
     * @param centres to begin with
     * @param prices to begin with
     * @param known labels that obey the rules, if there are any
     * @throws InfeasibleRulesException if no labels that obey the rules are found
     */
    State from(double[][] centres, AssignmentEngine.Start prices, Optional<int[]> known) {
        State best = assigned(centres, prices, known);
        for (int round = 1; round < ROUNDS; round++) {
            double[][] means = rows.means(best.solution().labels(), best.centres());
            State next = assigned(
                    means, best.solution().prices(), Optional.of(best.solution().labels()));
            boolean settled = !(next.cost() < best.cost() * (1 - GAIN));
            best = best.betterOf(next);
            if (settled) {
                return best;
            }
        }
        return best;
    }

    /** The assignment to centres, at most as dear as known labels. */
    State assigned(double[][] centres, AssignmentEngine.Start prices, Optional<int[]> known) {
        AssignmentEngine.Solution found = engine.solve(centres, prices);
        if (known.isPresent()) {
            double cost = rows.cost(known.get(), centres);
            if (cost < found.cost() * (1 - ROUNDING)) {
                return new State(centres, replaced(found, known.get(), cost));
            }
        }
        return new State(centres, found);
    }

    private AssignmentEngine.Solution replaced(AssignmentEngine.Solution found, int[] labels, double cost) {
        GroupTypes types = engine.types();
        int[][] counts = new int[types.count()][found.counts()[0].length];
        for (int row = 0; row < labels.length; row++) {
            counts[types.typeOfRow()[row]][labels[row]]++;
        }
        return new AssignmentEngine.Solution(
                labels,
                counts,
                cost,
                Math.min(cost, found.bound()),
                CertifiedAssignment.Proof.DUAL,
                found.offsets(),
                found.nearest(),
                found.prices());
    }
}
