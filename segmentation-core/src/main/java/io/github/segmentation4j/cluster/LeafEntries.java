package io.github.segmentation4j.cluster;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Gathers the rows of a matrix in the leaf entries of a tree, whose threshold grows as often as there are more than the
 * limit allows. Belongs to one thread.
 */
final class LeafEntries {
    private static final int ROWS_A_REPORT = 1 << 14;

    /** How much of the limit a grown threshold may leave in use, so that it need not grow again soon. */
    private static final double ROOM = 0.75;

    private final int columns;
    private final int branching;
    private final int limit;
    private final Checkpoint checkpoint;
    private double threshold;
    private FeatureTree tree;

    private LeafEntries(int columns, int branching, int limit, double radius, RunContext context) {
        this.columns = columns;
        this.branching = branching;
        this.limit = limit;
        checkpoint = Checkpoint.of(() -> context.throwIfCancelled(Birch.STAGE));
        threshold = radius * radius;
        tree = new FeatureTree(columns, branching, threshold, checkpoint);
    }

    /** The means and weights of the leaf entries. */
    record Entries(double[][] means, double[] weights) {}

    /** Inserts the rows that have a weight, in their order; reports for each that it was done. */
    static Entries of(
            FeatureMatrix matrix,
            Optional<double[]> weights,
            double radius,
            int branching,
            int limit,
            RunContext context) {
        LeafEntries entries = new LeafEntries(matrix.columnCount(), branching, limit, radius, context);
        double[] given = weights.orElse(new double[0]);
        double[] row = new double[matrix.columnCount()];
        for (int r = 0; r < matrix.rowCount(); r++) {
            entries.checkpoint.at(r);
            if (r % ROWS_A_REPORT == 0) {
                context.report(Birch.STAGE, r, matrix.rowCount());
            }
            double weight = given.length > 0 ? given[r] : 1;
            if (weight > 0) {
                matrix.copyRow(r, row);
                entries.tree.insert(weight, row, 0);
                entries.makeRoom();
            }
        }
        return entries.collect();
    }

    private void makeRoom() {
        if (tree.leaves() <= limit) {
            return;
        }
        while (tree.leaves() > Math.max(1, limit * ROOM)) {
            checkpoint.now();
            threshold = grown();
            FeatureTree next = new FeatureTree(columns, branching, threshold, checkpoint);
            tree.visit(next::insert);
            tree = next;
        }
    }

    /** At least twice the threshold, so that growing comes to an end. */
    private double grown() {
        double[] merging = tree.mergingDeviations();
        double middle = merging.length > 0 ? merging[merging.length / 2] : 0;
        double next = Math.max(middle, 2 * threshold);
        return next > 0 ? next : Math.max(Double.MIN_NORMAL, tree.deviation() / limit);
    }

    private Entries collect() {
        List<double[]> means = new ArrayList<>();
        double[] weights = new double[tree.leaves()];
        tree.visit((weight, mean, deviations) -> {
            checkpoint.at(means.size());
            weights[means.size()] = weight;
            means.add(mean.clone());
        });
        return new Entries(means.toArray(new double[0][]), weights);
    }
}
