package io.github.segmentation4j.cli;

import io.github.segmentation4j.cluster.GaussianMixture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What Gaussian mixtures alone take, as typed. */
final class MixtureOptions {
    @Option(
            names = "--covariance",
            paramLabel = "SHAPE",
            description =
                    "The shape of a cluster: full (an ellipsoid of its own), diagonal (along the columns), tied (one"
                            + " ellipsoid for all) or spherical. Default: full.")
    @Nullable
    Shape covariance;

    @Option(
            names = "--regularisation",
            paramLabel = "S",
            description = "The least variance a cluster may have in any direction, as a share of that of all rows."
                    + " Default: 1e-6.")
    @Nullable
    Double regularisation;

    @Option(
            names = "--mixture-start",
            paramLabel = "HOW",
            description = "How a run starts: kmeans, or random (rows as means). Default: kmeans.")
    @Nullable
    Start start;

    /** Names of {@link GaussianMixture.Covariance}. */
    enum Shape {
        full(GaussianMixture.Covariance.FULL),
        diagonal(GaussianMixture.Covariance.DIAGONAL),
        tied(GaussianMixture.Covariance.TIED),
        spherical(GaussianMixture.Covariance.SPHERICAL);

        final GaussianMixture.Covariance value;

        Shape(GaussianMixture.Covariance value) {
            this.value = value;
        }
    }

    /** Names of {@link GaussianMixture.Start}. */
    enum Start {
        kmeans(GaussianMixture.Start.K_MEANS),
        random(GaussianMixture.Start.RANDOM_ROWS);

        final GaussianMixture.Start value;

        Start(GaussianMixture.Start value) {
            this.value = value;
        }
    }
}
