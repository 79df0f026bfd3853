package io.github.segmentation4j.cli;

import io.github.segmentation4j.cluster.Clusterer;
import io.github.segmentation4j.cluster.Hdbscan;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What HDBSCAN* alone takes, as typed. */
final class HdbscanOptions {
    private static final int MINIMUM_CLUSTER_SIZE = 5;

    @Option(
            names = "--selection",
            paramLabel = "WHICH",
            description =
                    "Which clusters of the tree are taken: mass (those that together hold together longest) or leaf"
                            + " (those that split no further). Default: mass.")
    @Nullable
    Selection selection;

    @Option(
            names = {"--selection-radius", "--cluster-selection-epsilon"},
            paramLabel = "R",
            description = "A distance below which clusters are not split. Default: 0.")
    @Nullable
    Double epsilon;

    @Option(
            names = "--neighbour-count",
            paramLabel = "HOW",
            description = "Whether a row is the first of its own neighbours: self-included, or self-excluded. Default:"
                    + " self-included.")
    @Nullable
    Count count;

    @Option(names = "--allow-single-cluster", description = "All rows may be one cluster.")
    boolean single;

    /** Names of {@link Hdbscan.Selection}. */
    enum Selection {
        mass(Hdbscan.Selection.EXCESS_OF_MASS),
        leaf(Hdbscan.Selection.LEAF);

        final Hdbscan.Selection value;

        Selection(Hdbscan.Selection value) {
            this.value = value;
        }
    }

    /** Names of {@link Hdbscan.NeighbourCount}. */
    enum Count {
        included(Hdbscan.NeighbourCount.SELF_INCLUDED),
        excluded(Hdbscan.NeighbourCount.SELF_EXCLUDED);

        final Hdbscan.NeighbourCount value;

        Count(Hdbscan.NeighbourCount value) {
            this.value = value;
        }

        @Override
        public String toString() {
            return "self-" + name();
        }
    }

    Clusterer clusterer(ClustererOptions options) {
        Integer size = options.density.minimumClusterSize;
        Hdbscan clusterer = Hdbscan.withMinimumClusterSize(size == null ? MINIMUM_CLUSTER_SIZE : size);
        clusterer = Given.with(clusterer, options.density.minimumNeighbours, Hdbscan::withMinimumNeighbours);
        clusterer = Given.with(clusterer, selection, (c, which) -> c.withSelection(which.value));
        clusterer = Given.with(clusterer, epsilon, Hdbscan::withEpsilon);
        clusterer = Given.with(clusterer, count, (c, how) -> c.withNeighbourCount(how.value));
        clusterer = Given.with(clusterer, options.distances.dissimilarity(), Hdbscan::withDissimilarity);
        clusterer = Given.with(clusterer, options.kMeans.missing, (c, missing) -> c.withMissing(missing.value));
        return single ? clusterer.withSingleCluster(Hdbscan.SingleCluster.ALLOWED) : clusterer;
    }
}
