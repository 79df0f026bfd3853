package io.github.segmentation4j.quality;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.kernel.PointBlocks;
import io.github.segmentation4j.internal.parallel.BlockRunner;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.util.function.ObjIntConsumer;

/** The scores of rows in the segments they turned out to be in. Immutable once made. */
final class ScoredRows {
    private static final String STAGE = "conformal segments";

    /** Rows between two looks at whether to stop. */
    private static final int ROWS_AT_A_TIME = 32;

    private final int clusters;
    private final double[] own;

    private ScoredRows(int clusters, double[] own) {
        this.clusters = clusters;
        this.own = own;
    }

    /** Scores at least one row. */
    static ScoredRows of(NonconformityScore score, FeatureMatrix matrix, int[] segments, RunContext context) {
        int clusters = checked(score, matrix.row(0)).length;
        double[] own = new double[matrix.rowCount()];
        forEach(score, matrix, segments, clusters, context, (scores, row) -> own[row] = scores[segments[row]]);
        return new ScoredRows(clusters, own);
    }

    /** Hands on the scores of each row, from several threads. */
    static void forEach(
            NonconformityScore score,
            FeatureMatrix matrix,
            int[] segments,
            int clusters,
            RunContext context,
            ObjIntConsumer<double[]> taker) {
        if (segments.length != matrix.rowCount()) {
            throw new IllegalArgumentException("there must be one segment for each of the " + matrix.rowCount()
                    + " rows, were " + segments.length);
        }
        for (int row = 0; row < segments.length; row++) {
            if (segments[row] < 0 || segments[row] >= clusters) {
                throw InvalidInputException.atRow(
                        row + 1L,
                        "a known segment must be 0 to " + (clusters - 1) + ", was " + segments[row]
                                + "; leave out rows that are noise");
            }
        }
        PointBlocks points = matrix.pointsView();
        Runnable look = () -> context.throwIfCancelled(STAGE);
        BlockRunner.of(context.executor(), context.threads(), look).forEach(points.blockCount(), block -> {
            int first = PointBlocks.firstRow(block);
            for (int row = first; row < first + points.rowsIn(block); row++) {
                if (row % ROWS_AT_A_TIME == 0) {
                    look.run();
                }
                double[] scores = checked(score, matrix.row(row));
                requireLength(clusters, scores.length);
                taker.accept(scores, row);
            }
        });
    }

    /** The scores of a row, at least one and none NaN. */
    static double[] checked(NonconformityScore score, double[] row) {
        double[] scores = score.of(row);
        if (scores.length == 0) {
            throw new InvalidInputException("a score must know at least one cluster, knew none");
        }
        for (double value : scores) {
            if (Double.isNaN(value)) {
                throw new InvalidInputException(
                        "a score must be a number and is none; use a score that takes such rows, or scale the columns");
            }
        }
        return scores;
    }

    static void requireLength(int expected, int actual) {
        if (actual != expected) {
            throw new InvalidInputException(
                    "a score must give one number for each of the " + expected + " clusters, gave " + actual);
        }
    }

    static Checkpoint checkpoint(RunContext context) {
        return Checkpoint.of(() -> context.throwIfCancelled(STAGE));
    }

    int clusters() {
        return clusters;
    }

    /** The score of each row in its segment, copied. */
    double[] own() {
        return own.clone();
    }

    /** The scores of the rows of one segment, of which there are so many. */
    double[] own(int[] segments, int segment, int count) {
        double[] scores = new double[count];
        int at = 0;
        for (int row = 0; row < own.length; row++) {
            if (segments[row] == segment) {
                scores[at++] = own[row];
            }
        }
        return scores;
    }
}
