package io.github.segmentation4j.cli;

import io.github.segmentation4j.cluster.Affinity;
import io.github.segmentation4j.cluster.Clusterer;
import io.github.segmentation4j.cluster.ConsensusClustering;
import io.github.segmentation4j.cluster.KMeans;
import io.github.segmentation4j.cluster.Resampling;
import io.github.segmentation4j.cluster.SpectralClustering;
import io.github.segmentation4j.run.InvalidInputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What spectral and consensus clustering alone take, as typed. */
final class GraphOptions {
    @Option(
            names = "--affinity",
            paramLabel = "HOW",
            description =
                    "How rows are joined: neighbours (with the nearest, if one is near the other), mutual (if each is),"
                            + " gaussian (by --bandwidth) or local (by a bandwidth that follows the distance to a neighbour)."
                            + " Default: neighbours.")
    @Nullable
    Join affinity;

    @Option(
            names = "--nearest",
            paramLabel = "N",
            description =
                    "How many nearest rows are joined, or which of them gives the local bandwidth. Default: 10, local"
                            + " 7.")
    @Nullable
    Integer nearest;

    @Option(
            names = "--bandwidth",
            paramLabel = "B",
            description = "A distance, for --affinity gaussian, which needs it.")
    @Nullable
    Double bandwidth;

    @Option(names = "--consensus-runs", paramLabel = "N", description = "Runs that are brought together. Default: 30.")
    @Nullable
    Integer runs;

    @Option(
            names = "--subsample",
            paramLabel = "S",
            description = "The share of the rows, drawn without replacement, that each run sees, above 0, at most 1."
                    + " Default: 1.")
    @Nullable
    Double subsample;

    /** The kinds of {@link Affinity}. */
    enum Join {
        neighbours,
        mutual,
        gaussian,
        local
    }

    Clusterer spectral(int clusters, ClustererOptions options) {
        SpectralClustering clusterer = SpectralClustering.withClusters(clusters);
        clusterer = Given.with(clusterer, options.shared.restarts, SpectralClustering::withRestarts);
        Join join = affinity == null ? Join.neighbours : affinity;
        if ((bandwidth == null) == (join == Join.gaussian)) {
            throw new InvalidInputException(
                    bandwidth == null
                            ? "--affinity gaussian needs --bandwidth"
                            : "--bandwidth does not go with --affinity " + join + ", only with gaussian");
        }
        if (nearest != null && join == Join.gaussian) {
            throw new InvalidInputException("--nearest does not go with --affinity gaussian");
        }
        if (affinity == null && nearest == null) {
            return clusterer;
        }
        return clusterer.withAffinity(
                switch (join) {
                    case neighbours -> Affinity.symmetricNeighbours(nearest == null ? 10 : nearest);
                    case mutual -> Affinity.mutualNeighbours(nearest == null ? 10 : nearest);
                    case gaussian -> Affinity.gaussian(bandwidth == null ? Double.NaN : bandwidth);
                    case local -> Affinity.localScaling(nearest == null ? 7 : nearest);
                });
    }

    Clusterer consensus(int clusters) {
        ConsensusClustering clusterer = ConsensusClustering.withClusters(clusters);
        if (runs != null) {
            clusterer = clusterer.ofRuns(KMeans.withClusters(clusters).withRestarts(1), runs);
        }
        return Given.with(clusterer, subsample, (c, share) -> c.withResampling(Resampling.subsample(share)));
    }
}
