package io.github.segmentation4j.fairness.cluster;

import io.github.segmentation4j.internal.kernel.PointBlocks;
import io.github.segmentation4j.internal.parallel.BlockRunner;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.Optional;

/**
 * Takes turns between the cheapest assignment that obeys the rules and the means of its segments, which never costs more
 * than before. Belongs to one thread, which may have helpers.
 */
final class FairDescent {
    private final FairRows rows;
    private final PointBlocks points;
    private final AssignmentEngine engine;
    private final BlockRunner runner;

    FairDescent(FairRows rows, GroupRules rules, int segments, RunContext context) {
        this.rows = rows;
        points = rows.matrix().pointsView();
        engine = new AssignmentEngine(rows.matrix(), rules, rows.groups(), segments, context);
        runner = BlockRunner.of(
                context.executor(), context.threads(), () -> context.throwIfCancelled(AssignmentEngine.STAGE));
    }

    /**
     * Segments that obey the rules.
     *
     * @param labels of the rows
     * @param centres the means of the segments; that of one without rows is where it may get some
     * @param inertia the sum of the squared distances of the rows to the means
     * @param next the assignment to the means, if it was tried and is no better
     * @param prices where the next assignment begins
     * @param rounds how many assignments led here
     */
    record State(
            int[] labels,
            double[][] centres,
            double inertia,
            AssignmentEngine.Start prices,
            int rounds,
            Optional<AssignmentEngine.Solution> next) {
        /** Whether another round brings nothing. */
        boolean settled() {
            return next.isPresent();
        }
    }

    /** The first round from centres. */
    State begin(double[][] centres) {
        return begin(centres, engine.cold());
    }

    /** The first round from centres and prices. */
    State begin(double[][] centres, AssignmentEngine.Start prices) {
        return state(engine.solve(centres, prices), centres, 1);
    }

    private State state(AssignmentEngine.Solution solution, double[][] centres, int rounds) {
        SegmentMeans means = SegmentMeans.of(points, solution.labels(), centres, runner);
        return new State(
                solution.labels(),
                filled(means, solution.labels()),
                means.inertia(),
                solution.prices(),
                rounds,
                Optional.empty());
    }

    /** The means with the centre of an empty segment moved to the costliest row, which makes no assignment dearer. */
    private double[][] filled(SegmentMeans means, int[] labels) {
        double[][] centres = means.centres();
        boolean[] used = new boolean[centres.length];
        for (int label : labels) {
            used[label] = true;
        }
        for (int j = 0; j < used.length; j++) {
            if (!used[j] && means.costliest() >= 0) {
                centres[j] = rows.matrix().row(means.costliest());
                break;
            }
        }
        return centres;
    }

    /** One more round: cheaper segments, or the same ones and that they are settled. */
    State round(State at) {
        if (at.settled()) {
            return at;
        }
        AssignmentEngine.Solution solution = engine.solve(at.centres(), at.prices());
        if (!Arrays.equals(solution.labels(), at.labels())) {
            State next = state(solution, at.centres(), at.rounds() + 1);
            if (next.inertia() < at.inertia()) {
                return next;
            }
        }
        return settled(at, solution);
    }

    private static State settled(State at, AssignmentEngine.Solution solution) {
        return new State(at.labels(), at.centres(), at.inertia(), at.prices(), at.rounds(), Optional.of(solution));
    }

    /** Rounds until one takes off less than a part of the cost, none does, or there are too many. */
    State descend(State from, double leastGain, int maxRounds) {
        State at = from;
        while (!at.settled() && at.rounds() < maxRounds) {
            State next = round(at);
            boolean slow = next.inertia() >= at.inertia() * (1 - leastGain);
            at = next;
            if (slow) {
                break;
            }
        }
        return at;
    }

    /** The assignment to the means, which tells how good the labels are for them. */
    AssignmentEngine.Solution certificate(State at) {
        return at.next().orElseGet(() -> engine.solve(at.centres(), at.prices()));
    }

    AssignmentEngine engine() {
        return engine;
    }
}
