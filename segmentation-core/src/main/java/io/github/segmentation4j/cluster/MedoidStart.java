package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.parallel.BlockRunner;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.internal.random.SeededRandom;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/** Chooses the first medoids among distinct rows. Of rows that are as good the first is taken. Belongs to one thread. */
final class MedoidStart {
    /** Turns of the inner loop in a piece of work for one thread: some ten microseconds. */
    static final int TURNS = 1 << 14;

    private final DissimilarityTable table;
    private final double[] weights;
    private final BlockRunner runner;
    private final Checkpoint checkpoint;

    MedoidStart(DissimilarityTable table, BlockRunner runner, Checkpoint checkpoint) {
        this.table = table;
        weights = table.weights();
        this.runner = runner;
        this.checkpoint = checkpoint;
    }

    private record Choice(int row, double sum) {}

    /**
     * One medoid after the other, each the row that leaves the lowest sum.
     *
     * @param progress told after each medoid how many there are
     */
    int[] build(int clusters, IntConsumer progress) {
        int[] medoids = new int[clusters];
        boolean[] taken = new boolean[table.count()];
        double[] nearest = new double[table.count()];
        Arrays.fill(nearest, Double.POSITIVE_INFINITY);
        for (int j = 0; j < clusters; j++) {
            medoids[j] = best(nearest, taken);
            taken[medoids[j]] = true;
            lower(nearest, medoids[j]);
            progress.accept(j + 1);
        }
        return medoids;
    }

    private int best(double[] nearest, boolean[] taken) {
        int count = table.count();
        int group = Math.max(1, TURNS / count);
        List<Choice> choices = runner.map((int) (((long) count + group - 1) / group), g -> {
            Choice least = new Choice(-1, Double.POSITIVE_INFINITY);
            double[] room = table.room();
            for (int row = g * group; row < Math.min((long) count, (g + 1L) * group); row++) {
                if (!taken[row]) {
                    double sum = sum(table.row(row, room), nearest);
                    if (least.row() < 0 || sum < least.sum()) {
                        least = new Choice(row, sum);
                    }
                }
            }
            return least;
        });
        Choice best = new Choice(-1, Double.POSITIVE_INFINITY);
        for (Choice choice : choices) {
            if (choice.row() >= 0 && (best.row() < 0 || choice.sum() < best.sum())) {
                best = choice;
            }
        }
        return best.row();
    }

    /** The weighted sum of the lower of two dissimilarities of each row; four sums wait less for each other than one. */
    private double sum(double[] row, double[] nearest) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int at = 0;
        for (; at + 4 <= weights.length; at += 4) {
            s0 += weights[at] * Math.min(row[at], nearest[at]);
            s1 += weights[at + 1] * Math.min(row[at + 1], nearest[at + 1]);
            s2 += weights[at + 2] * Math.min(row[at + 2], nearest[at + 2]);
            s3 += weights[at + 3] * Math.min(row[at + 3], nearest[at + 3]);
        }
        for (; at < weights.length; at++) {
            s0 += weights[at] * Math.min(row[at], nearest[at]);
        }
        return (s0 + s1) + (s2 + s3);
    }

    private void lower(double[] nearest, int medoid) {
        double[] row = table.row(medoid, table.room());
        for (int i = 0; i < nearest.length; i++) {
            nearest[i] = Math.min(nearest[i], row[i]);
        }
    }

    /** Like {@link #build}, among 10 + √n rows drawn for each medoid and judged on them. */
    int[] lab(int clusters, SeededRandom random) {
        int count = table.count();
        int sampleSize = 10 + (int) Math.ceil(Math.sqrt(count));
        int[] order = new int[count];
        Arrays.setAll(order, i -> i);
        double[] nearest = new double[count];
        Arrays.fill(nearest, Double.POSITIVE_INFINITY);
        for (int j = 0; j < clusters; j++) {
            // The medoids so far lie in front of the rows that can still be drawn.
            int end = j + Math.min(sampleSize, count - j);
            draw(order, j, end, random);
            int best = j;
            double least = Double.POSITIVE_INFINITY;
            for (int candidate = j; candidate < end; candidate++) {
                checkpoint.now();
                double sum = 0;
                for (int i = j; i < end; i++) {
                    sum += weights[order[i]] * Math.min(table.between(order[candidate], order[i]), nearest[order[i]]);
                }
                if (sum < least || (sum == least && order[candidate] < order[best])) {
                    least = sum;
                    best = candidate;
                }
            }
            swap(order, j, best);
            lower(nearest, order[j]);
        }
        return Arrays.copyOf(order, clusters);
    }

    /** Distinct rows, each as likely as another. */
    int[] random(int clusters, SeededRandom random) {
        int[] order = new int[table.count()];
        Arrays.setAll(order, i -> i);
        draw(order, 0, clusters, random);
        return Arrays.copyOf(order, clusters);
    }

    /** All rows in an order that is drawn. */
    static int[] shuffled(int count, SeededRandom random) {
        int[] order = new int[count];
        Arrays.setAll(order, i -> i);
        random.shuffle(order);
        return order;
    }

    private static void draw(int[] order, int from, int end, SeededRandom random) {
        for (int i = from; i < end; i++) {
            swap(order, i, i + random.nextInt(order.length - i));
        }
    }

    private static void swap(int[] order, int i, int j) {
        int value = order[i];
        order[i] = order[j];
        order[j] = value;
    }
}
