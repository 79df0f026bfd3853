package io.github.segmentation4j.cli;

import io.github.segmentation4j.cluster.BisectingKMeans;
import io.github.segmentation4j.cluster.Clusterer;
import io.github.segmentation4j.cluster.ConstrainedKMeans;
import io.github.segmentation4j.cluster.GaussianMixture;
import io.github.segmentation4j.cluster.KMeans;
import io.github.segmentation4j.cluster.Linkage;
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
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The algorithms by the names they are asked for, each with the options it takes. */
enum ClusterAlgorithm {
    kmeans(
            "k-means: the smallest sum of squared distances",
            "--clusters",
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
            clusterer = Given.with(clusterer, options.shared.restarts, KMeans::withRestarts);
            clusterer = Given.with(clusterer, options.shared.maxIterations, KMeans::withMaxIterations);
            clusterer = Given.with(clusterer, options.shared.featureWeights, KMeans::withFeatureWeights);
            clusterer = Given.with(clusterer, options.kMeans.start, (c, start) -> c.withStart(start.value));
            clusterer = Given.with(clusterer, options.kMeans.tolerance, KMeans::withTolerance);
            return Given.with(clusterer, options.kMeans.missing, (c, missing) -> c.withMissing(missing.value));
        }
    },
    minibatch(
            "k-means by mini-batches, for very many rows",
            "--clusters",
            "--restarts",
            "--feature-weights",
            "--batch-size",
            "--max-batches",
            "--finish") {
        @Override
        Clusterer configure(int clusters, ClustererOptions options) {
            MiniBatchKMeans clusterer = MiniBatchKMeans.withClusters(clusters);
            clusterer = Given.with(clusterer, options.shared.restarts, MiniBatchKMeans::withStarts);
            clusterer = Given.with(clusterer, options.shared.featureWeights, MiniBatchKMeans::withFeatureWeights);
            clusterer = Given.with(clusterer, options.miniBatch.batchSize, MiniBatchKMeans::withBatchSize);
            clusterer = Given.with(clusterer, options.miniBatch.maxBatches, MiniBatchKMeans::withMaxBatches);
            return Given.with(clusterer, options.miniBatch.finish, (c, finish) -> c.withFinish(finish.value));
        }
    },
    bisecting(
            "k-means by cutting clusters in two",
            "--clusters",
            "--max-iterations",
            "--feature-weights",
            "--runs",
            "--trials",
            "--split",
            "--one-pass",
            "--coreset-size") {
        @Override
        Clusterer configure(int clusters, ClustererOptions options) {
            BisectingKMeans clusterer = BisectingKMeans.withClusters(clusters);
            clusterer = Given.with(clusterer, options.shared.maxIterations, BisectingKMeans::withMaxIterations);
            clusterer = Given.with(clusterer, options.shared.featureWeights, BisectingKMeans::withFeatureWeights);
            clusterer = Given.with(clusterer, options.bisecting.runs, BisectingKMeans::withRuns);
            clusterer = Given.with(clusterer, options.bisecting.trials, BisectingKMeans::withTrials);
            return Given.with(clusterer, options.bisecting.split, (c, split) -> c.withSplit(split.value));
        }
    },
    trimmed(
            "k-means with the farthest rows as noise",
            "--clusters",
            "--restarts",
            "--max-iterations",
            "--feature-weights",
            "--trimmed-share") {
        @Override
        Clusterer configure(int clusters, ClustererOptions options) {
            TrimmedKMeans clusterer = TrimmedKMeans.withClusters(clusters);
            clusterer = Given.with(clusterer, options.shared.restarts, TrimmedKMeans::withRestarts);
            clusterer = Given.with(clusterer, options.shared.maxIterations, TrimmedKMeans::withMaxIterations);
            clusterer = Given.with(clusterer, options.shared.featureWeights, TrimmedKMeans::withFeatureWeights);
            return Given.with(clusterer, options.trimmed.share, TrimmedKMeans::withTrimmedShare);
        }
    },
    spherical("k-means of directions, whatever the lengths", "--clusters", "--restarts", "--max-iterations") {
        @Override
        Clusterer configure(int clusters, ClustererOptions options) {
            SphericalKMeans clusterer = SphericalKMeans.withClusters(clusters);
            clusterer = Given.with(clusterer, options.shared.restarts, SphericalKMeans::withRestarts);
            return Given.with(clusterer, options.shared.maxIterations, SphericalKMeans::withMaxIterations);
        }
    },
    constrained(
            "k-means with bounds on the sizes; it needs one",
            "--clusters",
            "--restarts",
            "--max-iterations",
            "--feature-weights",
            "--start",
            "--min-size",
            "--max-size") {
        @Override
        Clusterer configure(int clusters, ClustererOptions options) {
            Integer min = options.constrained.minSize;
            Integer max = options.constrained.maxSize;
            if (min == null && max == null) {
                throw new InvalidInputException("--algorithm constrained needs --min-size or --max-size");
            }
            ConstrainedKMeans clusterer = ConstrainedKMeans.withClusters(clusters)
                    .withSizes(min == null ? 1 : min, max == null ? Integer.MAX_VALUE : max);
            clusterer = Given.with(clusterer, options.shared.restarts, ConstrainedKMeans::withRestarts);
            clusterer = Given.with(clusterer, options.shared.maxIterations, ConstrainedKMeans::withMaxIterations);
            clusterer = Given.with(clusterer, options.shared.featureWeights, ConstrainedKMeans::withFeatureWeights);
            return Given.with(clusterer, options.kMeans.start, (c, start) -> c.withStart(start.value));
        }
    },
    optimal("k-means of a single column, exactly", "--clusters") {
        @Override
        Clusterer configure(int clusters, ClustererOptions options) {
            return OptimalKMeans.withClusters(clusters);
        }
    },
    fairLloyd(
            "k-means for the group that is served worst",
            "--clusters",
            "--restarts",
            "--max-iterations",
            "--tolerance",
            "--protected",
            "--bands") {
        @Override
        Clusterer configure(int clusters, ClustererOptions options) {
            FairLloyd clusterer = FairLloyd.withClusters(clusters).towards(columns(options));
            clusterer = Given.with(clusterer, options.shared.restarts, FairLloyd::withRestarts);
            clusterer = Given.with(clusterer, options.shared.maxIterations, FairLloyd::withMaxIterations);
            return Given.with(clusterer, options.kMeans.tolerance, FairLloyd::withTolerance);
        }
    },
    fairKmeans(
            "k-means with groups in balance",
            "--clusters",
            "--restarts",
            "--max-iterations",
            "--protected",
            "--bands",
            "--balance") {
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
            clusterer = Given.with(clusterer, options.shared.restarts, FairKMeans::withRestarts);
            return Given.with(clusterer, options.shared.maxIterations, FairKMeans::withMaxIterations);
        }
    },
    gmm(
            "Gaussian mixture: overlapping ellipsoids",
            "--clusters",
            "--covariance",
            "--restarts",
            "--max-iterations",
            "--tolerance",
            "--regularisation",
            "--mixture-start") {
        @Override
        Clusterer configure(int clusters, ClustererOptions options) {
            GaussianMixture clusterer = GaussianMixture.withClusters(clusters);
            clusterer = Given.with(clusterer, options.mixture.covariance, (c, shape) -> c.withCovariance(shape.value));
            clusterer = Given.with(clusterer, options.mixture.start, (c, start) -> c.withStart(start.value));
            clusterer = Given.with(clusterer, options.mixture.regularisation, GaussianMixture::withRegularisation);
            clusterer = Given.with(clusterer, options.shared.restarts, GaussianMixture::withRestarts);
            clusterer = Given.with(clusterer, options.shared.maxIterations, GaussianMixture::withMaxIterations);
            return Given.with(clusterer, options.kMeans.tolerance, GaussianMixture::withTolerance);
        }
    },
    kprototypes(
            "k-means of numbers and categories together",
            "--clusters",
            "--categorical",
            "--gamma",
            "--numbers",
            "--prototype-start",
            "--restarts",
            "--max-iterations",
            "--feature-weights",
            "--missing") {
        @Override
        Clusterer configure(int clusters, ClustererOptions options) {
            return options.prototypes.prototypes(clusters, options);
        }
    },
    kmodes(
            "k-means of categories",
            "--clusters",
            "--categorical",
            "--prototype-start",
            "--restarts",
            "--max-iterations",
            "--feature-weights",
            "--missing") {
        @Override
        Clusterer configure(int clusters, ClustererOptions options) {
            return options.prototypes.modes(clusters, options);
        }
    },
    kmedoids(
            "rows around rows that stand for them, by any distance",
            "--clusters",
            "--distance",
            "--categorical",
            "--medoid-start",
            "--restarts",
            "--max-iterations",
            "--samples",
            "--sample-size") {
        @Override
        Clusterer configure(int clusters, ClustererOptions options) {
            return options.medoids.clusterer(clusters, options);
        }
    },
    ward("a tree of merges that add least to the squared distances", "--clusters", "--height") {
        @Override
        Clusterer configure(int clusters, ClustererOptions options) {
            return options.hierarchy.agglomerative(Linkage.WARD, clusters, options);
        }
    },
    average("a tree of merges by the mean distance of rows", "--clusters", "--height", "--distance", "--categorical") {
        @Override
        Clusterer configure(int clusters, ClustererOptions options) {
            return options.hierarchy.agglomerative(Linkage.AVERAGE, clusters, options);
        }
    },
    complete(
            "a tree of merges by the largest distance of rows",
            "--clusters",
            "--height",
            "--distance",
            "--categorical") {
        @Override
        Clusterer configure(int clusters, ClustererOptions options) {
            return options.hierarchy.agglomerative(Linkage.COMPLETE, clusters, options);
        }
    },
    single(
            "a tree of merges by the smallest distance of rows",
            "--clusters",
            "--height",
            "--distance",
            "--categorical") {
        @Override
        Clusterer configure(int clusters, ClustererOptions options) {
            return options.hierarchy.agglomerative(Linkage.SINGLE, clusters, options);
        }
    },
    centroid("a tree of merges by the distance of centres", "--clusters", "--height") {
        @Override
        Clusterer configure(int clusters, ClustererOptions options) {
            return options.hierarchy.agglomerative(Linkage.CENTROID, clusters, options);
        }
    },
    birch(
            "many rows gathered into small groups, and those into clusters",
            "--clusters",
            "--threshold",
            "--branching",
            "--max-leaves") {
        @Override
        Clusterer configure(int clusters, ClustererOptions options) {
            return options.hierarchy.birch(clusters);
        }
    },
    dbscan(
            "dense places of any shape, the rest as noise",
            "--radius",
            "--min-neighbours",
            "--distance",
            "--categorical") {
        @Override
        Clusterer configure(int clusters, ClustererOptions options) {
            return options.density.dbscan(options);
        }
    },
    optics(
            "dense places of different density, by an ordering of the rows",
            "--min-neighbours",
            "--radius",
            "--xi",
            "--min-cluster-size",
            "--max-radius",
            "--distance",
            "--categorical") {
        @Override
        Clusterer configure(int clusters, ClustererOptions options) {
            return options.density.optics(options);
        }
    },
    hdbscan(
            "groups of any shape and density that hold together longest",
            "--min-cluster-size",
            "--min-neighbours",
            "--neighbour-count",
            "--selection",
            "--selection-radius",
            "--allow-single-cluster",
            "--missing",
            "--distance",
            "--categorical") {
        @Override
        Clusterer configure(int clusters, ClustererOptions options) {
            return options.hdbscan.clusterer(options);
        }
    },
    spectral(
            "cuts of the graph of neighbours, for small data",
            "--clusters",
            "--affinity",
            "--nearest",
            "--bandwidth",
            "--restarts") {
        @Override
        Clusterer configure(int clusters, ClustererOptions options) {
            return options.graph.spectral(clusters, options);
        }
    },
    consensus("what many runs of k-means agree on", "--clusters", "--consensus-runs", "--subsample") {
        @Override
        Clusterer configure(int clusters, ClustererOptions options) {
            return options.graph.consensus(clusters);
        }
    },
    dpKmeans(
            "k-means under differential privacy",
            "--clusters",
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

    /** More names than these are no help in an error. */
    private static final int FEW = 5;

    // What List.of makes does not change.
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> taken;

    private final String summary;

    ClusterAlgorithm(String summary, String... taken) {
        this.summary = summary;
        this.taken = List.of(taken);
    }

    /** The clusterer with all options that were given, the centroids of --init aside. */
    abstract Clusterer configure(int clusters, ClustererOptions options);

    /** What it does, in a line. */
    String summary() {
        return summary;
    }

    /** Whether an option is one of this algorithm, not of the command. */
    boolean takes(OptionSpec option) {
        return place(option) >= 0;
    }

    /** Where an option stands among those of this algorithm, or -1 if it is none of them. */
    int place(OptionSpec option) {
        return Arrays.stream(option.names()).mapToInt(taken::indexOf).max().orElse(-1);
    }

    /** Whether a vote can choose its number of clusters: it needs one, looks at rows in the open, and obeys no rules beside. */
    boolean choosesNumber() {
        return needsClusters()
                && !List.of(constrained, kprototypes, kmodes, fairLloyd, fairKmeans, dpKmeans)
                        .contains(this);
    }

    /** Whether it takes rows that miss values for noise where nothing is said about them. */
    boolean keepsMissing() {
        return this == hdbscan;
    }

    /** Whether it must be told a number of clusters. */
    boolean needsClusters() {
        return taken.contains("--clusters");
    }

    /** Refuses an option that this algorithm would have to ignore, and those that contradict each other. */
    void requireFitting(ParseResult typed, ClustererOptions options) {
        for (ClusterAlgorithm other : values()) {
            for (String option : other.taken) {
                if (!taken.contains(option) && typed.hasMatchedOption(option)) {
                    throw new InvalidInputException(option + " does not apply to --algorithm " + this + takers(option));
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
        if (typed.hasMatchedOption("--height")) {
            refuseBoth(typed, "--height", "--clusters", "the height says how many there are");
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

    private String takers(String option) {
        List<String> names = Arrays.stream(values())
                .filter(algorithm -> algorithm.taken.contains(option))
                .map(ClusterAlgorithm::toString)
                .toList();
        return names.size() <= FEW
                ? ", only to " + String.join(", ", names)
                : "; --algorithm " + this + " --help tells the options that do";
    }

    /** The name it is asked for by, such as {@code fair-lloyd}. */
    @Override
    public String toString() {
        return name().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
