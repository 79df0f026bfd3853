package io.github.segmentation4j.cluster;

import java.util.Objects;
import java.util.OptionalDouble;

/**
 * The result of a fit: a label for every training row, the model, and how the fit went.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class Clustering {
    /** The label of a row that belongs to no cluster. */
    public static final int NOISE = -1;

    private final int[] labels;
    private final ClusterModel model;
    private final OptionalDouble inertia;
    private final OptionalDouble cost;
    private final int iterations;
    private final Convergence convergence;

    /** How a fit ended. */
    public enum Convergence {
        /** It reached what it was looking for. */
        CONVERGED,
        /** It was stopped by the limit on iterations. */
        ITERATION_LIMIT
    }

    private Clustering(
            int[] labels,
            ClusterModel model,
            OptionalDouble inertia,
            OptionalDouble cost,
            int iterations,
            Convergence convergence) {
        this.labels = labels;
        this.model = model;
        this.inertia = inertia;
        this.cost = cost;
        this.iterations = iterations;
        this.convergence = convergence;
    }

    /**
     * A clustering that converged.
     *
     * @param labels for each row 0 to {@code model.clusterCount() - 1}, or {@link #NOISE}; copied
     * @param model what was learned
     */
    public static Clustering of(int[] labels, ClusterModel model) {
        for (int row = 0; row < labels.length; row++) {
            if (labels[row] < NOISE || labels[row] >= model.clusterCount()) {
                throw new IllegalArgumentException("label of row " + row + " must be -1 to "
                        + (model.clusterCount() - 1) + ", was " + labels[row]);
            }
        }
        return new Clustering(
                labels.clone(), model, OptionalDouble.empty(), OptionalDouble.empty(), 1, Convergence.CONVERGED);
    }

    /** The same without checking or copying the labels, which nobody else may keep. */
    static Clustering taking(int[] labels, ClusterModel model) {
        return new Clustering(labels, model, OptionalDouble.empty(), OptionalDouble.empty(), 1, Convergence.CONVERGED);
    }

    /** This clustering with its inertia: the weighted sum of squared distances of the rows to their centres. */
    public Clustering withInertia(double sum) {
        return new Clustering(labels, model, OptionalDouble.of(sum), cost, iterations, convergence);
    }

    /** This clustering with the sum that the clusterer lowered, where that is not the inertia. */
    public Clustering withCost(double sum) {
        return new Clustering(labels, model, inertia, OptionalDouble.of(sum), iterations, convergence);
    }

    /** This clustering with how the fit ended. */
    public Clustering withIterations(int count, Convergence end) {
        return new Clustering(labels, model, inertia, cost, count, Objects.requireNonNull(end, "convergence"));
    }

    /** The number of training rows. */
    public int size() {
        return labels.length;
    }

    /** The number of clusters. */
    public int clusterCount() {
        return model.clusterCount();
    }

    /** The cluster of a training row, or {@link #NOISE}. */
    public int label(int row) {
        return labels[row];
    }

    /** The clusters of the training rows, copied. */
    public int[] labels() {
        return labels.clone();
    }

    /** How many training rows each cluster has; noise is not counted. */
    public int[] sizes() {
        int[] sizes = new int[model.clusterCount()];
        for (int label : labels) {
            if (label != NOISE) {
                sizes[label]++;
            }
        }
        return sizes;
    }

    /** What was learned. */
    public ClusterModel model() {
        return model;
    }

    /** The weighted sum of squared distances of the training rows to their centres, for models that have centres. */
    public OptionalDouble inertia() {
        return inertia;
    }

    /**
     * The sum that the clusterer lowered, for those that lower another one than the inertia: the clusterer says which, such as
     * the dissimilarities of the rows to their medoids.
     */
    public OptionalDouble cost() {
        return cost;
    }

    /** The iterations of the best run, at least 1. */
    public int iterations() {
        return iterations;
    }

    /** How the fit ended. */
    public Convergence convergence() {
        return convergence;
    }

    @Override
    public String toString() {
        return size() + " rows in " + clusterCount() + " clusters";
    }
}
