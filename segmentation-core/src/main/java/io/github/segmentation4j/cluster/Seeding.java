package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.random.SeededRandom;

/** Picks the rows a run starts from: different rows while there are any, all with a weight above 0. */
final class Seeding {
    private Seeding() {}

    /** The rows to start from. */
    static int[] rows(KMeansWork work, KMeans.Start start, long seed) {
        int clusters = work.clusters();
        return switch (start) {
            case GREEDY_PLUS_PLUS -> plusPlus(work, PlusPlusSeeding.greedyTries(clusters), seed);
            case PLUS_PLUS -> plusPlus(work, 1, seed);
            case PARALLEL -> new ParallelSeeding(work, seed).pick();
            case RANDOM -> random(work, seed);
        };
    }

    static int[] plusPlus(KMeansWork work, int tries, long seed) {
        return new PlusPlusSeeding(SeedingRows.of(work, tries + 1), tries, SeededRandom.of(seed)).pick(work.clusters());
    }

    private static int[] random(KMeansWork work, long seed) {
        DistinctDraw draw = new DistinctDraw(SeedingRows.of(work, 0), work.clusters(), SeededRandom.of(seed));
        int[] rows = new int[work.clusters()];
        for (int j = 0; j < rows.length; j++) {
            rows[j] = draw.next();
        }
        return rows;
    }
}
