package io.github.segmentation4j.cli;

import io.github.segmentation4j.cluster.BisectingKMeans;
import io.github.segmentation4j.cluster.Clusterer;
import io.github.segmentation4j.cluster.ConstrainedKMeans;
import io.github.segmentation4j.cluster.KMeans;
import io.github.segmentation4j.cluster.MiniBatchKMeans;
import io.github.segmentation4j.cluster.OptimalKMeans;
import io.github.segmentation4j.cluster.SphericalKMeans;
import io.github.segmentation4j.cluster.TrimmedKMeans;
import io.github.segmentation4j.fairness.cluster.FairKMeans;
import io.github.segmentation4j.fairness.cluster.FairLloyd;
import io.github.segmentation4j.fairness.cluster.GroupRules;
import io.github.segmentation4j.privacy.cluster.NonPrivateLabels;
import io.github.segmentation4j.run.InvalidInputException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** The algorithms by the names they are asked for, each with the options it takes. */
enum ClusterAlgorithm {
    kmeans(
            "--restarts",
            "--max-iterations",
            "--feature-weights",
            "--start",
            "--init",
            "--tolerance",
            "--missing",
            "--one-pass",
            "--coreset-size") {
        @Override
        Clusterer configure(int clusters, ClustererOptions options) {
            KMeans clusterer = KMeans.withClusters(clusters);
            clusterer = with(clusterer, options.shared.restarts, KMeans::withRestarts);
            clusterer = with(clusterer, options.shared.maxIterations, KMeans::withMaxIterations);
            clusterer = with(clusterer, options.shared.featureWeights, KMeans::withFeatureWeights);
            clusterer = with(clusterer, options.kMeans.start, (c, start) -> c.withStart(start.value));
            clusterer = with(clusterer, options.kMeans.tolerance, KMeans::withTolerance);
            return with(clusterer, options.kMeans.missing, (c, missing) -> c.withMissing(missing.value));
        }
    },
    minibatch("--restarts", "--feature-weights", "--batch-size", "--max-batches", "--finish") {
        @Override
        Clusterer configure(int clusters, ClustererOptions options) {
            MiniBatchKMeans clusterer = MiniBatchKMeans.withClusters(clusters);
            clusterer = with(clusterer, options.shared.restarts, MiniBatchKMeans::withStarts);
            clusterer = with(clusterer, options.shared.featureWeights, MiniBatchKMeans::withFeatureWeights);
            clusterer = with(clusterer, options.miniBatch.batchSize, MiniBatchKMeans::withBatchSize);
            clusterer = with(clusterer, options.miniBatch.maxBatches, MiniBatchKMeans::withMaxBatches);
            return with(clusterer, options.miniBatch.finish, (c, finish) -> c.withFinish(finish.value));
        }
    },
    bisecting(
            "--max-iterations", "--feature-weights", "--runs", "--trials", "--split", "--one-pass", "--coreset-size") {
        @Override
        Clusterer configure(int clusters, ClustererOptions options) {
            BisectingKMeans clusterer = BisectingKMeans.withClusters(clusters);
            clusterer = with(clusterer, options.shared.maxIterations, BisectingKMeans::withMaxIterations);
            clusterer = with(clusterer, options.shared.featureWeights, BisectingKMeans::withFeatureWeights);
            clusterer = with(clusterer, options.bisecting.runs, BisectingKMeans::withRuns);
            clusterer = with(clusterer, options.bisecting.trials, BisectingKMeans::withTrials);
            return with(clusterer, options.bisecting.split, (c, split) -> c.withSplit(split.value));
        }
    },
    trimmed("--restarts", "--max-iterations", "--feature-weights", "--trimmed-share") {
        @Override
        Clusterer configure(int clusters, ClustererOptions options) {
            TrimmedKMeans clusterer = TrimmedKMeans.withClusters(clusters);
            clusterer = with(clusterer, options.shared.restarts, TrimmedKMeans::withRestarts);
            clusterer = with(clusterer, options.shared.maxIterations, TrimmedKMeans::withMaxIterations);
            clusterer = with(clusterer, options.shared.featureWeights, TrimmedKMeans::withFeatureWeights);
            return with(clusterer, options.trimmed.share, TrimmedKMeans::withTrimmedShare);
        }
    },
    spherical("--restarts", "--max-iterations") {
        @Override
        Clusterer configure(int clusters, ClustererOptions options) {
            SphericalKMeans clusterer = SphericalKMeans.withClusters(clusters);
            clusterer = with(clusterer, options.shared.restarts, SphericalKMeans::withRestarts);
            return with(clusterer, options.shared.maxIterations, SphericalKMeans::withMaxIterations);
        }
    },
    constrained("--restarts", "--max-iterations", "--feature-weights", "--start", "--min-size", "--max-size") {
        @Override
        Clusterer configure(int clusters, ClustererOptions options) {
            Integer min = options.constrained.minSize;
            Integer max = options.constrained.maxSize;
            if (min == null && max == null) {
                throw new InvalidInputException("--algorithm constrained needs --min-size or --max-size");
            }
            ConstrainedKMeans clusterer = ConstrainedKMeans.withClusters(clusters)
                    .withSizes(min == null ? 1 : min, max == null ? Integer.MAX_VALUE : max);
            clusterer = with(clusterer, options.shared.restarts, ConstrainedKMeans::withRestarts);
            clusterer = with(clusterer, options.shared.maxIterations, ConstrainedKMeans::withMaxIterations);
            clusterer = with(clusterer, options.shared.featureWeights, ConstrainedKMeans::withFeatureWeights);
            return with(clusterer, options.kMeans.start, (c, start) -> c.withStart(start.value));
        }
    },
    optimal {
        @Override
        Clusterer configure(int clusters, ClustererOptions options) {
            return OptimalKMeans.withClusters(clusters);
        }
    },
    fairLloyd("--restarts", "--max-iterations", "--tolerance", "--protected", "--bands") {
        @Override
        Clusterer configure(int clusters, ClustererOptions options) {
            FairLloyd clusterer = FairLloyd.withClusters(clusters).towards(columns(options));
            clusterer = with(clusterer, options.shared.restarts, FairLloyd::withRestarts);
            clusterer = with(clusterer, options.shared.maxIterations, FairLloyd::withMaxIterations);
            return with(clusterer, options.kMeans.tolerance, FairLloyd::withTolerance);
        }
    },
    fairKmeans("--restarts", "--max-iterations", "--protected", "--bands", "--balance") {
        @Override
        Clusterer configure(int clusters, ClustererOptions options) {
            Double balance = options.fair.balance;
            if (balance == null) {
                throw new InvalidInputException("--algorithm " + this + " needs --balance");
            }
            GroupRules rules = Arrays.stream(columns(options))
                    .map(column -> GroupRules.balance(column, balance))
                    .reduce(GroupRules::and)
                    .orElseThrow();
            FairKMeans clusterer = FairKMeans.withClusters(clusters).under(rules);
            clusterer = with(clusterer, options.shared.restarts, FairKMeans::withRestarts);
            return with(clusterer, options.shared.maxIterations, FairKMeans::withMaxIterations);
        }
    },
    dpKmeans(
            "--epsilon",
            "--delta",
            "--bounds",
            "--dp-method",
            "--steps",
            "--adjacency",
            "--init",
            "--ledger",
            "--data-set",
            "--create-budget",
            "--non-private-labels",
            "--canaries") {
        /** Has no ledger and no bounds yet, which {@link PrivateFit} gives it. */
        @Override
        Clusterer configure(int clusters, ClustererOptions options) {
            return NonPrivateLabels.of(options.dp.clusterer(clusters));
        }
    };

    // What List.of makes does not change.
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> taken;

    ClusterAlgorithm(String... taken) {
        this.taken = List.of(taken);
    }

    /** The clusterer with all options that were given, the centroids of --init aside. */
    abstract Clusterer configure(int clusters, ClustererOptions options);

    /** Refuses an option that this algorithm would have to ignore, and those that contradict each other. */
    void requireFitting(ParseResult typed, ClustererOptions options) {
        for (ClusterAlgorithm other : values()) {
            for (String option : other.taken) {
                if (!taken.contains(option) && typed.hasMatchedOption(option)) {
                    throw new InvalidInputException(
                            option + " does not apply to --algorithm " + this + ", only to " + takers(option));
                }
            }
        }
        if (typed.hasMatchedOption("--init")) {
            Integer restarts = options.shared.restarts;
            if (restarts != null && restarts != 1) {
                throw new InvalidInputException(
                        "--restarts does not go with --init: a run from given starts always ends the same way");
            }
            refuseBoth(typed, "--init", "--start", "the centroids are given");
            refuseBoth(typed, "--init", "--dp-method", "it says how to find centroids, and they are given");
        }
        if (typed.hasMatchedOption("--one-pass")) {
            refuseBoth(typed, "--one-pass", "--missing", "a sample stands for whole rows only");
            refuseBoth(typed, "--one-pass", "--precision", "what it holds in memory is small anyway");
            refuseBoth(typed, "--one-pass", "--features", "it takes all columns of the file");
        } else if (typed.hasMatchedOption("--coreset-size")) {
            throw new InvalidInputException("--coreset-size needs --one-pass");
        }
    }

    /** The columns of --protected, which a fair algorithm cannot do without. */
    String[] columns(ClustererOptions options) {
        if (options.protectedColumns().isEmpty()) {
            throw new InvalidInputException("--algorithm " + this + " needs --protected");
        }
        return options.protectedColumns().toArray(String[]::new);
    }

    private static void refuseBoth(ParseResult typed, String one, String other, String why) {
        if (typed.hasMatchedOption(other)) {
            throw new InvalidInputException(other + " does not go with " + one + ": " + why);
        }
    }

    private static String takers(String option) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.taken.contains(option))
                .map(ClusterAlgorithm::toString)
                .collect(Collectors.joining(", "));
    }

    /** The name it is asked for by, such as {@code fair-lloyd}. */
    @Override
    public String toString() {
        return name().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static <C, V> C with(C clusterer, @Nullable V given, BiFunction<C, V, C> setter) {
        return given == null ? clusterer : setter.apply(clusterer, given);
    }
}
