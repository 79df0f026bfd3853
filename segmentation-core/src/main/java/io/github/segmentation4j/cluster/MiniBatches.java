package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.kernel.AssignmentKernel;
import io.github.segmentation4j.internal.kernel.BlockSums;
import io.github.segmentation4j.internal.kernel.Kernels;
import io.github.segmentation4j.internal.kernel.PackedCentroids;
import io.github.segmentation4j.internal.kernel.PointBlocks;
import io.github.segmentation4j.internal.parallel.BlockRunner;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * Centroids that follow batches of drawn rows: each is the mean of all drawn rows that were nearest to it so far. Each block of a
 * batch has a generator of its own, so threads change nothing. Belongs to one fit and one thread, which may have helpers.
 */
final class MiniBatches {
    /** Batches over which the inertia is smoothed, and after which it must have reached a new low. */
    private static final int PATIENCE = 10;

    private static final double SMOOTHING = 2.0 / (PATIENCE + 1);

    /**
     * A cluster a hundredth as large as the mean one expects 10 of so many rows for each cluster, and gets none only once
     * in e^10 = 22,000 times.
     */
    private static final long STARVED = 1_000;

    private final PointBlocks points;
    private final double[] roots;
    private final RowSampler sampler;
    private final int clusters;
    private final int batchSize;
    private final long seed;
    private final BlockRunner runner;
    private final Slot[] slots;

    /** Columns x clusters, in the units of the rows as they came. */
    private final double[] centres;

    /** The same, in the units rows are compared in. */
    private final PackedCentroids packed;

    /** How many drawn rows each centroid is the mean of; the first ones replace the start, which measured better. */
    private final double[] counts;

    /** How many of them came since starved centroids were last looked for. */
    private final double[] recent;

    private long sinceLook;
    private int batches;
    private double smoothed;
    private double lowest = Double.POSITIVE_INFINITY;
    private int withoutLow;

    /**
     * Before the first batch.
     *
     * @param roots of the feature weights
     * @param starts k x d
     */
    MiniBatches(
            PointBlocks points,
            double[] roots,
            RowSampler sampler,
            double[][] starts,
            int batchSize,
            long seed,
            RunContext context) {
        this.points = points;
        this.roots = roots;
        this.sampler = sampler;
        this.batchSize = batchSize;
        this.seed = seed;
        clusters = starts.length;
        int columns = points.columns();
        runner = BlockRunner.of(
                context.executor(), context.threads(), () -> context.throwIfCancelled(MiniBatchKMeans.STAGE));
        slots = new Slot[(batchSize + PointBlocks.ROWS - 1) / PointBlocks.ROWS];
        Arrays.setAll(slots, s -> new Slot(columns, Math.min(PointBlocks.ROWS, batchSize - PointBlocks.firstRow(s))));
        centres = new double[columns * clusters];
        packed = new PackedCentroids(clusters, columns);
        counts = new double[clusters];
        recent = new double[clusters];
        for (int j = 0; j < clusters; j++) {
            place(j, starts[j]);
        }
        pack();
    }

    /**
     * Goes on until the smoothed inertia of the batches has not reached a new low for a while, or the limit is reached.
     *
     * @param limit on the batches, at least 1
     * @param progress is told the number of batches after each
     * @return whether it ended by itself
     */
    boolean run(int limit, IntConsumer progress) {
        while (batches < limit && withoutLow < PATIENCE) {
            next();
            progress.accept(batches);
        }
        return withoutLow >= PATIENCE;
    }

    private void next() {
        long batchSeed = SeededRandom.derive(seed, batches);
        runner.forEach(slots.length, s -> slots[s].draw(SeededRandom.of(SeededRandom.derive(batchSeed, s))));
        double[] deviations = new double[centres.length];
        double[] gained = new double[clusters];
        double inertia = 0;
        for (Slot slot : slots) {
            BlockSums.addDeviations(slot.block, slot.rows, slot.labels, Slot.ONES, centres, clusters, deviations);
            BlockSums.addWeights(slot.rows, slot.labels, Slot.ONES, gained);
            inertia += slot.inertia();
        }
        for (int j = 0; j < clusters; j++) {
            counts[j] += gained[j];
            recent[j] += gained[j];
        }
        for (int i = 0; i < centres.length; i++) {
            if (gained[i % clusters] > 0) {
                centres[i] += deviations[i] / counts[i % clusters];
            }
        }
        judge(inertia);
        batches++;
        sinceLook += batchSize;
        if (sinceLook >= STARVED * clusters) {
            feedStarved(SeededRandom.of(SeededRandom.derive(batchSeed, slots.length)));
        }
        pack();
    }

    private void judge(double inertia) {
        smoothed = batches == 0 ? inertia : smoothed + SMOOTHING * (inertia - smoothed);
        withoutLow++;
        if (smoothed < lowest) {
            lowest = smoothed;
            withoutLow = 0;
        }
    }

    /** Moves each centroid that no recent row was nearest to onto a row of this batch, as k-means++ would draw it. */
    private void feedStarved(SeededRandom random) {
        for (int j = 0; j < clusters; j++) {
            if (recent[j] == 0) {
                double total = 0;
                for (Slot slot : slots) {
                    total += slot.inertia();
                }
                if (!(total > 0)) {
                    break;
                }
                move(j, random.nextDouble() * total);
                withoutLow = 0;
            }
        }
        Arrays.fill(recent, 0);
        sinceLook = 0;
    }

    /** Moves a centroid onto the row at which the running sum of squared distances passes a target. */
    private void move(int cluster, double target) {
        double left = target;
        Slot chosen = slots[0];
        int at = 0;
        for (Slot slot : slots) {
            for (int p = 0; p < slot.rows && left >= 0; p++) {
                if (slot.distances[p] > 0) {
                    chosen = slot;
                    at = p;
                    left -= slot.distances[p];
                }
            }
        }
        double[] row = new double[points.columns()];
        for (int c = 0; c < row.length; c++) {
            row[c] = chosen.block[c * PointBlocks.ROWS + at];
        }
        place(cluster, row);
        counts[cluster] = 0;
        chosen.distances[at] = 0;
    }

    private void place(int cluster, double[] row) {
        for (int c = 0; c < row.length; c++) {
            centres[c * clusters + cluster] = row[c];
        }
    }

    private void pack() {
        for (int j = 0; j < clusters; j++) {
            for (int c = 0; c < roots.length; c++) {
                packed.set(j, c, centres[c * clusters + j] * roots[c]);
            }
        }
    }

    /** The number of batches so far. */
    int batches() {
        return batches;
    }

    /** The centroids, copied: k x d. */
    double[][] centroids() {
        double[][] rows = new double[clusters][roots.length];
        for (int j = 0; j < clusters; j++) {
            for (int c = 0; c < roots.length; c++) {
                rows[j][c] = centres[c * clusters + j];
            }
        }
        return rows;
    }

    /** A block of a batch with its working memory. */
    private final class Slot {
        private static final double[] ONES = ones();

        private final int rows;
        private final double[] block;
        private final double[] scaled;
        private final double[] row;
        private final AssignmentKernel kernel;
        private final int[] labels = new int[PointBlocks.ROWS];
        private final double[] distances = new double[PointBlocks.ROWS];
        private final double[] room = new double[PointBlocks.ROWS];

        Slot(int columns, int rows) {
            this.rows = rows;
            block = new double[Math.multiplyExact(columns, PointBlocks.ROWS)];
            scaled = new double[block.length];
            row = new double[columns];
            kernel = Kernels.chosen().create(columns);
        }

        void draw(SeededRandom random) {
            for (int p = 0; p < rows; p++) {
                points.copyRow(sampler.draw(random), row);
                for (int c = 0; c < row.length; c++) {
                    block[c * PointBlocks.ROWS + p] = row[c];
                    scaled[c * PointBlocks.ROWS + p] = row[c] * roots[c];
                }
            }
            kernel.load(scaled);
            kernel.nearest(packed, labels, distances);
        }

        double inertia() {
            return BlockSums.weighted(rows, ONES, distances, room);
        }

        private static double[] ones() {
            double[] ones = new double[PointBlocks.ROWS];
            Arrays.fill(ones, 1);
            return ones;
        }
    }
}
