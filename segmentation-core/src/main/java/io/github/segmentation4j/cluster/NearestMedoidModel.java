package io.github.segmentation4j.cluster;

import io.github.segmentation4j.distance.Distances;
import io.github.segmentation4j.distance.FittedDissimilarity;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.kernel.PointBlocks;
import io.github.segmentation4j.internal.parallel.BlockRunner;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** Medoids: a row belongs to the nearest one, of several the lowest. Immutable. */
final class NearestMedoidModel implements MedoidModel {
    static final String TYPE = "medoids/1";

    private static final String STAGE = "assignment";

    /** Rows between two looks at whether to stop: far below a millisecond unless a dissimilarity is very slow. */
    private static final int ROWS_AT_A_TIME = 32;

    private final FittedDissimilarity dissimilarity;
    private final double[][] medoids;

    /**
     * Takes over its arguments.
     *
     * @param medoids at least one, complete
     */
    NearestMedoidModel(FittedDissimilarity dissimilarity, double[][] medoids) {
        this.dissimilarity = dissimilarity;
        this.medoids = medoids;
    }

    static NearestMedoidModel restore(
            ModelState state, Map<String, Function<ModelState, FittedDissimilarity>> dissimilarities) {
        FittedDissimilarity dissimilarity = Distances.restore(state.child("dissimilarity"), dissimilarities);
        int clusters = state.integer("clusters");
        int columns = dissimilarity.columnCount();
        double[] values = state.numbers("medoids");
        if (clusters < 1 || columns < 1 || values.length != (long) clusters * columns) {
            throw StoredCentroids.damaged("the number of medoids", TYPE);
        }
        if (!Arrays.stream(values).allMatch(Double::isFinite)) {
            throw StoredCentroids.damaged("a medoid", TYPE);
        }
        double[][] medoids = new double[clusters][];
        Arrays.setAll(medoids, j -> Arrays.copyOfRange(values, j * columns, (j + 1) * columns));
        return new NearestMedoidModel(dissimilarity, medoids);
    }

    @Override
    public int clusterCount() {
        return medoids.length;
    }

    @Override
    public int instanceCount() {
        return medoids.length;
    }

    @Override
    public int columnCount() {
        return dissimilarity.columnCount();
    }

    @Override
    public double[] medoid(int cluster) {
        Objects.checkIndex(cluster, medoids.length);
        return medoids[cluster].clone();
    }

    @Override
    public double dissimilarity(double[] row, int cluster) {
        Objects.checkIndex(cluster, medoids.length);
        requireUsable(row);
        return dissimilarity.between(row, medoids[cluster]);
    }

    @Override
    public int[] rowsIn(FeatureMatrix matrix) {
        InputChecks.columns(columnCount(), matrix.columnCount());
        int[] rows = new int[medoids.length];
        Arrays.fill(rows, -1);
        double[] row = new double[columnCount()];
        for (int r = 0; r < matrix.rowCount(); r++) {
            matrix.copyRow(r, row);
            for (int j = 0; j < medoids.length; j++) {
                if (rows[j] < 0 && same(row, medoids[j])) {
                    rows[j] = r;
                }
            }
        }
        return rows;
    }

    private static boolean same(double[] row, double[] medoid) {
        for (int c = 0; c < row.length; c++) {
            // Not by bits: the two zeros are equal.
            if (row[c] != medoid[c]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int assign(double[] row) {
        requireUsable(row);
        return nearest(row);
    }

    private int nearest(double[] row) {
        int nearest = 0;
        double least = dissimilarity.between(row, medoids[0]);
        for (int j = 1; j < medoids.length; j++) {
            double distance = dissimilarity.between(row, medoids[j]);
            if (distance < least) {
                least = distance;
                nearest = j;
            }
        }
        return nearest;
    }

    private void requireUsable(double[] row) {
        InputChecks.columns(columnCount(), row.length);
        for (int c = 0; c < row.length; c++) {
            if (!Double.isFinite(row[c])) {
                throw new InvalidInputException("value " + (c + 1)
                        + " of the row must be a finite number and is missing or infinite; fill it first, see"
                        + " Imputation");
            }
        }
    }

    @Override
    public int[] assign(FeatureMatrix matrix, RunContext context) {
        InputChecks.columns(columnCount(), matrix.columnCount());
        InputChecks.complete(matrix);
        context.throwIfCancelled(STAGE);
        int[] labels = new int[matrix.rowCount()];
        PointBlocks points = matrix.pointsView();
        runner(context).forEach(points.blockCount(), block -> {
            double[] row = new double[columnCount()];
            int first = PointBlocks.firstRow(block);
            for (int r = first; r < first + points.rowsIn(block); r++) {
                look(r, context);
                points.copyRow(r, row);
                labels[r] = nearest(row);
            }
        });
        return labels;
    }

    /** The weighted sum of the dissimilarities of rows to the nearest medoids: infinite or no number if one of them is. */
    double cost(FeatureMatrix matrix, Optional<double[]> weights, RunContext context) {
        PointBlocks points = matrix.pointsView();
        List<Double> sums = runner(context).map(points.blockCount(), block -> {
            double[] row = new double[columnCount()];
            double sum = 0;
            int first = PointBlocks.firstRow(block);
            for (int r = first; r < first + points.rowsIn(block); r++) {
                look(r, context);
                double weight = weights.isPresent() ? weights.get()[r] : 1;
                if (weight > 0) {
                    points.copyRow(r, row);
                    double least = Double.POSITIVE_INFINITY;
                    for (double[] medoid : medoids) {
                        least = Math.min(least, dissimilarity.between(row, medoid));
                    }
                    sum += weight * least;
                }
            }
            return sum;
        });
        double cost = 0;
        for (double sum : sums) {
            cost += sum;
        }
        return cost;
    }

    private static BlockRunner runner(RunContext context) {
        return BlockRunner.of(context.executor(), context.threads(), () -> context.throwIfCancelled(STAGE));
    }

    private static void look(int row, RunContext context) {
        if (row % ROWS_AT_A_TIME == 0) {
            context.throwIfCancelled(STAGE);
        }
    }

    @Override
    public ModelState state() {
        return ModelState.of(TYPE)
                .put("clusters", medoids.length)
                .put("dissimilarity", dissimilarity.state())
                .put("medoids", StoredCentroids.values(medoids))
                .build();
    }

    @Override
    public String toString() {
        return "model with " + medoids.length + " medoids of " + columnCount() + " columns";
    }
}
