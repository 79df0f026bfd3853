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
 * the next ones. What the sums of the block are by then is known from the visit before.
 */
final class PlusPlusSeeding {
    /** Where the row picked last lies among the centroids; the tries follow. */
    private static final int LAST = 0;

    private final SeedingRows rows;
    private final SeededRandom random;
    private final int tries;
    private final PackedCentroids drawn;
    private final AssignmentKernel kernel;
    private final double[][] distances;
    private final double[][] sums;
    private final double[] room = new double[PointBlocks.ROWS];

    /** For each block the sum of weight times distance to the rows picked; one of the sums. */
    private double[] current;

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
        drawn = new PackedCentroids(tries + 1, columns);
        kernel = Kernels.chosen().create(columns);
        distances = new double[blocks][];
        sums = new double[tries][blocks];
        current = sums[0];
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
        place(picked[0], LAST);
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
            place(picked[j], LAST);
        }
        return picked;
    }

    private void measureFirst() {
        rows.forEachBlock((loaded, rooms, b) -> {
            distances[b] = new double[PointBlocks.ROWS];
            loaded.squaredDistances(drawn, LAST, distances[b]);
            sums[0][b] = sum(b, rooms[LAST]);
        });
    }

    /** Brings all blocks and their sums up to date with the row picked last, which no try has measured. */
    private void measureLast() {
        rows.forEachBlock((loaded, rooms, b) -> {
            lower(loaded, rooms[LAST], b);
            sums[0][b] = sum(b, rooms[LAST]);
        });
    }

    private int bestTry() {
        int[] tried = new int[tries];
        for (int t = 0; t < tries; t++) {
            tried[t] = drawByDistance();
            place(tried[t], t + 1);
        }
        rows.forEachBlock((loaded, rooms, b) -> {
            loaded.squaredDistances(drawn, LAST, rooms);
            BlockSums.lower(distances[b], rooms[LAST]);
            for (int t = 0; t < tries; t++) {
                sums[t][b] =
                        BlockSums.weightedSmaller(rows.points().rowsIn(b), rows.weights(b), distances[b], rooms[t + 1]);
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
        return tried[best];
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

    private void lower(AssignmentKernel loaded, double[] room, int block) {
        loaded.squaredDistances(drawn, LAST, room);
        BlockSums.lower(distances[block], room);
    }

    private double sum(int block, double[] room) {
        return BlockSums.weighted(rows.points().rowsIn(block), rows.weights(block), distances[block], room);
    }

    private void place(int row, int centroid) {
        for (int c = 0; c < drawn.columns(); c++) {
            drawn.set(centroid, c, rows.points().get(row, c));
        }
    }
}
