package io.github.segmentation4j.cluster;

import io.github.segmentation4j.distance.FittedDissimilarity;
import io.github.segmentation4j.internal.parallel.BlockRunner;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.Optional;

/** Looks for medoids among distinct rows, as often as there are restarts. Immutable and safe for use by several threads. */
final class MedoidSearch {
    private final int clusters;
    private final KMedoids.Start start;
    private final int restarts;
    private final int maxIterations;
    private final long memory;
    private final String stage;

    MedoidSearch(int clusters, KMedoids.Start start, int restarts, int maxIterations, long memory, String stage) {
        this.clusters = clusters;
        this.start = start;
        this.restarts = start == KMedoids.Start.BUILD || clusters == 1 ? 1 : restarts;
        this.maxIterations = maxIterations;
        this.memory = memory;
        this.stage = stage;
    }

    /**
     * What was found.
     *
     * @param medoids their coordinates, in the order of these
     * @param cost the weighted sum of the dissimilarities to the nearest of them
     */
    record Found(double[][] medoids, double cost, int iterations, Clustering.Convergence convergence) {}

    /** The steps that are reported: each first medoid of each run, and its replacements. */
    long steps() {
        return restarts * (clusters + 1L);
    }

    /**
     * Finds medoids.
     *
     * @throws InvalidInputException if there are fewer rows than clusters, or sums are not finite
     */
    Found find(DistinctRows rows, Optional<double[]> weights, FittedDissimilarity dissimilarity, RunContext context) {
        if (rows.count() < clusters) {
            throw new InvalidInputException("clusters must be between 1 and the " + rows.count()
                    + " distinct rows, was " + clusters + "; lower it or add data");
        }
        Runnable look = () -> context.throwIfCancelled(stage);
        Checkpoint checkpoint = Checkpoint.of(look);
        BlockRunner runner = BlockRunner.of(context.executor(), context.threads(), look);
        DissimilarityTable table = DissimilarityTable.of(
                rows.rows, rows.weights(weights, checkpoint), dissimilarity, memory, runner, checkpoint);
        MedoidStart starts = new MedoidStart(table, runner, checkpoint);
        if (clusters == 1) {
            return only(starts.build(1, done -> {})[0], table);
        }
        MedoidSwaps best = run(starts, table, 0, runner, checkpoint, context);
        for (int restart = 1; restart < restarts; restart++) {
            MedoidSwaps next = run(starts, table, restart, runner, checkpoint, context);
            if (next.cost() < best.cost()) {
                best = next;
            }
        }
        int[] medoids = best.medoids();
        Arrays.sort(medoids);
        return new Found(
                Arrays.stream(medoids).mapToObj(m -> rows.rows[m].clone()).toArray(double[][]::new),
                best.cost(),
                Math.max(1, best.iterations()),
                best.isStable() ? Clustering.Convergence.CONVERGED : Clustering.Convergence.ITERATION_LIMIT);
    }

    /** The best of all single medoids, which there is nothing to replace by. */
    private static Found only(int medoid, DissimilarityTable table) {
        double[] row = table.row(medoid, table.room());
        double cost = 0;
        for (int i = 0; i < row.length; i++) {
            cost += table.weights()[i] * row[i];
        }
        if (!(cost < Double.POSITIVE_INFINITY)) {
            throw new InvalidInputException(DissimilarityTable.notFinite());
        }
        double[][] medoids = {table.rows()[medoid].clone()};
        return new Found(medoids, cost, 1, Clustering.Convergence.CONVERGED);
    }

    private MedoidSwaps run(
            MedoidStart starts,
            DissimilarityTable table,
            int restart,
            BlockRunner runner,
            Checkpoint checkpoint,
            RunContext context) {
        long before = restart * (clusters + 1L);
        SeededRandom random = SeededRandom.of(SeededRandom.derive(context.seed(), restart));
        int[] first =
                switch (start) {
                    case BUILD -> starts.build(clusters, done -> context.report(stage, before + done, steps()));
                    case LAB -> starts.lab(clusters, random);
                    case RANDOM -> starts.random(clusters, random);
                };
        context.report(stage, before + clusters, steps());
        // From BUILD nothing depends on the seed.
        SeededRandom shuffle = start == KMedoids.Start.BUILD ? SeededRandom.of(0) : random;
        MedoidSwaps swaps =
                new MedoidSwaps(table, first, MedoidStart.shuffled(table.count(), shuffle), runner, checkpoint);
        swaps.run(maxIterations);
        context.report(stage, before + clusters + 1, steps());
        return swaps;
    }
}
