package io.github.segmentation4j.fairness.inference;

import io.github.segmentation4j.internal.parallel.BlockRunner;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.RunContext;

/** Draws many times, each draw from a generator that depends on its number alone, so that no thread can change one. */
final class Resampling {
    /** Draws that share one array; few enough that even large arrays are spread over all threads. */
    private static final int BLOCK = 8;

    /** Blocks between two reports of progress. */
    private static final int WAVE = 32;

    private Resampling() {}

    /** One draw. */
    @FunctionalInterface
    interface Draw {
        /**
         * Fills the array and returns what the statistic says of it.
         *
         * @param drawn as long as there are rows, with anything in it
         */
        double value(int[] drawn, SeededRandom random, Checkpoint checkpoint);
    }

    /** The values of all draws, in the order of their numbers. */
    static double[] values(String stage, int draws, int rows, Draw draw, RunContext context) {
        Checkpoint checkpoint = Checkpoint.of(() -> context.throwIfCancelled(stage));
        BlockRunner runner = BlockRunner.of(context.executor(), context.threads(), checkpoint::now);
        double[] values = new double[draws];
        int blocks = (draws - 1) / BLOCK + 1;
        for (int from = 0; from < blocks; from += WAVE) {
            context.report(stage, (long) from * BLOCK, draws);
            int wave = from;
            runner.forEach(Math.min(WAVE, blocks - from), block -> {
                int[] drawn = new int[rows];
                int start = (wave + block) * BLOCK;
                for (int i = start; i < start + Math.min(BLOCK, draws - start); i++) {
                    checkpoint.now();
                    values[i] = draw.value(drawn, SeededRandom.of(SeededRandom.derive(context.seed(), i)), checkpoint);
                }
            });
        }
        context.report(stage, draws, draws);
        return values;
    }
}
