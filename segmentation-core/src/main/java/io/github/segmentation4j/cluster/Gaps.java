package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.kernel.PointBlocks;
import java.util.Arrays;

/**
 * Knows of many rows that they keep their cluster without comparing them with any centroid: the gap between the nearest
 * and the second nearest centroid of a row, less how far the centroids have moved since it was measured. A row is compared
 * again once its gap may be used up, so labels are the same as without.
 *
 * <p>Pays only where a comparison is dear and most rows have settled, which {@link #plan} decides from counts alone.
 *
 * <p>Reference: G. Hamerly, Making k-means even faster, SIAM SDM 2010. Deviation: one number a row instead of two, the
 * difference of Hamerly's bounds.
 */
final class Gaps {
    /** Clusters x columns from which on a comparison costs more than the look at its gap. */
    private static final long DEAR = 2000;

    /** The part of the rows that may change their cluster in the pass before the first gaps are measured. */
    private static final double SETTLED = 0.25;

    /** Covers what rounding does to distances, gaps and moves: some units in the last place for each column. */
    private static final double ROUNDING = 0x1p-48;

    private final KMeansWork work;
    private final KMeansInput input;
    private final int clusters;
    private final boolean dear;

    /** Gaps and moves are kept in parts of this length, the largest distance there can be. */
    private final double unit;

    private final double margin;
    private final double[] losses;
    private float[][] gaps = new float[0][];
    private Pass pass = Pass.COMPARE;
    private double settled = SETTLED;

    /** What the next pass over the rows does. */
    enum Pass {
        /** Compares all rows with all centroids. */
        COMPARE,
        /** Compares all rows and measures their gaps. */
        MEASURE,
        /** Compares the rows whose gap may be used up. */
        FILTER
    }

    Gaps(KMeansWork work) {
        this.work = work;
        input = work.input();
        clusters = work.clusters();
        unit = Math.sqrt(input.reach());
        dear = clusters > 1 && (long) clusters * input.points().columns() >= DEAR && unit > 0 && input.isIncremental();
        margin = (input.points().columns() + 16) * ROUNDING;
        losses = new double[clusters];
    }

    Pass pass() {
        return pass;
    }

    /** Decides about the next pass from what the last one found. */
    void plan(long compared, long changes) {
        if (!dear) {
            return;
        }
        double rows = input.points().rows();
        switch (pass) {
            case COMPARE -> {
                if (changes < settled * rows) {
                    pass = Pass.MEASURE;
                }
            }
            case MEASURE -> pass = Pass.FILTER;
            case FILTER -> {
                if (compared > rows / 2) {
                    // Too early: the centroids still move too far.
                    pass = Pass.COMPARE;
                    settled /= 2;
                }
            }
        }
        if (pass == Pass.MEASURE && gaps.length == 0) {
            gaps = new float[input.points().blockCount()][PointBlocks.ROWS];
        }
    }

    /** Takes from all gaps what the moves of the centroids may have used up, when they are next looked at. */
    void drift(double[] shifts) {
        int farthest = 0;
        for (int j = 1; j < clusters; j++) {
            farthest = shifts[j] > shifts[farthest] ? j : farthest;
        }
        double second = 0;
        for (int j = 0; j < clusters; j++) {
            second = j == farthest ? second : Math.max(second, shifts[j]);
        }
        for (int j = 0; j < clusters; j++) {
            double others = j == farthest ? second : shifts[farthest];
            losses[j] += Math.nextUp((shifts[j] + others) / unit);
        }
    }

    /**
     * Numbers the clusters anew.
     *
     * @param order for each new number the old one
     */
    void renumber(int[] order) {
        System.arraycopy(ClusterSums.permuted(losses, order), 0, losses, 0, clusters);
    }

    /** Ends a pass: the moves so far are accounted for. */
    void settle() {
        Arrays.fill(losses, 0);
    }

    /** Makes sure that a row is compared again. */
    void forget(int row) {
        if (gaps.length > 0) {
            gaps[row / PointBlocks.ROWS][row % PointBlocks.ROWS] = 0;
        }
    }

    /** Keeps the gaps of the rows of a block. */
    void measure(int block, int rows, double[] distances, double[] seconds) {
        for (int p = 0; p < rows; p++) {
            gaps[block][p] = gap(distances[p], seconds[p]);
        }
    }

    private float gap(double distance, double second) {
        return below((Math.sqrt(second) - Math.sqrt(distance)) / unit);
    }

    private static float below(double value) {
        return Math.nextDown((float) value);
    }

    /** Compares the rows of a span whose gap may be used up. */
    void filter(Lloyd run, KMeansWork.Span span, KMeansWork.Tools tools) {
        Batch batch = tools.batch;
        batch.clear();
        for (int b = span.first; b < span.end; b++) {
            work.next();
            int count = pick(gaps[b], run.labels(b), input.points().rowsIn(b), tools.picked);
            if (count > 0) {
                add(run, span, tools, b, count);
            }
        }
        compare(run, span, tools);
    }

    /** Finds the rows of a block whose gap may be used up, ascending, and returns how many there are. */
    private int pick(float[] left, int[] clusterOf, int rows, int[] picked) {
        int count = 0;
        for (int p = 0; p < rows; p++) {
            double rest = left[p] - losses[clusterOf[p]];
            left[p] = below(rest);
            picked[count] = p;
            count += rest <= margin ? 1 : 0;
        }
        return count;
    }

    private void add(Lloyd run, KMeansWork.Span span, KMeansWork.Tools tools, int b, int count) {
        double[] values = input.points().read(b, tools.room);
        double[] scaled = input.isScaled() ? input.scaled().read(b, tools.scaledRoom) : values;
        int from = 0;
        while (from < count) {
            int end = Math.min(count, from + tools.batch.free());
            tools.batch.add(b, values, scaled, tools.picked, from, end, run.labels(b));
            from = end;
            if (tools.batch.isFull()) {
                compare(run, span, tools);
            }
        }
    }

    private void compare(Lloyd run, KMeansWork.Span span, KMeansWork.Tools tools) {
        Batch batch = tools.batch;
        tools.kernel.load(batch.scaled());
        tools.kernel.nearestTwo(run.packed(), tools.labels, tools.distances, tools.seconds);
        batch.change(run.sums(), span, tools);
        for (int i = 0; i < batch.size(); i++) {
            int row = batch.row(i);
            run.labels(row / PointBlocks.ROWS)[row % PointBlocks.ROWS] = tools.labels[i];
            gaps[row / PointBlocks.ROWS][row % PointBlocks.ROWS] = gap(tools.distances[i], tools.seconds[i]);
        }
        span.compared += batch.size();
        batch.clear();
    }
}
