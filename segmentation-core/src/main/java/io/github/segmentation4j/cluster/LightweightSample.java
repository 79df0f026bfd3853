package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.InvalidInputException;
import java.util.Arrays;

/**
 * Draws a weighted sample that stands for rows: half of the chance of a row follows its weight, half its weight times its
 * squared distance to the mean. A row that is drawn weighs what it stands for, and all of them together what the rows
 * weigh. Rows whose chance is certain are kept as they are.
 */
final class LightweightSample {
    private final WeightedRows rows;
    private final Checkpoint checkpoint;
    private final double[] scores;
    private double totalWeight;
    private double threshold;
    private int certain;

    private LightweightSample(WeightedRows rows, Checkpoint checkpoint) {
        this.rows = rows;
        this.checkpoint = checkpoint;
        scores = new double[rows.count()];
    }

    /**
     * Draws rows, in their order.
     *
     * @param rows more than {@code size}, with weights above 0
     * @param size how many to draw, at least 1
     */
    static WeightedRows of(WeightedRows rows, int size, long seed, Checkpoint checkpoint) {
        LightweightSample sample = new LightweightSample(rows, checkpoint);
        sample.score();
        sample.findThreshold(size);
        return sample.weigh(sample.draw(size, SeededRandom.of(seed)));
    }

    private void score() {
        double[] mean = mean();
        double spread = 0;
        for (int row = 0; row < scores.length; row++) {
            checkpoint.at(row);
            scores[row] = rows.weight(row) * rows.squaredDistance(row, mean);
            spread += scores[row];
        }
        if (!(spread < KMeansInput.LARGEST) || !(totalWeight < KMeansInput.LARGEST)) {
            throw new InvalidInputException(
                    "the rows are so far apart that squared distances overflow; scale the columns, see Scaling");
        }
        for (int row = 0; row < scores.length; row++) {
            checkpoint.at(row);
            scores[row] = rows.weight(row) / totalWeight + (spread > 0 ? scores[row] / spread : 0);
        }
    }

    /** The weighted mean, by differences from the first row, which keeps it exact far from the origin. */
    private double[] mean() {
        double[] mean = new double[rows.columns()];
        for (int row = 0; row < rows.count(); row++) {
            checkpoint.at(row);
            totalWeight += rows.weight(row);
            for (int c = 0; c < mean.length; c++) {
                mean[c] += rows.weight(row) * (rows.value(row, c) - rows.value(0, c));
            }
        }
        for (int c = 0; c < mean.length; c++) {
            mean[c] = rows.value(0, c) + mean[c] / totalWeight;
        }
        return mean;
    }

    /**
     * Finds the score from which on a row is certain: with chances of score / threshold for the others, the expected
     * number of rows is the size.
     */
    private void findThreshold(int size) {
        double rest = 0;
        for (double score : scores) {
            rest += score;
        }
        int before;
        do {
            before = certain;
            threshold = rest / (size - before);
            certain = 0;
            rest = 0;
            for (int row = 0; row < scores.length; row++) {
                checkpoint.at(row);
                if (scores[row] >= threshold) {
                    certain++;
                } else {
                    rest += scores[row];
                }
            }
        } while (certain > before && certain < size);
    }

    /**
     * Goes along the chances with steps of one, in a random order: rows that repeat in some rhythm would otherwise be drawn
     * in step with it.
     */
    private int[] draw(int size, SeededRandom random) {
        int[] order = new int[scores.length];
        Arrays.setAll(order, row -> row);
        random.shuffle(order);
        int[] drawn = new int[size];
        int count = 0;
        int left = size - certain;
        double next = random.nextDouble();
        double reached = 0;
        for (int i = 0; i < order.length && count < size; i++) {
            checkpoint.at(i);
            double score = scores[order[i]];
            if (score >= threshold) {
                drawn[count++] = order[i];
            } else {
                reached += score / threshold;
                if (reached > next && left > 0) {
                    drawn[count++] = order[i];
                    left--;
                    next++;
                }
            }
        }
        int[] found = Arrays.copyOf(drawn, count);
        Arrays.sort(found);
        return found;
    }

    private WeightedRows weigh(int[] drawn) {
        double sure = 0;
        double others = 0;
        for (int row : drawn) {
            if (scores[row] >= threshold) {
                sure += rows.weight(row);
            } else {
                others += rows.weight(row) * (threshold / scores[row]);
            }
        }
        double missing = 0;
        for (int row = 0; row < scores.length; row++) {
            missing += scores[row] >= threshold ? 0 : rows.weight(row);
        }
        WeightedRows sample = WeightedRows.ofCapacity(rows.columns(), drawn.length);
        for (int row : drawn) {
            boolean isSure = scores[row] >= threshold;
            double weight = rows.weight(row) * (isSure ? 1 : threshold / scores[row] * (missing / others));
            sample.add(rows, row, others > 0 ? weight : weight * (totalWeight / sure));
        }
        return sample;
    }
}
