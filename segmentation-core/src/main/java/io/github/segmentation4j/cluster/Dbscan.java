package io.github.segmentation4j.cluster;

import io.github.segmentation4j.distance.Dissimilarity;
import io.github.segmentation4j.distance.Distances;
import io.github.segmentation4j.run.RunContext;
import java.util.Objects;

/** DBSCAN: clusters are dense regions of any shape, parted by sparse ones, and rows in sparse regions are noise. */
public final class Dbscan implements Clusterer {
    private final double radius;
    private final int minimumNeighbours;
    private final Dissimilarity dissimilarity;

    private Dbscan(double radius, int minimumNeighbours, Dissimilarity dissimilarity) {
        this.radius = radius;
        this.minimumNeighbours = minimumNeighbours;
        this.dissimilarity = dissimilarity;
    }

    /**
     * DBSCAN with a radius, 5 neighbours and the Euclidean distance.
     *
     * @param radius how far a neighbour may be, inclusive; finite and above 0, in the unit of the dissimilarity
     */
    public static Dbscan withRadius(double radius) {
        if (!(radius > 0) || Double.isInfinite(radius)) {
            throw new IllegalArgumentException("radius must be finite and above 0, was " + radius);
        }
        return new Dbscan(radius, 5, Distances.euclidean());
    }

    /**
     * This clusterer with the number of rows within the radius of a core row, the row itself counted: what scikit-learn
     * calls {@code min_samples}; 5 if not said. Where rows have weights, the sum of these.
     *
     * @param count at least 1
     */
    public Dbscan withMinimumNeighbours(int count) {
        return new Dbscan(radius, OptionChecks.atLeastOne("minimum neighbours", count), dissimilarity);
    }

    /** This clusterer with a dissimilarity; Euclidean if not said. */
    public Dbscan withDissimilarity(Dissimilarity newDissimilarity) {
        return new Dbscan(radius, minimumNeighbours, Objects.requireNonNull(newDissimilarity, "dissimilarity"));
    }

    @Override
    public Clustering fit(TrainingSet training, RunContext context) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String describe() {
        return "DBSCAN(radius=" + radius + ", minimumNeighbours=" + minimumNeighbours + ", dissimilarity="
                + dissimilarity.describe() + ")";
    }

    @Override
    public String toString() {
        return describe();
    }
}
