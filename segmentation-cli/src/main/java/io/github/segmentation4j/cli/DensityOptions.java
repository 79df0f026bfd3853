package io.github.segmentation4j.cli;

import io.github.segmentation4j.cluster.Clusterer;
import io.github.segmentation4j.cluster.Dbscan;
import io.github.segmentation4j.cluster.Optics;
import io.github.segmentation4j.run.InvalidInputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What DBSCAN, OPTICS and HDBSCAN* alone take, as typed. */
final class DensityOptions {
    private static final double STEEPNESS = 0.05;

    @Option(
            names = {"--radius", "--eps"},
            paramLabel = "R",
            description =
                    "How near rows must be to be neighbours, inclusive. dbscan needs it; optics reads its clusters at"
                            + " that radius then, as dbscan would, instead of by --xi.")
    @Nullable
    Double radius;

    @Option(
            names = {"--min-neighbours", "--min-samples"},
            paramLabel = "N",
            description =
                    "The rows that a row must have near it, itself counted (hdbscan: see --neighbour-count), to be in a"
                            + " dense place. Default: 5, hdbscan as many as --min-cluster-size.")
    @Nullable
    Integer minimumNeighbours;

    @Option(
            names = "--min-cluster-size",
            paramLabel = "N",
            description = "The fewest rows of a cluster. Default: 5, optics as many as --min-neighbours.")
    @Nullable
    Integer minimumClusterSize;

    @Option(
            names = "--max-radius",
            paramLabel = "R",
            description = "How far optics looks for neighbours; a limit makes it faster. Default: none.")
    @Nullable
    Double maximumRadius;

    @Option(
            names = "--xi",
            paramLabel = "X",
            description =
                    "How steeply the density must fall at the border of a cluster, above 0 and below 1. Default: 0.05.")
    @Nullable
    Double xi;

    Clusterer dbscan(ClustererOptions options) {
        if (radius == null) {
            throw new InvalidInputException("--algorithm dbscan needs --radius");
        }
        Dbscan clusterer = Dbscan.withRadius(radius);
        clusterer = Given.with(clusterer, minimumNeighbours, Dbscan::withMinimumNeighbours);
        return Given.with(clusterer, options.distances.dissimilarity(), Dbscan::withDissimilarity);
    }

    Clusterer optics(ClustererOptions options) {
        if (radius != null && (xi != null || minimumClusterSize != null)) {
            throw new InvalidInputException((xi == null ? "--min-cluster-size" : "--xi")
                    + " does not go with --radius, which reads clusters of optics in another way");
        }
        int neighbours = minimumNeighbours == null ? 5 : minimumNeighbours;
        Optics clusterer = Optics.withMinimumNeighbours(neighbours);
        clusterer = Given.with(clusterer, maximumRadius, Optics::withMaximumRadius);
        clusterer = Given.with(clusterer, options.distances.dissimilarity(), Optics::withDissimilarity);
        if (radius != null) {
            return clusterer.withExtraction(Optics.Extraction.cut(radius));
        }
        return xi == null && minimumClusterSize == null ? clusterer : clusterer.withExtraction(extraction());
    }

    private Optics.Extraction extraction() {
        double steepness = xi == null ? STEEPNESS : xi;
        return minimumClusterSize == null
                ? Optics.Extraction.xi(steepness)
                : Optics.Extraction.xi(steepness, minimumClusterSize);
    }
}
