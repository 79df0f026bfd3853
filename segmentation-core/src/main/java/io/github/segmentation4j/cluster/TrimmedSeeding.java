package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.kernel.BlockSums;
import io.github.segmentation4j.internal.kernel.PackedCentroids;
import io.github.segmentation4j.internal.kernel.PointBlocks;
import io.github.segmentation4j.internal.random.SeededRandom;
import java.util.Arrays;

/**
 * Greedy k-means++ for data with outliers: before a row is drawn, the rows that are farthest from those picked so far are
 * trimmed, as they are in the fit, and cannot be drawn. Of several rows drawn each time it keeps the one that lowers the
 * sum most, in which no row counts with more than the distance from which on rows are trimmed.
 */
final class TrimmedSeeding {
    private final KMeansWork work;
    private final KMeansInput input;
    private final TrimReach reach;
    private final SeededRandom random;
    private final PackedCentroids drawn;
    private final double[][] tryCosts;
    private final double[] keptCosts;
    private final double[] kept = new double[PointBlocks.ROWS];

    private TrimmedSeeding(KMeansWork work, TrimReach reach, long seed) {
        this.work = work;
        this.reach = reach;
        input = work.input();
        random = SeededRandom.of(seed);
        int tries = PlusPlusSeeding.greedyTries(work.clusters());
        drawn = new PackedCentroids(tries, input.points().columns());
        tryCosts = new double[tries][input.points().blockCount()];
        keptCosts = new double[input.points().blockCount()];
    }

    /** The centroids to start from, k x d; one comes twice where all that is kept lies at those picked before. */
    static double[][] centroids(KMeansWork work, TrimReach reach, long seed) {
        PointBlocks points = work.input().points();
        int[] rows = new TrimmedSeeding(work, reach, seed).pick();
        double[][] centroids = new double[rows.length][points.columns()];
        for (int j = 0; j < rows.length; j++) {
            points.copyRow(rows[j], centroids[j]);
        }
        return centroids;
    }

    private int[] pick() {
        int[] rows = new int[work.clusters()];
        // At equal distances the draw is by weight.
        fillDistances(1);
        rows[0] = draw(trim());
        fillDistances(Double.MAX_VALUE);
        place(rows[0], 0);
        lower(0);
        for (int j = 1; j < rows.length; j++) {
            double total = trim();
            rows[j] = total > 0 ? next(total) : rows[j - 1];
        }
        return rows;
    }

    private int next(double total) {
        int[] rows = new int[drawn.count()];
        for (int t = 0; t < rows.length; t++) {
            rows[t] = draw(total);
            place(rows[t], t);
        }
        int best = bestTry();
        lower(best);
        return rows[best];
    }

    private void fillDistances(double value) {
        for (int b = 0; b < keptCosts.length; b++) {
            Arrays.fill(reach.distances(b), value);
        }
    }

    /** Trims by the distances as they are and returns the sum over what is kept. */
    private double trim() {
        reach.find();
        work.forEachBlock((span, tools, b) -> {
            reach.keep(b, tools.distances);
            keptCosts[b] =
                    BlockSums.weighted(input.points().rowsIn(b), tools.distances, reach.distances(b), tools.distances);
        });
        return sum(keptCosts);
    }

    private int bestTry() {
        double limit = reach.distance();
        work.forEachBlock((span, tools, b) -> {
            for (int t = 0; t < tryCosts.length; t++) {
                tools.kernel.squaredDistances(drawn, t, tools.distances);
                for (int p = 0; p < PointBlocks.ROWS; p++) {
                    tools.distances[p] = Math.min(tools.distances[p], limit);
                }
                tryCosts[t][b] = BlockSums.weightedSmaller(
                        input.points().rowsIn(b), input.weights(b), reach.distances(b), tools.distances);
            }
        });
        int best = 0;
        double least = sum(tryCosts[0]);
        for (int t = 1; t < tryCosts.length; t++) {
            double cost = sum(tryCosts[t]);
            if (cost < least) {
                least = cost;
                best = t;
            }
        }
        return best;
    }

    private void lower(int chosen) {
        work.forEachBlock((span, tools, b) -> {
            tools.kernel.squaredDistances(drawn, chosen, tools.distances);
            BlockSums.lower(reach.distances(b), tools.distances);
        });
    }

    private void place(int row, int t) {
        for (int c = 0; c < drawn.columns(); c++) {
            drawn.set(t, c, input.scaled().get(row, c));
        }
    }

    /** A row with a probability in proportion to its kept weight times its distance. */
    private int draw(double total) {
        double target = random.nextDouble() * total;
        int block = 0;
        for (int b = 0; b < keptCosts.length; b++) {
            if (keptCosts[b] > 0) {
                block = b;
                if (target < keptCosts[b]) {
                    break;
                }
                target -= keptCosts[b];
            }
        }
        reach.keep(block, kept);
        double[] distances = reach.distances(block);
        int chosen = 0;
        for (int p = 0; p < input.points().rowsIn(block); p++) {
            double cost = kept[p] * distances[p];
            if (cost > 0) {
                chosen = p;
                if (target < cost) {
                    break;
                }
                target -= cost;
            }
        }
        return PointBlocks.firstRow(block) + chosen;
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }
}
