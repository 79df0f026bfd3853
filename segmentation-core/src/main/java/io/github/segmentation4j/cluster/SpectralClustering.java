package io.github.segmentation4j.cluster;

import io.github.segmentation4j.run.RunContext;
import java.util.Objects;

/** Spectral clustering. */
public final class SpectralClustering implements Clusterer {
    static final String NAME = "spectral clustering";

    private static final int MOST_CLUSTERS = 200;

    private final int clusters;
    private final Affinity affinity;
    private final int restarts;

    private SpectralClustering(int clusters, Affinity affinity, int restarts) {
        this.clusters = clusters;
        this.affinity = affinity;
        this.restarts = restarts;
    }

    /**
     * Spectral clustering of the graph of 10 symmetric nearest neighbours, with 10 restarts of k-means.
     *
     * @param clusters 1 to 200; no more than there are distinct rows, which {@code fit} checks
     */
    public static SpectralClustering withClusters(int clusters) {
        if (clusters < 1 || clusters > MOST_CLUSTERS) {
            throw new IllegalArgumentException(
                    "clusters must be between 1 and " + MOST_CLUSTERS + " for " + NAME + ", was " + clusters);
        }
        return new SpectralClustering(clusters, Affinity.symmetricNeighbours(10), 10);
    }

    /** This clusterer with another way to join rows; 10 symmetric neighbours if not said. */
    public SpectralClustering withAffinity(Affinity newAffinity) {
        Objects.requireNonNull(newAffinity, "affinity");
        return new SpectralClustering(clusters, newAffinity, restarts);
    }

    /**
     * This clusterer with a number of starts of the k-means among the eigenvectors; 10 if not said.
     *
     * @param count at least 1
     */
    public SpectralClustering withRestarts(int count) {
        return new SpectralClustering(clusters, affinity, OptionChecks.atLeastOne("restarts", count));
    }

    @Override
    public Clustering fit(TrainingSet training, RunContext context) {
        throw new UnsupportedOperationException("not yet");
    }

    @Override
    public String describe() {
        return NAME + "(clusters=" + clusters + ", affinity=" + affinity + ", restarts=" + restarts + ")";
    }

    @Override
    public String toString() {
        return describe();
    }
}
