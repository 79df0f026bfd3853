package io.github.segmentation4j.cluster;

import io.github.segmentation4j.distance.EuclideanEmbedding;
import io.github.segmentation4j.distance.FittedDissimilarity;
import io.github.segmentation4j.internal.parallel.BlockRunner;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.RunContext;

/**
 * Looks up which of some rows are near: in a tree where the dissimilarity allows it, else among all of them. Either way the
 * same rows are found. Immutable and safe for use by several threads.
 */
abstract class Neighbours {
    /** Rows whose neighbours are looked up by one task. */
    private static final int TASK = 256;

    /**
     * An index.
     *
     * @param rows complete, shared and not to be written
     */
    static Neighbours of(FittedDissimilarity dissimilarity, double[][] rows, String stage, RunContext context) {
        if (dissimilarity instanceof EuclideanEmbedding embedding && rows.length > 0) {
            return KdNeighbours.of(embedding, rows, stage, context);
        }
        return new AllNeighbours(dissimilarity, rows);
    }

    /** The number of rows. */
    abstract int count();

    /** A row that was given. */
    abstract double[] row(int row);

    /** Lookups by one thread. */
    abstract Search search();

    /** Lookups by one thread; what was found stays until the next one. */
    abstract static class Search {
        /**
         * The nearest row, the first of several.
         *
         * @param radius the greatest dissimilarity, inclusive; infinite for no limit
         * @return its number, or -1 where all are farther
         */
        abstract int nearest(double[] query, double radius);

        /** Finds all rows up to a dissimilarity, inclusive, and returns how many. */
        abstract int within(double[] query, double radius);

        /**
         * Finds the nearest rows, by dissimilarity, and returns how many.
         *
         * @param most how many at most
         * @param radius inclusive; infinite for no limit
         */
        abstract int nearest(double[] query, int most, double radius);

        /** A row that was found, counted from 0; after {@link #within} in no order that means anything. */
        abstract int row(int index);

        /** Its dissimilarity. */
        abstract double distance(int index);

        /**
         * The least dissimilarity up to which rows of a weight in all are found, infinite if that is beyond the radius.
         *
         * @param weights of the rows, not negative
         * @param needed above 0
         */
        double radiusOf(double[] query, double[] weights, int needed, double radius) {
            // Where every row weighs 1 or more, as many rows as the weight are enough.
            int most = Math.min(needed, weights.length);
            while (true) {
                int found = nearest(query, most, radius);
                double sum = 0;
                for (int i = 0; i < found; i++) {
                    sum += weights[row(i)];
                    if (sum >= needed) {
                        return distance(i);
                    }
                }
                if (found < most || most == weights.length) {
                    return Double.POSITIVE_INFINITY;
                }
                most = (int) Math.min(weights.length, 2L * most);
            }
        }
    }

    /**
     * For each row whether rows of a weight in all are near.
     *
     * @param radius inclusive
     * @param weights of the rows, not negative
     */
    boolean[] dense(double radius, double[] weights, int needed, String stage, RunContext context) {
        boolean[] dense = new boolean[count()];
        forEach(stage, context, (search, row) -> {
            int found = search.within(row(row), radius);
            double sum = 0;
            for (int i = 0; i < found; i++) {
                sum += weights[search.row(i)];
            }
            dense[row] = sum >= needed;
        });
        return dense;
    }

    /**
     * Which rows are connected by steps to rows that are near.
     *
     * @param radius inclusive
     * @return for each row the lowest row it is connected to
     */
    int[] pieces(double radius, String stage, RunContext context) {
        ConnectedPieces pieces = new ConnectedPieces(count());
        forEach(stage, context, (search, row) -> {
            int found = search.within(row(row), radius);
            for (int i = 0; i < found; i++) {
                pieces.connect(row, search.row(i));
            }
        });
        return pieces.lowest();
    }

    /** What is done with a row by a thread of which the search is. */
    interface Lookup {
        void at(Search search, int row);
    }

    /** Looks up something for each row, on the threads of a context. */
    void forEach(String stage, RunContext context, Lookup lookup) {
        int tasks = (count() + TASK - 1) / TASK;
        Checkpoint checkpoint = Checkpoint.of(() -> context.throwIfCancelled(stage));
        BlockRunner.of(context.executor(), context.threads(), checkpoint::now).forEach(tasks, task -> {
            Search search = search();
            for (int row = task * TASK; row < Math.min(count(), (task + 1) * TASK); row++) {
                checkpoint.now();
                lookup.at(search, row);
            }
        });
    }
}
