package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.kernel.PointBlocks;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.RunContext;
import java.util.Optional;

/** Draws the samples of CLARA. Immutable. */
final class ClaraSample {
    private final TrainingSet training;
    private final Optional<double[]> weights;
    private final RowSampler sampler;
    private final int clusters;
    private final int size;
    private final long seed;
    private final RunContext context;
    private final Checkpoint checkpoint;

    /**
     * A draw from rows of which at least as many as clusters differ and weigh something.
     *
     * @param size of a sample, at least as many as clusters
     */
    ClaraSample(TrainingSet training, int clusters, int size, RunContext context) {
        this.training = training;
        weights = training.weights();
        sampler = RowSampler.of(training);
        this.clusters = clusters;
        this.size = size;
        seed = context.seed();
        this.context = context;
        checkpoint = Checkpoint.of(() -> context.throwIfCancelled(Clara.STAGE));
    }

    private boolean weighs(int row) {
        return weights.isEmpty() || weights.get()[row] > 0;
    }

    /**
     * A sample with more rows added, each drawn or added one weighing the same.
     *
     * @param added rows that must be in it, copied
     * @param sample its number, which the draw follows from
     */
    DistinctRows next(double[][] added, int sample) {
        SeededRandom random = SeededRandom.of(SeededRandom.derive(seed, sample));
        PointBlocks points = training.matrix().pointsView();
        RowSet distinct = new RowSet(points, size);
        int[] drawn = new int[size + clusters];
        int different = 0;
        for (int i = 0; i < size; i++) {
            checkpoint.at(i);
            drawn[i] = sampler.draw(random);
            different += distinct.add(drawn[i]) ? 1 : 0;
        }
        int count = size;
        int from = random.nextInt(points.rows());
        for (int i = 0; i < points.rows() && different < clusters; i++) {
            checkpoint.at(i);
            int row = (int) (((long) from + i) % points.rows());
            if (weighs(row) && distinct.add(row)) {
                drawn[count++] = row;
                different++;
            }
        }
        double[][] rows = new double[count + added.length][];
        for (int i = 0; i < count; i++) {
            rows[i] = training.matrix().row(drawn[i]);
        }
        for (int i = 0; i < added.length; i++) {
            rows[count + i] = added[i].clone();
        }
        return DistinctRows.of(rows, Clara.STAGE, context);
    }
}
