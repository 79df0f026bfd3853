package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.kernel.PointBlocks;
import java.util.Arrays;

/**
 * Knows of many rows that they keep their cluster without comparing them with any centroid: the gap between the nearest
 * and the second nearest centroid of a row, less how far the centroids have moved since it was measured. A row is compared
 * again once its gap may be used up, so labels are the same as without.
 *
 * <p>Pays where most rows have settled. Whether they have shows in a sample of the gaps before each pass, so what a pass
 * does follows from the data alone.
 *
 * <p>Reference: G. Hamerly, Making k-means even faster, SIAM SDM 2010. Deviations: one number a row instead of two, the
 * difference of Hamerly's bounds; and in whole steps, counted down by cluster instead of by row.
 */
final class Gaps {
    /**
     * What it costs to pick a row from among others and to read a value, in products: a comparison with all centroids takes
     * one for each value of each of them. From measurements; they decide about time alone.
     */
    private static final int PICK = 1000;

    private static final int READ = 32;

    /** And what it costs to look whether a row may change. */
    private static final int LOOK = 100;

    /** The part of the rows that may change their cluster in the pass before gaps are first measured. */
    private static final double SETTLED = 0.25;

    /** Covers what rounding does to distances, gaps and moves: some units in the last place for each column. */
    private static final double ROUNDING = 0x1p-48;

    /** A gap has so many steps at most; a larger one is cut. */
    private static final int STEPS = Character.MAX_VALUE;

    /** The largest gap, in typical distances of a row to its centroid. */
    private static final int WIDEST = 16;

    /** More tries in vain do not make the next one later. */
    private static final int MOST_VAIN = 8;

    /** Blocks whose gaps tell about all. */
    private static final int SAMPLE = 64;

    private final KMeansWork work;
    private final KMeansInput input;
    private final int clusters;

    /** Of so many rows of a block that may change, it is cheaper to compare the whole block than to pick them. */
    private final int many;

    /** To pick rows pays if it is a smaller part of all; never if it is not positive. */
    private final double few;

    /** More than rounding adds to a gap. */
    private final double margin;

    /** How many steps a distance has. */
    private double scale;

    /** For each row the steps its cluster must have used up before it is compared again; none until gaps are measured. */
    private char[][] limits = new char[0][];

    /** The steps each cluster has used up since gaps were measured. */
    private int[] used;

    /** Whether the limits hold for the labels there are. */
    private boolean measured;

    private boolean settled;

    /** How often gaps were measured in vain since rows were last picked, and for how many passes not to measure them. */
    private int vain;

    private int rest;

    /** How far a typical row is from its centroid. */
    private double typical;

    /** What a pass over the rows does. */
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
        double columns = input.points().columns();
        double read = columns * clusters + READ * columns;
        many = (int) (PointBlocks.ROWS * read / (read + PICK));
        few = clusters > 1 && input.isIncremental() ? (read - LOOK) / (read + PICK) : 0;
        margin = Math.sqrt(input.reach()) * (columns + 16) * ROUNDING;
        used = new int[clusters];
    }

    /**
     * Decides what the next pass does.
     *
     * @param last whether the distances of all rows are needed after it
     */
    Pass next(Lloyd run, boolean last) {
        measured &= work.holdsLimits(this) && !last;
        if (measured) {
            if (usedUp(run) < few) {
                vain = 0;
                return Pass.FILTER;
            }
            // Too early: two tries in a row, then fewer and fewer.
            vain = Math.min(vain + 1, MOST_VAIN);
            rest = (1 << vain) / 4;
        }
        measured = !last && few > 0 && settled && typical > margin && rest == 0;
        if (measured) {
            begin();
            return Pass.MEASURE;
        }
        rest = Math.max(0, rest - 1);
        return Pass.COMPARE;
    }

    private void begin() {
        limits = work.limits(this);
        scale = STEPS / (WIDEST * typical);
        Arrays.fill(used, 0);
    }

    /** The part of the rows whose gap may be used up, in a sample. */
    private double usedUp(Lloyd run) {
        int blocks = limits.length;
        int step = Math.max(1, blocks / SAMPLE);
        int[] picked = new int[PointBlocks.ROWS];
        long rows = 0;
        long count = 0;
        for (int b = 0; b < blocks; b += step) {
            count += pick(limits[b], run.labels(b), input.points().rowsIn(b), picked);
            rows += input.points().rowsIn(b);
        }
        return count / (double) rows;
    }

    /**
     * Learns what a pass over all rows found.
     *
     * @param changes how many rows changed their cluster
     * @param distance of a typical row to its centroid
     */
    void learn(long changes, double distance) {
        settled = changes < SETTLED * input.points().rows();
        typical = distance;
    }

    /** Takes from all gaps what the moves of the centroids may use up. */
    void drift(double[] shifts) {
        if (!measured) {
            return;
        }
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
            double steps = Math.ceil((shifts[j] + others) * scale * (1 + ROUNDING));
            used[j] = (int) Math.min(STEPS, used[j] + steps);
        }
    }

    /**
     * Numbers the clusters anew.
     *
     * @param order for each new number the old one
     */
    void renumber(int[] order) {
        int[] before = used;
        used = Arrays.stream(order).map(j -> before[j]).toArray();
    }

    /** Makes sure that a row is compared again. */
    void forget(int row) {
        if (measured && work.holdsLimits(this)) {
            limits[row / PointBlocks.ROWS][row % PointBlocks.ROWS] = 0;
        }
    }

    /**
     * Keeps the gaps of the rows of a block.
     *
     * @param seconds overwritten
     */
    void measure(int block, int[] labels, double[] distances, double[] seconds) {
        char[] kept = limits[block];
        // In two loops, the first of which the compiler vectorises.
        for (int p = 0; p < PointBlocks.ROWS; p++) {
            seconds[p] = (Math.sqrt(seconds[p]) - Math.sqrt(distances[p]) - margin) * scale;
        }
        for (int p = 0; p < PointBlocks.ROWS; p++) {
            kept[p] = limit((int) seconds[p], used[labels[p]]);
        }
    }

    /** Compares the rows of a span whose gap may be used up. */
    void filter(Lloyd run, KMeansWork.Span span, KMeansWork.Tools tools) {
        Batch batch = tools.batch;
        batch.clear();
        for (int b = span.first; b < span.end; b++) {
            work.next();
            int count = pick(limits[b], run.labels(b), input.points().rowsIn(b), tools.picked);
            if (count >= many) {
                // Rows change their clusters in their order, whatever compares them.
                compare(run, span, tools);
                tools.kernel.load(input.scaled(), b);
                run.assign(span, tools, b, Pass.MEASURE);
            } else if (count > 0) {
                add(run, span, tools, b, count);
            }
        }
        compare(run, span, tools);
    }

    /** Finds the rows of a block whose gap may be used up, ascending, and returns how many there are. */
    private int pick(char[] kept, int[] clusterOf, int rows, int[] picked) {
        int count = 0;
        for (int p = 0; p < rows; p++) {
            // Without a branch, which nobody could foresee.
            picked[count] = p;
            count += kept[p] <= used[clusterOf[p]] ? 1 : 0;
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
        if (batch.size() == 0) {
            return;
        }
        tools.kernel.load(batch.scaled());
        tools.kernel.nearestTwo(run.packed(), tools.labels, tools.distances, tools.seconds);
        batch.change(run.sums(), span, tools);
        for (int i = 0; i < batch.size(); i++) {
            int row = batch.row(i);
            int cluster = tools.labels[i];
            double gap = Math.sqrt(tools.seconds[i]) - Math.sqrt(tools.distances[i]) - margin;
            run.labels(row / PointBlocks.ROWS)[row % PointBlocks.ROWS] = cluster;
            limits[row / PointBlocks.ROWS][row % PointBlocks.ROWS] = limit((int) (gap * scale), used[cluster]);
        }
        span.compared += batch.size();
        batch.clear();
    }

    /** The steps a cluster must have used up before a row is compared again. */
    private static char limit(int gap, int used) {
        return (char) Math.min(STEPS, Math.min(STEPS, Math.max(0, gap)) + used);
    }
}
