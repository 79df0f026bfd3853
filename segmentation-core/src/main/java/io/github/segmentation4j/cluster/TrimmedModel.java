package io.github.segmentation4j.cluster;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;

/** Centroids and a reach: a row belongs to the nearest centroid, or to none if that is farther. Immutable. */
final class TrimmedModel implements PowerDiagramModel {
    static final String TYPE = "trimmedKMeans/1";

    private final KMeansModel centroids;
    private final double reach;

    /**
     * A model.
     *
     * @param reach the largest squared distance at which a row still belongs to a cluster
     */
    TrimmedModel(KMeansModel centroids, double reach) {
        this.centroids = centroids;
        this.reach = reach;
    }

    static TrimmedModel restore(ModelState state) {
        if (!state.type().equals(TYPE)) {
            throw new InvalidInputException("a stored " + TYPE + " was expected, was " + state.type());
        }
        double reach = state.number("reach");
        if (!(reach >= 0 && reach < Double.MAX_VALUE)) {
            throw new InvalidInputException(
                    "the reach of the stored " + TYPE + " is not valid; it was written by another version or altered");
        }
        return new TrimmedModel(KMeansModel.restore(state.child("centroids")), reach);
    }

    @Override
    public int clusterCount() {
        return centroids.clusterCount();
    }

    @Override
    public int columnCount() {
        return centroids.columnCount();
    }

    @Override
    public double[] centroid(int cluster) {
        return centroids.centroid(cluster);
    }

    @Override
    public double squaredDistance(double[] row, int cluster) {
        return centroids.squaredDistance(row, cluster);
    }

    @Override
    public double[] featureWeights() {
        return centroids.featureWeights();
    }

    @Override
    public double offset(int cluster) {
        return centroids.offset(cluster);
    }

    @Override
    public int assign(double[] row) {
        return centroids.within(row, reach);
    }

    @Override
    public int[] assign(FeatureMatrix matrix, RunContext context) {
        return centroids.within(matrix, reach, context);
    }

    @Override
    public ModelState state() {
        return ModelState.of(TYPE)
                .put("centroids", centroids.state())
                .put("reach", reach)
                .build();
    }

    @Override
    public String toString() {
        return "trimmed " + centroids;
    }
}
