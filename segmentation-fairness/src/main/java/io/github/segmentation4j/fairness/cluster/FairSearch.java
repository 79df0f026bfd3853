package io.github.segmentation4j.fairness.cluster;

import io.github.segmentation4j.cluster.CentroidModel;
import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.cluster.KMeans;
import io.github.segmentation4j.cluster.TrainingSet;
import io.github.segmentation4j.fairness.cluster.AssignmentEngine.Effort;
import io.github.segmentation4j.internal.parallel.BlockRunner;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ProgressListener;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Looks for cheap segments under rules: many starts and swaps of centres on a sample of the rows where there are many,
 * then the best of them on all rows. Tasks are independent and their results are compared in their order, so threads
 * change nothing. Belongs to one fit.
 */
final class FairSearch {
    /** Starts are compared after as many rounds; those this far behind then are dropped. */
    private static final int TRIAL_ROUNDS = 3;

    private static final double BEHIND = 1.05;

    /** A run that is only compared ends when a round takes off less than this part of the cost. */
    private static final double COMPARABLE = 5e-4;

    private static final double NEVER = -1;

    /** A swap that is still farther behind after the first rounds is given up. */
    private static final double BEHIND_SWAPPED = 1.01;

    private static final Comparator<FairDescent.State> BY_COST = Comparator.comparingDouble(FairDescent.State::inertia);

    /** How many of the best are tried on all rows. */
    private static final int FINALISTS = 3;

    /** Costs that differ by no more than this part are of the same segments, or of ones as good. */
    private static final double SAME = 1e-4;

    /** Swaps tried at a time; a fixed number, so that it does not matter how many threads there are. */
    private static final int SWAPS = 4;

    private final FairRows rows;
    private final GroupRules rules;
    private final FairKMeans options;
    private final RunContext context;
    private final RunContext quiet;
    private final RunContext serial;
    private final BlockRunner runner;
    private final FairDescent descent;
    private final Clustering plain;
    private final int steps;

    FairSearch(FairRows rows, GroupRules rules, FairKMeans options, RunContext context) {
        this.rows = rows;
        this.rules = rules;
        this.options = options;
        this.context = context;
        quiet = context.withListener(ProgressListener.none());
        serial = quiet.withExecutor(Runnable::run, 1);
        runner = BlockRunner.of(context.executor(), context.threads(), () -> context.throwIfCancelled(FairKMeans.NAME));
        steps = 4 + options.searchRounds();
        context.report(FairKMeans.NAME, 0, steps);
        // Also refuses what cannot be clustered.
        plain = kmeans().withRestarts(options.restarts()).fit(TrainingSet.of(rows.matrix()), quiet);
        descent = new FairDescent(rows, rules, options.clusters(), quiet);
    }

    FairDescent descent() {
        return descent;
    }

    double plainInertia() {
        return plain.inertia().orElseThrow();
    }

    void done() {
        context.report(FairKMeans.NAME, steps, steps);
    }

    /** The cheapest segments found. */
    FairDescent.State run() {
        context.report(FairKMeans.NAME, 1, steps);
        List<FairDescent.State> found = new ArrayList<>();
        for (FairDescent.State state : onSample(sample())) {
            try {
                found.add(compared(state.centres()));
            } catch (InfeasibleRulesException hardToRound) {
                // Where whole numbers are scarce they are found from some centres and not from others.
                context.throwIfCancelled(FairKMeans.NAME);
            }
        }
        // So that nothing is dearer than the fair assignment to the centres of k-means.
        found.add(compared(centres(plain)));
        context.report(FairKMeans.NAME, steps - 1, steps);
        return descent.descend(cheapest(found).tryAgain(), NEVER, options.maxIterations(), Effort.THOROUGH);
    }

    private FairDescent.State compared(double[][] centres) {
        return descent.descend(descent.begin(centres), COMPARABLE, options.maxIterations(), Effort.QUICK);
    }

    private static FairDescent.State cheapest(List<FairDescent.State> states) {
        return states.stream().min(BY_COST).orElseThrow();
    }

    private FairRows sample() {
        return FairSample.of(rows, rules, descent.engine().types(), context);
    }

    private List<FairDescent.State> onSample(FairRows sample) {
        List<FairDescent.State> kept;
        try {
            kept = distinct(starts(sample));
        } catch (InfeasibleRulesException | InvalidInputException ofSample) {
            // A part of the rows may have too few distinct ones, or leave the rules no whole numbers. If it is all of
            // them, the same is found again from the centres of k-means.
            return List.of();
        }
        for (int round = 0; round < options.searchRounds(); round++) {
            context.report(FairKMeans.NAME, 2 + round, steps);
            int turn = round % kept.size();
            FairDescent.State best = cheapest(swapped(sample, kept.get(turn), round));
            if (best.inertia() < kept.get(turn).inertia()) {
                kept.set(turn, best);
            }
        }
        return kept;
    }

    /** What comes of moving one centre or another. */
    private List<FairDescent.State> swapped(FairRows sample, FairDescent.State at, int round) {
        CentreMoves moves = new CentreMoves(sample, at);
        // Restarts have the numbers from 0 on.
        long seed = SeededRandom.derive(context.seed(), -1 - round);
        return runner.map(SWAPS, swap -> {
            try {
                return tried(sample, at, moves.draw(SeededRandom.derive(seed, swap)));
            } catch (InfeasibleRulesException hardToRound) {
                return at;
            }
        });
    }

    private FairDescent.State tried(FairRows sample, FairDescent.State at, double[][] moved) {
        FairDescent own = descentOn(sample);
        FairDescent.State tried = own.descend(own.begin(moved), COMPARABLE, trialRounds(), Effort.QUICK);
        return tried.inertia() < at.inertia() * BEHIND_SWAPPED
                ? own.descend(tried, COMPARABLE, options.maxIterations(), Effort.QUICK)
                : tried;
    }

    /** The best that differ in what they cost: the same segments are found from many starts. */
    private static List<FairDescent.State> distinct(List<FairDescent.State> found) {
        List<FairDescent.State> kept = new ArrayList<>();
        double last = NEVER;
        for (FairDescent.State state : found.stream().sorted(BY_COST).toList()) {
            if (kept.size() < FINALISTS && state.inertia() > last * (1 + SAME)) {
                kept.add(state);
                last = state.inertia();
            }
        }
        return kept;
    }

    private List<FairDescent.State> starts(FairRows sample) {
        TrainingSet training = TrainingSet.of(sample.matrix());
        List<FairDescent.State> begun = runner.map(2 * options.restarts(), i -> {
            RunContext own = serial.withSeed(SeededRandom.derive(context.seed(), i / 2));
            KMeans once = kmeans().withRestarts(1);
            KMeans start = i % 2 == 0 ? once : once.withMaxIterations(1).withStart(KMeans.Start.PLUS_PLUS);
            FairDescent descents = descentOn(sample);
            return descents.descend(
                    descents.begin(centres(start.fit(training, own))), NEVER, trialRounds(), Effort.QUICK);
        });
        double limit = BEHIND * cheapest(begun).inertia();
        List<FairDescent.State> good =
                begun.stream().filter(state -> state.inertia() <= limit).toList();
        return runner.map(
                good.size(),
                i -> descentOn(sample).descend(good.get(i), COMPARABLE, options.maxIterations(), Effort.QUICK));
    }

    private FairDescent descentOn(FairRows some) {
        return new FairDescent(some, rules, options.clusters(), serial);
    }

    private int trialRounds() {
        return Math.min(TRIAL_ROUNDS, options.maxIterations());
    }

    private KMeans kmeans() {
        return KMeans.withClusters(options.clusters()).withMaxIterations(options.maxIterations());
    }

    static double[][] centres(Clustering clustering) {
        CentroidModel model = (CentroidModel) clustering.model();
        double[][] centres = new double[model.clusterCount()][];
        Arrays.setAll(centres, model::centroid);
        return centres;
    }
}
