package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.parallel.BlockRunner;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.RunContext;

/**
 * Cuts sorted values into runs with the lowest sum of squared deviations, by dynamic programming: the best j runs of the
 * first values are the best j - 1 runs of fewer and one more run. The start of that run never moves down as values are
 * added, so the starts found for some values bound those in between.
 *
 * <p>With j runs, position q stands for the first q + j values; no position leaves a run without a value. Belongs to one
 * thread, which others may help.
 */
final class OptimalPartition {
    private static final int CHUNKS_AT_MOST = 64;

    private final double[] values;
    private final double[] weights;
    private final IntervalMoments intervals;
    private final long tableLimit;
    private final RunContext context;
    private final BlockRunner runner;
    private final Checkpoint checkpoint;
    private final int[] starts;

    private OptimalPartition(
            WeightedValues line, IntervalMoments intervals, int clusters, long tableLimit, RunContext context) {
        this.intervals = intervals;
        values = line.values();
        weights = line.weights();
        this.tableLimit = tableLimit;
        this.context = context;
        runner = BlockRunner.of(context.executor(), context.threads(), () -> context.throwIfCancelled("k-means"));
        checkpoint = Checkpoint.of(() -> context.throwIfCancelled("k-means"));
        starts = new int[clusters];
    }

    /**
     * The first value of each run.
     *
     * @param intervals of the same values
     * @param clusters how many runs, at most as many as there are values
     * @param tableLimit how many starts may be remembered; where there are more, the runs are found in two halves, each
     *     in turn if need be, which takes at most twice the time
     */
    static int[] starts(
            WeightedValues line, IntervalMoments intervals, int clusters, long tableLimit, RunContext context) {
        OptimalPartition partition = new OptimalPartition(line, intervals, clusters, tableLimit, context);
        partition.solve(0, line.count(), 0, clusters);
        return partition.starts;
    }

    private void solve(int from, int to, int firstRun, int runs) {
        String stage = "optimal k-means, clusters " + (firstRun + 1) + " to " + (firstRun + runs);
        context.report(stage, 0, runs);
        context.throwIfCancelled(stage);
        starts[firstRun] = from;
        int positions = to - from - runs + 1;
        if (runs == 1 || (long) (runs - 1) * positions <= tableLimit) {
            solveAtOnce(new Layers(from, positions, runs, stage), firstRun);
            return;
        }
        int half = runs / 2;
        int middle = middle(new Layers(from, positions, runs, stage), half);
        solve(from, middle, firstRun, half);
        solve(middle, to, firstRun + half, runs - half);
    }

    private void solveAtOnce(Layers layers, int firstRun) {
        int[][] table = new int[layers.runs + 1][];
        for (int j = 2; j <= layers.runs; j++) {
            table[j] = new int[layers.positions];
            layers.next(table[j]);
        }
        int position = layers.positions - 1;
        for (int j = layers.runs; j >= 2; j--) {
            position = table[j][position];
            starts[firstRun + j - 1] = layers.from + position + j - 1;
        }
    }

    /** The first value of the run after the first half of the runs. */
    private int middle(Layers layers, int half) {
        int[] splits = new int[layers.positions];
        int[] crossings = new int[layers.positions];
        int[] before = new int[layers.positions];
        for (int j = 2; j <= layers.runs; j++) {
            layers.next(splits);
            if (j == half + 1) {
                System.arraycopy(splits, 0, crossings, 0, splits.length);
            } else if (j > half + 1) {
                int[] spare = before;
                before = crossings;
                crossings = spare;
                for (int q = 0; q < splits.length; q++) {
                    crossings[q] = before[splits[q]];
                }
            }
        }
        return layers.from + crossings[layers.positions - 1] + half;
    }

    /** The lowest sums for one run, two runs and so on. */
    private final class Layers {
        final int from;
        final int positions;
        final int runs;
        private final String stage;
        private double[] before;
        private double[] now;
        private int run = 1;

        Layers(int from, int positions, int runs, String stage) {
            this.from = from;
            this.positions = positions;
            this.runs = runs;
            this.stage = stage;
            before = new double[positions];
            now = new double[positions];
            Moments moments = new Moments();
            for (int q = 0; q < positions; q++) {
                checkpoint.at(q);
                moments.add(values[from + q] - values[from], weights[from + q]);
                now[q] = moments.squares();
            }
            context.report(stage, 1, runs);
        }

        /**
         * Goes on to one more run.
         *
         * @param splits for each position that of the runs before the last; with all runs, only for the last position
         */
        void next(int[] splits) {
            run++;
            double[] spare = before;
            before = now;
            now = spare;
            if (run == runs) {
                place(positions - 1, 0, positions - 1, splits, new Moments());
            } else {
                for (int step = Integer.highestOneBit(positions); step > 0; step >>= 1) {
                    placeEvery(step, splits);
                }
            }
            context.report(stage, run, runs);
        }

        /** Places the odd multiples of a step; the multiples of twice the step are in place and bound them. */
        private void placeEvery(int step, int[] splits) {
            int places = (positions / step + 1) / 2;
            int chunks = Math.min(CHUNKS_AT_MOST, places);
            runner.forEach(chunks, chunk -> {
                Moments moments = new Moments();
                int end = (int) ((long) places * (chunk + 1) / chunks);
                for (int i = (int) ((long) places * chunk / chunks); i < end; i++) {
                    int q = step * (2 * i + 1) - 1;
                    int lower = q >= step ? splits[q - step] : 0;
                    int upper = q < positions - step ? Math.min(q, splits[q + step]) : q;
                    place(q, lower, upper, splits, moments);
                }
            });
        }

        private void place(int q, int lower, int upper, int[] splits, Moments moments) {
            checkpoint.now();
            int last = from + q + run - 1;
            int first = from + run - 1;
            intervals.of(first + upper, last, moments);
            double origin = values[last];
            double weight = moments.weight();
            double mean = moments.mean();
            double squares = moments.squares();
            double least = before[upper] + squares;
            int split = upper;
            // The last run grows downward and its own sum with it: beyond the least sum nothing better can follow.
            for (int r = upper - 1; r >= lower && squares <= least; r--) {
                checkpoint.at(r);
                double all = weight + weights[first + r];
                double share = weights[first + r] / all;
                double difference = values[first + r] - origin - mean;
                squares += difference * difference * weight * share;
                mean += difference * share;
                weight = all;
                if (before[r] + squares <= least) {
                    least = before[r] + squares;
                    split = r;
                }
            }
            now[q] = least;
            splits[q] = split;
        }
    }
}
