package io.github.segmentation4j.cluster;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.kernel.AssignmentKernel;
import io.github.segmentation4j.internal.kernel.Kernels;
import io.github.segmentation4j.internal.kernel.PackedCentroids;
import io.github.segmentation4j.internal.kernel.PointBlocks;
import io.github.segmentation4j.internal.parallel.BlockRunner;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/** Centroids and the weights of the features: a row belongs to the nearest one, of several the lowest. Immutable. */
final class KMeansModel implements PowerDiagramModel {
    static final String TYPE = "kmeans/1";

    private static final int SPAN = 16;

    /** Farther than this, a squared distance may have been too large for a double. */
    private static final double FARTHEST = Math.nextDown(Double.MAX_VALUE);

    private final int columns;
    private final double[][] centroids;
    private final Optional<double[]> featureWeights;
    private final MissingValues missing;
    private final double[] roots;
    private final PackedCentroids packed;

    /** Takes over its arguments. */
    KMeansModel(double[][] centroids, Optional<double[]> featureWeights) {
        this(centroids, featureWeights, MissingValues.REFUSE);
    }

    /** Takes over its arguments. */
    KMeansModel(double[][] centroids, Optional<double[]> featureWeights, MissingValues missing) {
        this.missing = missing;
        this.centroids = centroids;
        this.featureWeights = featureWeights;
        columns = centroids[0].length;
        roots = new double[columns];
        packed = new PackedCentroids(centroids.length, columns);
        for (int c = 0; c < columns; c++) {
            roots[c] = featureWeights.isPresent() ? Math.sqrt(featureWeights.get()[c]) : 1;
            for (int j = 0; j < centroids.length; j++) {
                packed.set(j, c, centroids[j][c] * roots[c]);
            }
        }
    }

    static KMeansModel restore(ModelState state) {
        double[][] centroids = StoredCentroids.of(state, TYPE);
        MissingValues missing = missing(state);
        if (!state.has("featureWeights")) {
            return new KMeansModel(centroids, Optional.empty(), missing);
        }
        double[] weights = state.numbers("featureWeights");
        if (weights.length != centroids[0].length) {
            throw StoredCentroids.damaged("the number of feature weights", TYPE);
        }
        for (double weight : weights) {
            if (!(weight >= 0) || Double.isInfinite(weight)) {
                throw StoredCentroids.damaged("a feature weight", TYPE);
            }
        }
        return new KMeansModel(centroids, Optional.of(weights), missing);
    }

    private static MissingValues missing(ModelState state) {
        if (!state.has("missing")) {
            return MissingValues.REFUSE;
        }
        try {
            return MissingValues.valueOf(state.text("missing"));
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException("the stored " + state.type() + " names a policy that does not exist", e);
        }
    }

    @Override
    public int clusterCount() {
        return centroids.length;
    }

    @Override
    public int columnCount() {
        return columns;
    }

    @Override
    public double[] centroid(int cluster) {
        Objects.checkIndex(cluster, centroids.length);
        return centroids[cluster].clone();
    }

    @Override
    public double squaredDistance(double[] row, int cluster) {
        Objects.checkIndex(cluster, centroids.length);
        return packed.squaredDistance(scaled(row), cluster);
    }

    @Override
    public double[] featureWeights() {
        if (featureWeights.isPresent()) {
            return featureWeights.get().clone();
        }
        double[] ones = new double[columns];
        Arrays.fill(ones, 1);
        return ones;
    }

    @Override
    public double offset(int cluster) {
        Objects.checkIndex(cluster, centroids.length);
        return 0;
    }

    @Override
    public int assign(double[] row) {
        if (missing != MissingValues.REFUSE && isLeftOut(row)) {
            return Clustering.NOISE;
        }
        int cluster = within(row, FARTHEST);
        if (cluster == Clustering.NOISE) {
            throw tooFar();
        }
        return cluster;
    }

    private boolean isLeftOut(double[] row) {
        InputChecks.columns(columns, row.length);
        int missed = 0;
        for (double value : row) {
            missed += Double.isNaN(value) ? 1 : 0;
        }
        return missed == columns || (missed > 0 && missing == MissingValues.LEAVE_OUT);
    }

    /** The nearest cluster, or noise if its squared distance is above a limit below {@link Double#MAX_VALUE}. */
    int within(double[] row, double limit) {
        double[] scaled = scaled(row);
        int cluster = packed.nearest(scaled);
        return packed.squaredDistance(scaled, cluster) <= limit ? cluster : Clustering.NOISE;
    }

    private double[] scaled(double[] row) {
        InputChecks.columns(columns, row.length);
        double[] scaled = new double[columns];
        for (int c = 0; c < columns; c++) {
            if (Double.isInfinite(row[c]) || (Double.isNaN(row[c]) && missing == MissingValues.REFUSE)) {
                throw new InvalidInputException("value " + (c + 1)
                        + " of the row must be a finite number and is missing or infinite; fill it first, see"
                        + " Imputation");
            }
            scaled[c] = row[c] * roots[c];
        }
        return scaled;
    }

    @Override
    public int[] assign(FeatureMatrix matrix, RunContext context) {
        int[] labels = within(matrix, FARTHEST, context);
        for (int row = 0; row < labels.length; row++) {
            if (labels[row] == Clustering.NOISE) {
                // Too far, or with a missing value, which a kernel cannot compare.
                labels[row] = assign(matrix.row(row));
            }
        }
        return labels;
    }

    /** For each row what {@link #within(double[], double)} gives. */
    int[] within(FeatureMatrix matrix, double limit, RunContext context) {
        InputChecks.columns(columns, matrix.columnCount());
        if (missing == MissingValues.REFUSE) {
            InputChecks.complete(matrix);
        }
        context.throwIfCancelled("assignment");
        PointBlocks points = matrix.pointsView();
        int[] labels = new int[points.rows()];
        int spans = (points.blockCount() + SPAN - 1) / SPAN;
        BlockRunner.of(context.executor(), context.threads(), () -> context.throwIfCancelled("assignment"))
                .forEach(spans, span -> within(points, span, limit, labels, context));
        return labels;
    }

    private void within(PointBlocks points, int span, double limit, int[] labels, RunContext context) {
        AssignmentKernel kernel = Kernels.chosen().create(columns);
        double[] room = points.room();
        double[] scaled = new double[columns * PointBlocks.ROWS];
        int[] nearest = new int[PointBlocks.ROWS];
        double[] distances = new double[PointBlocks.ROWS];
        for (int b = span * SPAN; b < Math.min(points.blockCount(), (span + 1) * SPAN); b++) {
            context.throwIfCancelled("assignment");
            KMeansInput.scale(points.read(b, room), roots, scaled);
            kernel.load(scaled);
            kernel.nearest(packed, nearest, distances);
            for (int p = 0; p < points.rowsIn(b); p++) {
                if (!(distances[p] <= limit)) {
                    nearest[p] = Clustering.NOISE;
                }
            }
            System.arraycopy(nearest, 0, labels, PointBlocks.firstRow(b), points.rowsIn(b));
        }
    }

    private static InvalidInputException tooFar() {
        return new InvalidInputException(
                "a row is so far from every centroid that its squared distance overflows; scale it like the training"
                        + " rows");
    }

    @Override
    public ModelState state() {
        ModelState.Builder state = ModelState.of(TYPE)
                .put("clusters", centroids.length)
                .put("columns", columns)
                .put("centroids", StoredCentroids.values(centroids));
        featureWeights.ifPresent(weights -> state.put("featureWeights", weights));
        if (missing != MissingValues.REFUSE) {
            state.put("missing", missing.name());
        }
        return state.build();
    }

    @Override
    public String toString() {
        return "k-means model with " + centroids.length + " centroids of " + columns + " columns";
    }
}
