package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.kernel.PointBlocks;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.internal.random.SeededRandom;
import java.util.Arrays;

/** Chooses the rows that the runs of a fit start from. */
final class PrototypeSeeding {
    /** The parts of the range of a column of numbers: fine enough to tell crowded from empty places, coarse enough to count. */
    private static final int PARTS = 16;

    private final MixedRows rows;

    /** For each row the weight of all rows up to it, itself included. */
    private final double[] bounds;

    PrototypeSeeding(MixedRows rows) {
        this.rows = rows;
        bounds = rows.weights.clone();
        for (int r = 1; r < bounds.length; r++) {
            bounds[r] += bounds[r - 1];
        }
    }

    /** Rows that are typical and far from each other. */
    double[][] cao(int clusters) {
        double[] densities = densities();
        double[] distances = new double[densities.length];
        Arrays.fill(distances, Double.POSITIVE_INFINITY);
        double[] scores = densities.clone();
        double[][] chosen = new double[clusters][];
        for (int j = 0; j < clusters; j++) {
            chosen[j] = rows.filled(best(scores));
            measure(chosen[j], (first, count, costs) -> {
                for (int p = 0; p < count; p++) {
                    distances[first + p] = Math.min(distances[first + p], costs[p]);
                    scores[first + p] = distances[first + p] * densities[first + p];
                }
            });
        }
        return chosen;
    }

    /** Rows near to values that were drawn column by column, each different from those before while there are any. */
    double[][] huang(int clusters, SeededRandom random) {
        double[] distances = new double[bounds.length];
        double[] scores = new double[bounds.length];
        Arrays.fill(distances, Double.POSITIVE_INFINITY);
        double[][] chosen = new double[clusters][];
        for (int j = 0; j < clusters; j++) {
            double[] drawn = new double[rows.points.columns()];
            for (int c = 0; c < drawn.length; c++) {
                double value = rows.points.get(draw(random), c);
                drawn[c] = Double.isNaN(value) ? rows.fill[c] : value;
            }
            measure(drawn, (first, count, costs) -> {
                for (int p = 0; p < count; p++) {
                    // Rows equal to a prototype come after all others, whose score is finite.
                    scores[first + p] = distances[first + p] > 0 ? -costs[p] : Double.NEGATIVE_INFINITY;
                }
            });
            chosen[j] = rows.filled(best(scores));
            measure(chosen[j], (first, count, costs) -> {
                for (int p = 0; p < count; p++) {
                    distances[first + p] = Math.min(distances[first + p], costs[p]);
                }
            });
        }
        return chosen;
    }

    private int draw(SeededRandom random) {
        double target = random.nextDouble() * bounds[bounds.length - 1];
        int low = 0;
        int high = bounds.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (bounds[middle] > target) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** What is done with the costs of the rows of a block. */
    private interface CostVisitor {
        void visit(int first, int count, double[] costs);
    }

    /** Compares all rows with one prototype. */
    private void measure(double[] prototype, CostVisitor visitor) {
        Prototypes one = new Prototypes(rows, new double[][] {prototype});
        rows.runner().forEach(rows.points.blockCount(), b -> {
            double[] costs = one.costs(b, 0, new Prototypes.Room(rows));
            visitor.visit(PointBlocks.firstRow(b), rows.points.rowsIn(b), costs);
        });
    }

    /** The row with the highest score among those that weigh something, of several the one whose values come first. */
    private int best(double[] scores) {
        int best = -1;
        Checkpoint checkpoint = rows.checkpoint();
        for (int r = 0; r < scores.length; r++) {
            checkpoint.at(r);
            if (rows.weights[r] > 0
                    && (best < 0 || scores[r] > scores[best] || (scores[r] == scores[best] && comesBefore(r, best)))) {
                best = r;
            }
        }
        return best;
    }

    /** Whether the values of a row come before those of another, missing ones last. */
    private boolean comesBefore(int row, int other) {
        for (int c = 0; c < rows.points.columns(); c++) {
            int order = Double.compare(rows.points.get(row, c) + 0.0, rows.points.get(other, c) + 0.0);
            if (order != 0) {
                return order < 0;
            }
        }
        return false;
    }

    /** For each row how frequent its values are on average: the part of the rows that share each; columns that cost nothing do not count. */
    private double[] densities() {
        double total = bounds[bounds.length - 1];
        double[] densities = new double[bounds.length];
        for (int i = 0; i < rows.codes.length; i++) {
            if (rows.prices[i] > 0) {
                addShares(rows.codes[i].ofRows(), rows.shares(rows.codes[i]), total, densities);
            }
        }
        for (int i = 0; i < rows.numeric.length; i++) {
            if (!(rows.roots[i] > 0)) {
                continue;
            }
            int[] parts = parts(rows.numeric[i]);
            double[] sums = new double[PARTS];
            for (int r = 0; r < parts.length; r++) {
                if (parts[r] >= 0) {
                    sums[parts[r]] += rows.weights[r];
                }
            }
            addShares(parts, sums, total, densities);
        }
        return densities;
    }

    private void addShares(int[] codes, double[] sums, double total, double[] densities) {
        Checkpoint checkpoint = rows.checkpoint();
        for (int r = 0; r < codes.length; r++) {
            checkpoint.at(r);
            densities[r] += codes[r] < 0 ? 0 : sums[codes[r]] / total / rows.points.columns();
        }
    }

    /** The part of the range of a column that each row lies in. */
    private int[] parts(int column) {
        double low = rows.ranges.low()[column];
        double range = rows.ranges.high()[column] - low;
        int[] parts = new int[rows.points.rows()];
        double[] values = new double[PointBlocks.ROWS];
        for (int b = 0; b < rows.points.blockCount(); b++) {
            rows.stop();
            rows.points.readColumn(b, column, values, 0);
            int first = PointBlocks.firstRow(b);
            for (int p = 0; p < rows.points.rowsIn(b); p++) {
                double place = range > 0 ? (values[p] - low) / range : 0;
                parts[first + p] =
                        Double.isNaN(values[p]) ? CategoryCodes.MISSING : (int) Math.min(PARTS - 1.0, place * PARTS);
            }
        }
        return parts;
    }
}
