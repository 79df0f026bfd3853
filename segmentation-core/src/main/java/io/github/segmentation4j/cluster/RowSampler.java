package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.random.SeededRandom;
import java.util.Optional;

/**
 * Draws rows with a probability in proportion to their weights, each as often as chance has it. Immutable and safe for
 * use by several threads.
 */
final class RowSampler {
    private final int rows;

    /** For each row the weight of all rows up to it, itself included; none where all rows weigh the same. */
    private final Optional<double[]> bounds;

    private RowSampler(int rows, Optional<double[]> bounds) {
        this.rows = rows;
        this.bounds = bounds;
    }

    /** A sampler of the rows of a training set, of which at least one has a weight above 0. */
    static RowSampler of(TrainingSet training) {
        Optional<double[]> weights = training.weights();
        weights.ifPresent(sums -> {
            for (int row = 1; row < sums.length; row++) {
                sums[row] += sums[row - 1];
            }
        });
        return new RowSampler(training.matrix().rowCount(), weights);
    }

    /** A row; one of weight 0 never. */
    int draw(SeededRandom random) {
        if (bounds.isEmpty()) {
            return random.nextInt(rows);
        }
        double[] sums = bounds.get();
        double target = random.nextDouble() * sums[rows - 1];
        int low = 0;
        int high = rows - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sums[middle] > target) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** Several rows. */
    int[] draw(int count, SeededRandom random) {
        int[] drawn = new int[count];
        for (int i = 0; i < count; i++) {
            drawn[i] = draw(random);
        }
        return drawn;
    }
}
