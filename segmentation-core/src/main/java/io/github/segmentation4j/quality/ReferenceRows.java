package io.github.segmentation4j.quality;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.feature.FittedPca;
import io.github.segmentation4j.feature.Pca;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.quality.GapStatistic.Reference;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;

/** A box about the rows of a matrix, from which as many rows are drawn evenly. */
final class ReferenceRows {
    private final FeatureMatrix matrix;
    private final double[] origin;
    private final double[][] axes;
    private final double[] least;
    private final double[] most;
    private final Checkpoint checkpoint;

    private ReferenceRows(FeatureMatrix matrix, double[] origin, double[][] axes, Checkpoint checkpoint) {
        this.matrix = matrix;
        this.origin = origin;
        this.axes = axes;
        this.checkpoint = checkpoint;
        least = new double[matrix.columnCount()];
        most = new double[matrix.columnCount()];
        measure();
    }

    /** The box of a matrix with at least one row. */
    static ReferenceRows of(FeatureMatrix matrix, Reference reference, RunContext context) {
        Checkpoint checkpoint = Checkpoint.of(() -> context.throwIfCancelled(GapStatistic.STAGE));
        int columns = matrix.columnCount();
        if (reference == Reference.RANGES || columns < 2) {
            return new ReferenceRows(matrix, new double[columns], new double[0][], checkpoint);
        }
        FittedPca directions = Pca.components(columns).fit(matrix, context);
        double[][] axes = new double[columns][];
        Arrays.setAll(axes, directions::loadings);
        return new ReferenceRows(matrix, means(matrix, checkpoint), axes, checkpoint);
    }

    private static double[] means(FeatureMatrix matrix, Checkpoint checkpoint) {
        double[] means = new double[matrix.columnCount()];
        double[] row = new double[means.length];
        for (int r = 0; r < matrix.rowCount(); r++) {
            checkpoint.at(r);
            matrix.copyRow(r, row);
            for (int c = 0; c < means.length; c++) {
                // A running mean, so that values near the largest double do not overflow.
                means[c] += (row[c] - means[c]) / (r + 1);
            }
        }
        return means;
    }

    private void measure() {
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        Arrays.fill(most, Double.NEGATIVE_INFINITY);
        double[] row = new double[origin.length];
        for (int r = 0; r < matrix.rowCount(); r++) {
            checkpoint.at(r);
            matrix.copyRow(r, row);
            for (int c = 0; c < row.length; c++) {
                double value = along(row, c);
                least[c] = Math.min(least[c], value);
                most[c] = Math.max(most[c], value);
            }
        }
    }

    /** Where a row is along an edge of the box. */
    private double along(double[] row, int edge) {
        if (axes.length == 0) {
            return row[edge];
        }
        double sum = 0;
        for (int c = 0; c < row.length; c++) {
            sum += axes[edge][c] * (row[c] - origin[c]);
        }
        return sum;
    }

    /** Draws as many rows as the matrix has, every place of the box as likely. */
    FeatureMatrix draw(long seed) {
        SeededRandom random = SeededRandom.of(seed);
        FeatureMatrix.Builder drawn = FeatureMatrix.builder(matrix.features(), matrix.rowCount());
        double[] place = new double[origin.length];
        double[] row = new double[origin.length];
        for (int r = 0; r < matrix.rowCount(); r++) {
            checkpoint.at(r);
            for (int edge = 0; edge < place.length; edge++) {
                double share = random.nextDouble();
                place[edge] = (1 - share) * least[edge] + share * most[edge];
            }
            drawn.setRow(r, axes.length == 0 ? place : turnBack(place, row));
        }
        return drawn.build();
    }

    private double[] turnBack(double[] place, double[] row) {
        System.arraycopy(origin, 0, row, 0, row.length);
        for (int edge = 0; edge < place.length; edge++) {
            for (int c = 0; c < row.length; c++) {
                row[c] += axes[edge][c] * place[edge];
            }
        }
        return row;
    }
}
