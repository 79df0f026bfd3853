package io.github.segmentation4j.cli;

import io.github.segmentation4j.cluster.Clusterer;
import io.github.segmentation4j.cluster.KModes;
import io.github.segmentation4j.cluster.KPrototypes;
import io.github.segmentation4j.cluster.PrototypeStart;
import io.github.segmentation4j.run.InvalidInputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What k-prototypes and k-modes alone take, as typed. */
final class PrototypeOptions {
    @Option(
            names = "--prototype-start",
            paramLabel = "HOW",
            description =
                    "How the first prototypes are chosen: cao (dense and far apart, the same in every run) or huang"
                            + " (frequent categories). Default: cao.")
    @Nullable
    Start start;

    @Option(
            names = "--gamma",
            paramLabel = "G",
            description =
                    "What a category unlike that of the prototype costs, beside the squared differences of numbers."
                            + " Default: half the mean standard deviation of the columns of numbers.")
    @Nullable
    Double gamma;

    @Option(
            names = "--numbers",
            paramLabel = "HOW",
            description =
                    "How numbers are compared beside categories: as-given, where columns of large numbers outweigh all"
                            + " others, or standardised (in standard deviations of their column). Default: as-given.")
    @Nullable
    Numbers numbers;

    /** Names of {@link KPrototypes.Numbers}. */
    enum Numbers {
        asGiven(KPrototypes.Numbers.AS_GIVEN),
        standardised(KPrototypes.Numbers.STANDARDISED);

        final KPrototypes.Numbers value;

        Numbers(KPrototypes.Numbers value) {
            this.value = value;
        }

        @Override
        public String toString() {
            return this == asGiven ? "as-given" : name();
        }
    }

    /** Names of {@link PrototypeStart}. */
    enum Start {
        cao(PrototypeStart.CAO),
        huang(PrototypeStart.HUANG);

        final PrototypeStart value;

        Start(PrototypeStart value) {
            this.value = value;
        }
    }

    Clusterer prototypes(int clusters, ClustererOptions options) {
        if (options.distances.categoricalColumns().isEmpty()) {
            throw new InvalidInputException("--algorithm kprototypes needs --categorical");
        }
        KPrototypes clusterer = KPrototypes.withClusters(clusters)
                .withCategorical(options.distances.categoricalColumns().toArray(String[]::new));
        clusterer = Given.with(clusterer, start, (c, how) -> c.withStart(how.value));
        clusterer = Given.with(clusterer, gamma, KPrototypes::withGamma);
        clusterer = Given.with(clusterer, numbers, (c, how) -> c.withNumbers(how.value));
        clusterer = Given.with(clusterer, options.shared.restarts, KPrototypes::withRestarts);
        clusterer = Given.with(clusterer, options.shared.maxIterations, KPrototypes::withMaxIterations);
        clusterer = Given.with(clusterer, options.shared.featureWeights, KPrototypes::withFeatureWeights);
        return Given.with(clusterer, options.kMeans.missing, (c, missing) -> c.withMissing(missing.value));
    }

    Clusterer modes(int clusters, ClustererOptions options) {
        KModes clusterer = KModes.withClusters(clusters);
        clusterer = Given.with(clusterer, start, (c, how) -> c.withStart(how.value));
        clusterer = Given.with(clusterer, options.shared.restarts, KModes::withRestarts);
        clusterer = Given.with(clusterer, options.shared.maxIterations, KModes::withMaxIterations);
        clusterer = Given.with(clusterer, options.shared.featureWeights, KModes::withFeatureWeights);
        return Given.with(clusterer, options.kMeans.missing, (c, missing) -> c.withMissing(missing.value));
    }
}
