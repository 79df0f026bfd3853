package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.kernel.BlockSums;
import io.github.segmentation4j.internal.kernel.PackedCentroids;
import io.github.segmentation4j.internal.kernel.PointBlocks;
import io.github.segmentation4j.internal.random.SeededRandom;
import java.util.Arrays;

/**
 * k-means++: picks rows as the first centroids, each with a probability in proportion to its weight times its squared
 * distance to those picked before. Greedy: of several rows drawn each time, keeps the one that lowers the sum most.
 */
final class Seeding {
    private final KMeansWork work;
    private final KMeansInput input;
    private final SeededRandom random;
    private final int tries;
    private final PackedCentroids drawn;
    private final double[][] tryInertia;
    private final double[] blockInertia;

    private Seeding(KMeansWork work, KMeans.Start start, long seed) {
        this.work = work;
        this.input = work.input();
        this.random = SeededRandom.of(seed);
        tries = start == KMeans.Start.PLUS_PLUS ? 1 : 2 + (int) StrictMath.log(work.clusters());
        drawn = new PackedCentroids(tries, input.points().columns());
        tryInertia = new double[tries][input.points().blockCount()];
        blockInertia = new double[input.points().blockCount()];
    }

    /** The rows to start from. */
    static int[] rows(KMeansWork work, KMeans.Start start, long seed) {
        return new Seeding(work, start, seed).pick();
    }

    private int[] pick() {
        int[] rows = new int[work.clusters()];
        rows[0] = drawByWeight();
        for (int b = 0; b < input.points().blockCount(); b++) {
            Arrays.fill(work.distances(b), Double.MAX_VALUE);
        }
        place(rows[0], 0);
        lower(0);
        for (int j = 1; j < rows.length; j++) {
            rows[j] = next();
        }
        return rows;
    }

    private int next() {
        double total = sum(blockInertia);
        if (!(total > 0)) {
            // All that is left lies so close to a centroid that its squared distance is zero.
            int row = drawByWeight();
            place(row, 0);
            lower(0);
            return row;
        }
        int[] rows = new int[tries];
        for (int t = 0; t < tries; t++) {
            rows[t] = drawByInertia(total);
            place(rows[t], t);
        }
        int best = tries == 1 ? 0 : bestTry();
        lower(best);
        return rows[best];
    }

    private int bestTry() {
        work.forEachBlock((span, b) -> {
            for (int t = 0; t < tries; t++) {
                span.kernel.squaredDistances(drawn, t, span.candidate);
                BlockSums.smaller(work.distances(b), span.candidate, span.candidate);
                tryInertia[t][b] = BlockSums.weighted(input.points().rowsIn(b), input.weights(b), span.candidate);
            }
        });
        int best = 0;
        double least = sum(tryInertia[0]);
        for (int t = 1; t < tries; t++) {
            double inertia = sum(tryInertia[t]);
            if (inertia < least) {
                least = inertia;
                best = t;
            }
        }
        return best;
    }

    private void lower(int chosen) {
        work.forEachBlock((span, b) -> {
            span.kernel.squaredDistances(drawn, chosen, span.candidate);
            BlockSums.lower(work.distances(b), span.candidate);
            blockInertia[b] = BlockSums.weighted(input.points().rowsIn(b), input.weights(b), work.distances(b));
        });
    }

    private void place(int row, int t) {
        int columns = drawn.columns();
        for (int c = 0; c < columns; c++) {
            drawn.set(t, c, input.scaled().get(row, c));
        }
    }

    private int drawByInertia(double total) {
        double target = random.nextDouble() * total;
        int last = 0;
        for (int b = 0; b < blockInertia.length; b++) {
            if (blockInertia[b] > 0) {
                last = b;
                if (target < blockInertia[b]) {
                    break;
                }
                target -= blockInertia[b];
            }
        }
        double[] weights = input.weights(last);
        double[] distances = work.distances(last);
        int chosen = 0;
        for (int p = 0; p < input.points().rowsIn(last); p++) {
            double share = weights[p] * distances[p];
            if (share > 0) {
                chosen = p;
                if (target < share) {
                    break;
                }
                target -= share;
            }
        }
        return PointBlocks.firstRow(last) + chosen;
    }

    private int drawByWeight() {
        double total = 0;
        for (int row = 0; row < input.points().rows(); row++) {
            total += weight(row);
        }
        double target = random.nextDouble() * total;
        int chosen = 0;
        for (int row = 0; row < input.points().rows(); row++) {
            if (weight(row) > 0) {
                chosen = row;
                if (target < weight(row)) {
                    break;
                }
                target -= weight(row);
            }
        }
        return chosen;
    }

    private double weight(int row) {
        return input.weights(row / PointBlocks.ROWS)[row % PointBlocks.ROWS];
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }
}
