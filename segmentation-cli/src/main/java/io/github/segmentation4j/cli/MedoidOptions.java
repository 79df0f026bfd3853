package io.github.segmentation4j.cli;

import io.github.segmentation4j.cluster.Clara;
import io.github.segmentation4j.cluster.Clusterer;
import io.github.segmentation4j.cluster.KMedoids;
import io.github.segmentation4j.run.InvalidInputException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What k-medoids alone takes, as typed. */
final class MedoidOptions {
    @Option(
            names = "--medoid-start",
            paramLabel = "HOW",
            description =
                    "How the first medoids are chosen: build (each the best addition), lab (the best addition of a"
                            + " sample) or random (rows). Default: build.")
    @Nullable
    Start start;

    @Option(
            names = "--samples",
            paramLabel = "N",
            description =
                    "Looks for medoids in N samples instead of in all rows, for data too large for that (CLARA), and"
                            + " keeps the best for all rows.")
    @Nullable
    Integer samples;

    @Option(names = "--sample-size", paramLabel = "N", description = "The rows of such a sample; needs --samples.")
    @Nullable
    Integer sampleSize;

    /** Names of {@link KMedoids.Start}. */
    enum Start {
        build(KMedoids.Start.BUILD),
        lab(KMedoids.Start.LAB),
        random(KMedoids.Start.RANDOM);

        final KMedoids.Start value;

        Start(KMedoids.Start value) {
            this.value = value;
        }
    }

    Clusterer clusterer(int clusters, ClustererOptions options) {
        return samples == null ? medoids(clusters, options) : sampled(clusters, samples, options);
    }

    private KMedoids medoids(int clusters, ClustererOptions options) {
        if (sampleSize != null) {
            throw new InvalidInputException("--sample-size needs --samples");
        }
        KMedoids clusterer = KMedoids.withClusters(clusters);
        clusterer = Given.with(clusterer, options.distances.dissimilarity(), KMedoids::withDissimilarity);
        clusterer = Given.with(clusterer, start, (c, how) -> c.withStart(how.value));
        clusterer = Given.with(clusterer, options.shared.restarts, KMedoids::withRestarts);
        return Given.with(clusterer, options.shared.maxIterations, KMedoids::withMaxIterations);
    }

    private Clara sampled(int clusters, int count, ClustererOptions options) {
        refuse("--medoid-start", Optional.ofNullable(start));
        refuse("--restarts", Optional.ofNullable(options.shared.restarts));
        Clara clusterer = Clara.withClusters(clusters).withSamples(count);
        clusterer = Given.with(clusterer, options.distances.dissimilarity(), Clara::withDissimilarity);
        clusterer = Given.with(clusterer, sampleSize, Clara::withSampleSize);
        return Given.with(clusterer, options.shared.maxIterations, Clara::withMaxIterations);
    }

    private static void refuse(String option, Optional<?> given) {
        if (given.isPresent()) {
            throw new InvalidInputException(option + " does not go with --samples, each of which starts by its own");
        }
    }
}
