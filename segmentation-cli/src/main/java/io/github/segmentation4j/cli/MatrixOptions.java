package io.github.segmentation4j.cli;

import io.github.segmentation4j.run.InvalidInputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** Which rows are clustered, by what, and into how many clusters. */
final class MatrixOptions extends ClusteredRows {
    private static final String CLUSTERS = "--clusters";

    @Option(
            names = CLUSTERS,
            paramLabel = "K",
            description = "The number of clusters, which most algorithms must be told.")
    private @Nullable Integer clusters;

    /** The number of clusters; what is returned for algorithms that find it themselves has no meaning. */
    int clusters() {
        return clusters == null ? 1 : clusters;
    }

    @Override
    void requireFitting(ParseResult typed, ClustererOptions choices) {
        super.requireFitting(typed, choices);
        if (clusters == null && algorithm().needsClusters() && choices.hierarchy.height == null) {
            throw new InvalidInputException("--algorithm " + algorithm() + " needs " + CLUSTERS);
        }
    }
}
