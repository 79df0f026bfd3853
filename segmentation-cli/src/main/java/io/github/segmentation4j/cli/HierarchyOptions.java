package io.github.segmentation4j.cli;

import io.github.segmentation4j.cluster.Agglomerative;
import io.github.segmentation4j.cluster.Birch;
import io.github.segmentation4j.cluster.Linkage;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What agglomerative clustering and BIRCH alone take, as typed. */
final class HierarchyOptions {
    @Option(
            names = "--height",
            paramLabel = "H",
            description =
                    "Cuts the tree where merges lie above H instead of into --clusters, of which there are then as many"
                            + " as there are.")
    @Nullable
    Double height;

    @Option(
            names = "--threshold",
            paramLabel = "R",
            description =
                    "The radius of the small groups to begin with, in the unit of the columns: the root of the mean"
                            + " squared distance to their mean. It grows where there are too many of them. Default: 0.")
    @Nullable
    Double threshold;

    @Option(
            names = "--branching",
            paramLabel = "N",
            description = "The most entries of a node of the tree. Default: 64.")
    @Nullable
    Integer branching;

    @Option(
            names = "--max-leaves",
            paramLabel = "N",
            description = "The most small groups that are clustered in the end. Default: 5000.")
    @Nullable
    Integer maxLeaves;

    Agglomerative agglomerative(Linkage linkage, int clusters, ClustererOptions options) {
        Agglomerative clusterer =
                height == null ? Agglomerative.withClusters(clusters) : Agglomerative.withHeight(height);
        return Given.with(
                clusterer.withLinkage(linkage), options.distances.dissimilarity(), Agglomerative::withDissimilarity);
    }

    Birch birch(int clusters) {
        Birch clusterer = Birch.withClusters(clusters);
        clusterer = Given.with(clusterer, threshold, Birch::withThreshold);
        clusterer = Given.with(clusterer, branching, Birch::withBranching);
        return Given.with(clusterer, maxLeaves, Birch::withMaximumLeaves);
    }
}
