package io.github.segmentation4j.cluster;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.parallel.BlockRunner;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;

/**
 * Centroids with offsets: a row belongs where its squared distance less the offset is least, of several the lowest. So the
 * clusters are the cells of a power diagram. Immutable.
 */
final class ConstrainedModel implements PowerDiagramModel {
    static final String TYPE = "constrainedKmeans/1";

    private static final int SPAN = 4096;

    private final KMeansModel centres;
    private final double[] offsets;

    /** Takes over its arguments. */
    ConstrainedModel(KMeansModel centres, double[] offsets) {
        this.centres = centres;
        this.offsets = offsets;
    }

    static ConstrainedModel restore(ModelState state) {
        if (!state.type().equals(TYPE)) {
            throw new InvalidInputException("a stored " + TYPE + " was expected, was " + state.type());
        }
        KMeansModel centres = KMeansModel.restore(state.child("centres"));
        double[] offsets = state.numbers("offsets");
        boolean valid = offsets.length == centres.clusterCount();
        for (double offset : offsets) {
            valid &= Double.isFinite(offset);
        }
        if (!valid) {
            throw new InvalidInputException("the offsets of the stored " + TYPE
                    + " are not valid; it was written by another version or altered");
        }
        return new ConstrainedModel(centres, offsets);
    }

    @Override
    public int clusterCount() {
        return centres.clusterCount();
    }

    @Override
    public int columnCount() {
        return centres.columnCount();
    }

    @Override
    public double[] centroid(int cluster) {
        return centres.centroid(cluster);
    }

    @Override
    public double squaredDistance(double[] row, int cluster) {
        return centres.squaredDistance(row, cluster);
    }

    @Override
    public double[] featureWeights() {
        return centres.featureWeights();
    }

    @Override
    public double offset(int cluster) {
        return offsets[cluster];
    }

    @Override
    public int assign(double[] row) {
        int cluster = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int j = 0; j < offsets.length; j++) {
            double distance = centres.squaredDistance(row, j);
            if (!(distance < Double.MAX_VALUE)) {
                throw new InvalidInputException("a row is so far from a centroid that its squared distance overflows;"
                        + " scale it like the training rows");
            }
            if (distance - offsets[j] < least) {
                least = distance - offsets[j];
                cluster = j;
            }
        }
        return cluster;
    }

    @Override
    public int[] assign(FeatureMatrix matrix, RunContext context) {
        InputChecks.columns(columnCount(), matrix.columnCount());
        InputChecks.complete(matrix);
        context.throwIfCancelled("assignment");
        int[] labels = new int[matrix.rowCount()];
        int spans = (int) (((long) labels.length + SPAN - 1) / SPAN);
        BlockRunner.of(context.executor(), context.threads(), () -> context.throwIfCancelled("assignment"))
                .forEach(spans, span -> {
                    double[] row = new double[columnCount()];
                    int end = (int) Math.min(labels.length, (span + 1L) * SPAN);
                    for (int r = span * SPAN; r < end; r++) {
                        matrix.copyRow(r, row);
                        labels[r] = assign(row);
                    }
                });
        return labels;
    }

    @Override
    public ModelState state() {
        return ModelState.of(TYPE)
                .put("centres", centres.state())
                .put("offsets", offsets)
                .build();
    }

    @Override
    public String toString() {
        return "constrained k-means model with " + clusterCount() + " centroids of " + columnCount() + " columns";
    }
}
