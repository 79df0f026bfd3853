package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.kernel.AssignmentKernel;
import io.github.segmentation4j.internal.kernel.BlockSums;
import io.github.segmentation4j.internal.kernel.Kernels;
import io.github.segmentation4j.internal.kernel.PackedCentroids;
import io.github.segmentation4j.internal.kernel.PointBlocks;
import io.github.segmentation4j.internal.random.SeededRandom;

/**
 * k-means++: picks rows as the first centroids, each with a probability in proportion to its weight times its squared
 * distance to those picked before. Greedy: of several rows tried each time, keeps the one that lowers the sum most, the
 * first of several.
 *
 * <p>Each centroid takes one pass: a block is brought up to date with the row picked last in the same visit that tries
 * the next ones. What the sums of the block are by then is known from the visit before. The row picked last is one of the
 * tries of that visit: its distances are still there where rows have many dimensions, and are measured again where
 * keeping them would need much memory.
 */
final class PlusPlusSeeding {
    /** Distances to the tries are kept where they take at most such a part of the memory of the rows, one in so many. */
    private static final int AFFORDABLE = 8;

    private final SeedingRows rows;
    private final SeededRandom random;
    private final int tries;

    /** The row picked last. */
    private final PackedCentroids last;

    /** The tries and, after them, the row picked last. */
    private final PackedCentroids drawn;

    private final AssignmentKernel kernel;
    private final double[][] distances;
    private final double[][] sums;
    private final double[] room = new double[PointBlocks.ROWS];

    /** For each block the sum of weight times distance to the rows picked; one of the sums. */
    private double[] current;

    /** For each block the distances of its rows to the tries of the last visit, or no blocks where they are not kept. */
    private final double[][][] kept;

    /** The try picked last, which the blocks still have to be brought up to date with where distances are kept; or -1. */
    private int pending = -1;

    /**
     * Seeding with some number of tries.
     *
     * @param rows with {@code tries + 1} rooms
     * @param tries at least 1
     */
    PlusPlusSeeding(SeedingRows rows, int tries, SeededRandom random) {
        this.rows = rows;
        this.tries = tries;
        this.random = random;
        int columns = rows.points().columns();
        int blocks = rows.points().blockCount();
        last = new PackedCentroids(1, columns);
        drawn = new PackedCentroids(tries + 1, columns);
        kernel = Kernels.chosen().create(columns);
        distances = new double[blocks][];
        sums = new double[tries][blocks];
        current = sums[0];
        kept = new double[tries > 1 && tries * AFFORDABLE <= columns ? blocks : 0][][];
    }

    /** How many rows greedy k-means++ tries for each of so many centroids. */
    static int greedyTries(int clusters) {
        return 2 + (int) StrictMath.log(clusters);
    }

    /** Picks rows, different ones while there are any. */
    int[] pick(int count) {
        DistinctDraw draw = new DistinctDraw(rows, count, random);
        int[] picked = new int[count];
        picked[0] = draw.next();
        placeLast(picked[0]);
        for (int j = 1; j < count; j++) {
            if (j == 1) {
                measureFirst();
            } else if (tries == 1) {
                measureLast();
            }
            if (SeedingRows.sum(current) > 0) {
                picked[j] = tries == 1 ? drawByDistance() : bestTry();
                draw.exclude(picked[j]);
            } else {
                // All that is left lies so close to a picked row that its squared distance is zero.
                picked[j] = draw.next();
            }
            placeLast(picked[j]);
        }
        return picked;
    }

    private void measureFirst() {
        rows.forEachBlock((loaded, rooms, b) -> {
            distances[b] = new double[PointBlocks.ROWS];
            loaded.squaredDistances(last, 0, distances[b]);
            sums[0][b] = sum(b, rooms[0]);
            if (kept.length > 0) {
                kept[b] = new double[tries][PointBlocks.ROWS];
            }
        });
    }

    /** Brings all blocks and their sums up to date with the row picked last, which no try has measured. */
    private void measureLast() {
        rows.forEachBlock((loaded, rooms, b) -> {
            lower(loaded, rooms[0], b);
            sums[0][b] = sum(b, rooms[0]);
        });
    }

    private int bestTry() {
        int[] tried = new int[tries];
        for (int t = 0; t < tries; t++) {
            tried[t] = drawByDistance();
            place(tried[t], drawn, t);
        }
        rows.forEachBlock((loaded, rooms, b) -> {
            double[][] measured = measureTries(loaded, rooms, b);
            for (int t = 0; t < tries; t++) {
                sums[t][b] = BlockSums.weightedSmaller(
                        rows.points().rowsIn(b), rows.weights(b), distances[b], measured[t], rooms[tries]);
            }
        });
        int best = 0;
        double least = SeedingRows.sum(sums[0]);
        for (int t = 1; t < tries; t++) {
            double sum = SeedingRows.sum(sums[t]);
            if (sum < least) {
                least = sum;
                best = t;
            }
        }
        current = sums[best];
        pending = best;
        return tried[best];
    }

    /** Brings a block up to date with the row picked last and returns the distances of its rows to the tries. */
    private double[][] measureTries(AssignmentKernel loaded, double[][] rooms, int block) {
        if (kept.length == 0) {
            loaded.squaredDistances(drawn, 0, rooms);
            BlockSums.lower(distances[block], rooms[tries]);
            return rooms;
        }
        lower(loaded, rooms[tries], block);
        loaded.squaredDistances(drawn, 0, kept[block]);
        return kept[block];
    }

    private int drawByDistance() {
        int block = SeedingRows.draw(current, random);
        kernel.load(rows.points(), block);
        lower(kernel, room, block);
        double[] weights = rows.weights(block);
        double[] shares = new double[rows.points().rowsIn(block)];
        for (int p = 0; p < shares.length; p++) {
            shares[p] = weights[p] * distances[block][p];
        }
        return PointBlocks.firstRow(block) + SeedingRows.draw(shares, random);
    }

    /** Brings a block up to date with the row picked last. */
    private void lower(AssignmentKernel loaded, double[] room, int block) {
        if (kept.length == 0) {
            loaded.squaredDistances(last, 0, room);
            BlockSums.lower(distances[block], room);
        } else if (pending >= 0) {
            BlockSums.lower(distances[block], kept[block][pending]);
        }
    }

    private double sum(int block, double[] room) {
        return BlockSums.weighted(rows.points().rowsIn(block), rows.weights(block), distances[block], room);
    }

    private void placeLast(int row) {
        place(row, last, 0);
        place(row, drawn, tries);
    }

    private void place(int row, PackedCentroids centroids, int centroid) {
        for (int c = 0; c < centroids.columns(); c++) {
            centroids.set(centroid, c, rows.points().get(row, c));
        }
    }
}
