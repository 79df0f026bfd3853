package io.github.segmentation4j.cluster;

import io.github.segmentation4j.cluster.GaussianMixture.Covariance;
import io.github.segmentation4j.internal.kernel.PointBlocks;
import io.github.segmentation4j.internal.parallel.BlockRunner;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.RunContext;
import java.util.Optional;

/** One run of expectation-maximisation. The log-likelihood never falls from call to call. Belongs to one thread. */
final class MixtureRun {
    private final Rows rows;
    private final double floor;
    private MixtureComponents components;
    private MixtureSums sums;
    private int raised;
    private int iterations;
    private double gain = Double.POSITIVE_INFINITY;

    /** The rows of a fit in standard units, with their weights by block. */
    record Rows(PointBlocks points, double[][] weights, double total, RunContext context) {
        void check() {
            context.throwIfCancelled(GaussianMixture.STAGE);
        }
    }

    private MixtureRun(Rows rows, double floor, MixtureSums.Maximum start) {
        this.rows = rows;
        this.floor = floor;
        components = start.components();
        raised = start.raised();
        sums = sum(rows, components, Optional.empty());
    }

    /** A run that starts from a partition. */
    static MixtureRun fromPartition(Rows rows, Covariance shape, double floor, int[] labels, double[][] centres) {
        return new MixtureRun(rows, floor, maximum(rows, MixtureComponents.unit(shape, centres), floor, labels));
    }

    /** A run that starts from these rows as means, each with the covariance of all rows. */
    static MixtureRun fromRows(Rows rows, Covariance shape, double floor, int[] picked) {
        int columns = rows.points().columns();
        MixtureComponents middle = MixtureComponents.unit(shape, new double[1][columns]);
        MixtureSums.Maximum all =
                maximum(rows, middle, floor, new int[rows.points().rows()]);
        double[][] means = new double[picked.length][columns];
        for (int j = 0; j < picked.length; j++) {
            rows.points().copyRow(picked[j], means[j]);
        }
        return new MixtureRun(
                rows, floor, new MixtureSums.Maximum(all.components().spread(means), all.raised() * picked.length));
    }

    private static MixtureSums.Maximum maximum(Rows rows, MixtureComponents centres, double floor, int[] labels) {
        return sum(rows, centres, Optional.of(labels)).maximise(floor, Checkpoint.of(rows::check));
    }

    /** The sums over all rows, which belong to components as they say or as a partition says. */
    private static MixtureSums sum(Rows rows, MixtureComponents mixture, Optional<int[]> labels) {
        PointBlocks points = rows.points();
        Spans spans = Spans.of(points.blockCount(), MixtureSums.memory(mixture));
        MixtureSums all = new MixtureSums(mixture);
        BlockRunner.of(rows.context().executor(), rows.context().threads(), rows::check)
                .map(spans.count(), s -> {
                    MixtureSums span = new MixtureSums(mixture);
                    MixtureSums.Room room = new MixtureSums.Room(points.columns());
                    MixtureDensities block = new MixtureDensities(mixture, PointBlocks.ROWS);
                    for (int b = spans.first(s); b < spans.end(s); b++) {
                        int count = points.rowsIn(b);
                        block.load(points, b);
                        if (labels.isPresent()) {
                            block.putMemberships(labels.get(), PointBlocks.firstRow(b), count);
                        } else {
                            block.computeJoint(count, rows::check);
                            block.computeMemberships(count);
                            span.addLogDensities(block, rows.weights()[b], count);
                        }
                        span.add(block, rows.weights()[b], count, room, rows::check);
                    }
                    return span;
                })
                .forEach(all::add);
        return all;
    }

    /**
     * Iterates until an iteration gains no more than this in the mean log-likelihood of a row. One that loses, which only
     * rounding can bring about, is undone and ends the run.
     *
     * @param limit on the iterations of all calls together, at least 1
     */
    void iterate(double tolerance, int limit) {
        while (!hasEnded(tolerance) && iterations < limit) {
            MixtureSums.Maximum next = sums.maximise(floor, Checkpoint.of(rows::check));
            MixtureSums nextSums = sum(rows, next.components(), Optional.empty());
            iterations++;
            gain = (nextSums.logLikelihood() - sums.logLikelihood()) / rows.total();
            if (!(gain > 0)) {
                gain = 0;
                return;
            }
            components = next.components();
            raised = next.raised();
            sums = nextSums;
        }
    }

    /** Whether the last iteration gained no more than this. */
    boolean hasEnded(double tolerance) {
        return gain <= tolerance;
    }

    /**
     * Whether this run ended better than another: with fewer directions in which clusters have shrunk to the floor, and else
     * with the higher log-likelihood.
     */
    boolean isBetterThan(MixtureRun other) {
        return raised < other.raised || (raised == other.raised && sums.logLikelihood() > other.sums.logLikelihood());
    }

    MixtureComponents components() {
        return components;
    }

    /** The iterations so far. */
    int iterations() {
        return iterations;
    }
}
