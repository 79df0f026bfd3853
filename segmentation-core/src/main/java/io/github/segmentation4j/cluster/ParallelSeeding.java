package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.kernel.BlockSums;
import io.github.segmentation4j.internal.kernel.PackedCentroids;
import io.github.segmentation4j.internal.kernel.PointBlocks;
import io.github.segmentation4j.internal.random.SeededRandom;
import java.util.Arrays;

/**
 * k-means||: draws many candidates in few rounds, each row on its own with a probability in proportion to its weight
 * times its squared distance to the candidates so far; then picks among the candidates, each weighing as much as the rows
 * nearest to it, with greedy k-means++.
 *
 * <p>Every block has a generator of its own in every round, so threads do not matter.
 */
final class ParallelSeeding {
    /** With twice as many candidates as clusters expected a round, five rounds are what the authors recommend. */
    private static final int ROUNDS = 5;

    private static final double OVERSAMPLING = 2;

    private final KMeansWork work;
    private final PointBlocks points;
    private final SeedingRows rows;
    private final long seed;
    private final double[][] distances;
    private final int[][] nearest;
    private final double[] sums;

    private int[] candidates = {};

    ParallelSeeding(KMeansWork work, long seed) {
        this.work = work;
        this.seed = seed;
        points = work.input().scaled();
        rows = SeedingRows.of(work, 1);
        distances = new double[points.blockCount()][PointBlocks.ROWS];
        for (double[] block : distances) {
            Arrays.fill(block, Double.MAX_VALUE);
        }
        nearest = new int[points.blockCount()][PointBlocks.ROWS];
        sums = new double[points.blockCount()];
    }

    int[] pick() {
        add(new int[] {new DistinctDraw(rows, 1, SeededRandom.of(seed)).next()});
        for (int round = 1; round <= ROUNDS; round++) {
            add(draw(round));
        }
        double[] weights = candidateWeights();
        int[] heavy = new int[candidates.length];
        int count = 0;
        for (int i = 0; i < candidates.length; i++) {
            // Of equal candidates only the first has rows of its own, so those that weigh something are distinct.
            if (weights[i] > 0) {
                heavy[count] = candidates[i];
                weights[count] = weights[i];
                count++;
            }
        }
        return count < work.clusters()
                ? Seeding.plusPlus(work, PlusPlusSeeding.greedyTries(work.clusters()), seed)
                : among(Arrays.copyOf(heavy, count), weights);
    }

    /** The rows drawn in a round, in their order. */
    private int[] draw(int round) {
        double total = SeedingRows.sum(sums);
        int[][] drawn = new int[points.blockCount()][0];
        if (total > 0) {
            double factor = OVERSAMPLING * work.clusters() / total;
            long roundSeed = SeededRandom.derive(seed, round);
            rows.forEachBlock((kernel, rooms, b) -> drawn[b] = draw(b, factor, SeededRandom.derive(roundSeed, b)));
        }
        return Arrays.stream(drawn).flatMapToInt(Arrays::stream).toArray();
    }

    private int[] draw(int block, double factor, long blockSeed) {
        SeededRandom random = SeededRandom.of(blockSeed);
        double[] weights = rows.weights(block);
        int[] drawn = new int[points.rowsIn(block)];
        int count = 0;
        for (int p = 0; p < drawn.length; p++) {
            if (random.nextDouble() < factor * (weights[p] * distances[block][p])) {
                drawn[count++] = PointBlocks.firstRow(block) + p;
            }
        }
        return Arrays.copyOf(drawn, count);
    }

    /** Adds candidates and brings the distances up to date. */
    private void add(int[] drawn) {
        if (drawn.length == 0) {
            return;
        }
        int before = candidates.length;
        candidates = Arrays.copyOf(candidates, before + drawn.length);
        System.arraycopy(drawn, 0, candidates, before, drawn.length);
        PackedCentroids packed = new PackedCentroids(drawn.length, points.columns());
        for (int i = 0; i < drawn.length; i++) {
            for (int c = 0; c < points.columns(); c++) {
                packed.set(i, c, points.get(drawn[i], c));
            }
        }
        rows.forEachBlock((kernel, rooms, b) -> {
            int[] labels = new int[PointBlocks.ROWS];
            kernel.nearest(packed, labels, rooms[0]);
            for (int p = 0; p < PointBlocks.ROWS; p++) {
                if (rooms[0][p] < distances[b][p]) {
                    nearest[b][p] = before + labels[p];
                }
            }
            BlockSums.lower(distances[b], rooms[0]);
            sums[b] = BlockSums.weighted(points.rowsIn(b), rows.weights(b), distances[b], rooms[0]);
        });
    }

    private double[] candidateWeights() {
        double[] weights = new double[candidates.length];
        for (int b = 0; b < nearest.length; b++) {
            BlockSums.addWeights(points.rowsIn(b), nearest[b], rows.weights(b), weights);
        }
        return weights;
    }

    /** Picks among candidates. */
    private int[] among(int[] chosen, double[] weights) {
        PointBlocks few = new PointBlocks(chosen.length, points.columns());
        double[][] blocks = new double[few.blockCount()][];
        for (int i = 0; i < chosen.length; i++) {
            for (int c = 0; c < points.columns(); c++) {
                few.set(i, c, points.get(chosen[i], c));
            }
        }
        for (int b = 0; b < blocks.length; b++) {
            blocks[b] = Arrays.copyOfRange(weights, PointBlocks.firstRow(b), PointBlocks.firstRow(b + 1));
        }
        int tries = PlusPlusSeeding.greedyTries(work.clusters());
        SeededRandom random = SeededRandom.of(SeededRandom.derive(seed, 0));
        int[] picked = new PlusPlusSeeding(SeedingRows.few(few, blocks, tries + 1, work::next), tries, random)
                .pick(work.clusters());
        for (int j = 0; j < picked.length; j++) {
            picked[j] = chosen[picked[j]];
        }
        return picked;
    }
}
