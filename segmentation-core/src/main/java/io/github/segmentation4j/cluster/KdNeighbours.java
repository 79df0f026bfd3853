package io.github.segmentation4j.cluster;

import io.github.segmentation4j.distance.EuclideanEmbedding;
import io.github.segmentation4j.internal.index.KdSearch;
import io.github.segmentation4j.internal.index.KdTree;
import io.github.segmentation4j.internal.parallel.BlockRunner;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;

/** Looks up rows by their coordinates in a k-d tree. Immutable. */
final class KdNeighbours extends Neighbours {
    /** The longest array every virtual machine grants. */
    private static final long LONGEST = Integer.MAX_VALUE - 8;

    private final EuclideanEmbedding embedding;
    private final double[][] rows;
    private final KdTree tree;
    private final int[] nodeRows;

    private KdNeighbours(EuclideanEmbedding embedding, double[][] rows, KdTree tree, Checkpoint checkpoint) {
        this.embedding = embedding;
        this.rows = rows;
        this.tree = tree;
        nodeRows = tree.nodeRows(checkpoint);
    }

    static KdNeighbours of(EuclideanEmbedding embedding, double[][] rows, String stage, RunContext context) {
        int dimensions = embedding.dimensions();
        if ((long) rows.length * dimensions > LONGEST) {
            throw new InvalidInputException(
                    "rows x columns must be at most " + LONGEST + " to look up neighbours, were " + rows.length + " x "
                            + dimensions + "; leave rows or columns out");
        }
        Checkpoint checkpoint = Checkpoint.of(() -> context.throwIfCancelled(stage));
        double[] points = new double[rows.length * dimensions];
        double[] target = new double[dimensions];
        for (int r = 0; r < rows.length; r++) {
            checkpoint.at(r);
            embedding.embed(rows[r], target);
            System.arraycopy(target, 0, points, r * dimensions, dimensions);
        }
        BlockRunner runner = BlockRunner.of(context.executor(), context.threads(), checkpoint::now);
        return new KdNeighbours(embedding, rows, KdTree.of(points, dimensions, runner, checkpoint), checkpoint);
    }

    /** The greatest squared distance that is within a radius. */
    static double limit(EuclideanEmbedding embedding, double radius) {
        if (radius == Double.POSITIVE_INFINITY) {
            return radius;
        }
        // Bits of doubles from 0 on are in the order of the doubles, and 0 is within any radius.
        long within = 0;
        long beyond = Double.doubleToLongBits(Double.POSITIVE_INFINITY) + 1;
        while (beyond - within > 1) {
            long middle = (within + beyond) >>> 1;
            if (embedding.ofSquared(Double.longBitsToDouble(middle)) <= radius) {
                within = middle;
            } else {
                beyond = middle;
            }
        }
        return Double.longBitsToDouble(within);
    }

    @Override
    int count() {
        return rows.length;
    }

    @Override
    double[] row(int row) {
        return rows[row];
    }

    @Override
    Search search() {
        return new Lookups();
    }

    @Override
    boolean[] dense(double radius, double[] weights, int needed, String stage, RunContext context) {
        double[] placed = new double[rows.length];
        Checkpoint checkpoint = Checkpoint.of(() -> context.throwIfCancelled(stage));
        for (int p = 0; p < placed.length; p++) {
            checkpoint.at(p);
            placed[p] = weights[tree.row(p)];
        }
        double limit = limit(embedding, radius);
        double[] sums = tree.nodeSums(placed, checkpoint);
        boolean[] dense = new boolean[rows.length];
        double[] points = tree.pointsView();
        forEachLeaf(stage, context, (search, leaf) -> {
            boolean together = sums[leaf] >= needed && tree.most(leaf, leaf) <= limit;
            for (int p = tree.first(leaf); p < tree.end(leaf); p++) {
                dense[tree.row(p)] = together
                        || search.weightWithin(points, p * tree.columns(), limit, sums, placed, needed) >= needed;
            }
        });
        return dense;
    }

    @Override
    int[] pieces(double radius, String stage, RunContext context) {
        KdPieces pieces = new KdPieces(tree, limit(embedding, radius));
        forEachLeaf(stage, context, (search, leaf) -> pieces.connect(leaf));
        int[] places = pieces.lowest();
        int[] lowest = new int[rows.length];
        Arrays.fill(lowest, Integer.MAX_VALUE);
        for (int p = 0; p < places.length; p++) {
            lowest[places[p]] = Math.min(lowest[places[p]], tree.row(p));
        }
        int[] result = new int[rows.length];
        for (int p = 0; p < places.length; p++) {
            result[tree.row(p)] = lowest[places[p]];
        }
        return result;
    }

    private interface LeafLookup {
        void at(KdSearch search, int leaf);
    }

    private void forEachLeaf(String stage, RunContext context, LeafLookup lookup) {
        // About 256 points a task.
        int leaves = 16;
        int tasks = (tree.leafCount() + leaves - 1) / leaves;
        Checkpoint checkpoint = Checkpoint.of(() -> context.throwIfCancelled(stage));
        BlockRunner.of(context.executor(), context.threads(), checkpoint::now).forEach(tasks, task -> {
            KdSearch search = tree.search();
            for (int i = task * leaves; i < Math.min(tree.leafCount(), (task + 1) * leaves); i++) {
                checkpoint.now();
                lookup.at(search, tree.leaf(i));
            }
        });
    }

    private final class Lookups extends Search {
        private final KdSearch search = tree.search();
        private final double[] coordinates = new double[embedding.dimensions()];
        private double radius = Double.POSITIVE_INFINITY;
        private double limit = Double.POSITIVE_INFINITY;

        @Override
        int nearest(double[] query, double newRadius) {
            place(query, newRadius);
            return search.nearest(coordinates, 0, limit, nodeRows) ? row(0) : -1;
        }

        @Override
        int within(double[] query, double newRadius) {
            place(query, newRadius);
            return search.within(coordinates, 0, limit);
        }

        @Override
        int nearest(double[] query, int most, double newRadius) {
            place(query, newRadius);
            return search.nearest(coordinates, 0, most, limit);
        }

        private void place(double[] query, double newRadius) {
            embedding.embed(query, coordinates);
            if (newRadius != radius) {
                radius = newRadius;
                limit = limit(embedding, newRadius);
            }
        }

        @Override
        int row(int index) {
            return tree.row(search.position(index));
        }

        @Override
        double distance(int index) {
            return embedding.ofSquared(search.squared(index));
        }
    }
}
