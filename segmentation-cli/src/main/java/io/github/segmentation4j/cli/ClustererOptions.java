package io.github.segmentation4j.cli;

import io.github.segmentation4j.cluster.BisectingKMeans;
import io.github.segmentation4j.cluster.Clusterer;
import io.github.segmentation4j.cluster.KMeans;
import io.github.segmentation4j.cluster.MiniBatchKMeans;
import io.github.segmentation4j.cluster.MissingValues;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.io.MatrixFile;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The options of the algorithms, as typed: null where nothing was said, so that the library's own default holds. Which
 * algorithm takes which of them is up to {@link ClusterAlgorithm}.
 */
final class ClustererOptions {
    @Mixin
    Shared shared = new Shared();

    @Mixin
    ForKMeans kMeans = new ForKMeans();

    @Mixin
    ForMiniBatch miniBatch = new ForMiniBatch();

    @Mixin
    ForBisecting bisecting = new ForBisecting();

    @Mixin
    ForTrimmed trimmed = new ForTrimmed();

    @Mixin
    ForConstrained constrained = new ForConstrained();

    @Mixin
    ForFair fair = new ForFair();

    @Mixin
    MixtureOptions mixture = new MixtureOptions();

    @Mixin
    DistanceOptions distances = new DistanceOptions();

    @Mixin
    PrototypeOptions prototypes = new PrototypeOptions();

    @Mixin
    MedoidOptions medoids = new MedoidOptions();

    @Mixin
    HierarchyOptions hierarchy = new HierarchyOptions();

    @Mixin
    DensityOptions density = new DensityOptions();

    @Mixin
    HdbscanOptions hdbscan = new HdbscanOptions();

    @Mixin
    GraphOptions graph = new GraphOptions();

    @Mixin
    PrivateKMeansOptions dp = new PrivateKMeansOptions();

    /** What more than one algorithm takes. */
    static final class Shared {
        @Option(
                names = "--restarts",
                paramLabel = "R",
                description = "Runs from different starts, of which the best is kept; minibatch makes them on its first"
                        + " sample. Default: 10, trimmed 20; 1 with --init and where starts are not random.")
        @Nullable
        Integer restarts;

        @Option(
                names = "--max-iterations",
                paramLabel = "N",
                description = "The most iterations of one run. Default: 300, gmm 1000, kprototypes, kmodes and kmedoids"
                        + " 100.")
        @Nullable
        Integer maxIterations;

        @Option(
                names = "--feature-weights",
                paramLabel = "W",
                split = ",",
                description =
                        "A weight for each column, such as 1,1,0.5; squared differences are multiplied by it. Default: 1"
                                + " each.")
        double @Nullable [] featureWeights;
    }

    /** What k-means alone takes, the start aside. */
    static final class ForKMeans {
        @Option(
                names = "--start",
                paramLabel = "HOW",
                description =
                        "How the first centroids are chosen: greedy (k-means++, the best of several draws), plusplus"
                                + " (k-means++), parallel (k-means||) or random (rows). Default: greedy.")
        @Nullable
        Start start;

        @Option(
                names = "--init",
                paramLabel = "F",
                description = "A matrix of K start centroids, in the units of the clustered data (after --scale). Of"
                        + " dp-kmeans in those of --data, and known without looking at its rows: nothing is spent on"
                        + " starts.")
        @Nullable
        Path init;

        @Option(
                names = "--tolerance",
                paramLabel = "T",
                description =
                        "Stops a run when no centroid moves farther in an iteration than this part of the spread of"
                                + " the data; 0 goes on until no label changes. Of gmm: when the mean log-likelihood of a"
                                + " row rises by no more. Default: 0, gmm 1e-8.")
        @Nullable
        Double tolerance;

        @Option(
                names = "--missing",
                paramLabel = "HOW",
                description =
                        "What is done with missing values (empty, NaN or NA): refuse them, leave-out their rows as"
                                + " noise, or observed (compares rows in the columns they have). Default: refuse, hdbscan leave-out.")
        @Nullable
        Missing missing;
    }

    /** What mini-batch k-means alone takes. */
    static final class ForMiniBatch {
        @Option(names = "--batch-size", paramLabel = "N", description = "Rows in a batch. Default: 4096.")
        @Nullable
        Integer batchSize;

        @Option(names = "--max-batches", paramLabel = "N", description = "The most batches. Default: 100.")
        @Nullable
        Integer maxBatches;

        @Option(
                names = "--finish",
                paramLabel = "HOW",
                description = "After the batches: once (one iteration over all rows) or lloyd (until no label changes)."
                        + " Default: once.")
        @Nullable
        Finish finish;
    }

    /** What bisecting k-means alone takes. */
    static final class ForBisecting {
        @Option(names = "--runs", paramLabel = "R", description = "Whole bisections, the best is kept. Default: 20.")
        @Nullable
        Integer runs;

        @Option(names = "--trials", paramLabel = "N", description = "Tries for each cut. Default: 2.")
        @Nullable
        Integer trials;

        @Option(
                names = "--split",
                paramLabel = "WHICH",
                description = "The cluster cut next: the one of most inertia or of most weight. Default: inertia.")
        @Nullable
        Split split;
    }

    /** What trimmed k-means alone takes. */
    static final class ForTrimmed {
        @Option(
                names = "--trimmed-share",
                paramLabel = "S",
                description = "The share of the rows that may be trimmed as noise, 0 to below 1. Default: 0.05.")
        @Nullable
        Double share;
    }

    /** What constrained k-means alone takes. */
    static final class ForConstrained {
        @Option(names = "--min-size", paramLabel = "N", description = "The fewest rows of a cluster. Default: 1.")
        @Nullable
        Integer minSize;

        @Option(names = "--max-size", paramLabel = "N", description = "The most rows of a cluster. Default: no limit.")
        @Nullable
        Integer maxSize;
    }

    /** What fair algorithms take. */
    static final class ForFair {
        @Option(
                names = "--protected",
                paramLabel = "A,B",
                split = ",",
                hideParamSyntax = true,
                description =
                        "The columns of groups to be fair to, by name; they are no features and may be texts. --data is"
                                + " text with a header then. The result adds balance, klError, gap and groupCosts; the gap of"
                                + " fair-lloyd is that between the largest and the smallest cost of a group.")
        @Nullable
        List<String> columns;

        @Option(
                names = "--bands",
                paramLabel = "A=N,N",
                description =
                        "Bounds that cut a column of --protected into groups, such as age=30,50; may be repeated.")
        @Nullable
        List<String> bands;

        @Option(
                names = "--balance",
                paramLabel = "T",
                description =
                        "In every cluster each group of --protected has at least T times as many rows as any other:"
                                + " 0 to 1, exactly. The gap of the result is then the part of the cost by which the assignment"
                                + " to the centroids may lie above the cheapest one that keeps the rule.")
        @Nullable
        Double balance;
    }

    /** Names of {@link KMeans.Start}. */
    enum Start {
        greedy(KMeans.Start.GREEDY_PLUS_PLUS),
        plusplus(KMeans.Start.PLUS_PLUS),
        parallel(KMeans.Start.PARALLEL),
        random(KMeans.Start.RANDOM);

        final KMeans.Start value;

        Start(KMeans.Start value) {
            this.value = value;
        }
    }

    /** Names of {@link MissingValues}. */
    enum Missing {
        refuse(MissingValues.REFUSE),
        leaveOut(MissingValues.LEAVE_OUT),
        observed(MissingValues.OBSERVED_ONLY);

        final MissingValues value;

        Missing(MissingValues value) {
            this.value = value;
        }

        @Override
        public String toString() {
            return this == leaveOut ? "leave-out" : name();
        }
    }

    /** Names of {@link MiniBatchKMeans.Finish}. */
    enum Finish {
        once(MiniBatchKMeans.Finish.ONCE),
        lloyd(MiniBatchKMeans.Finish.LLOYD);

        final MiniBatchKMeans.Finish value;

        Finish(MiniBatchKMeans.Finish value) {
            this.value = value;
        }
    }

    /** Names of {@link BisectingKMeans.Split}. */
    enum Split {
        inertia(BisectingKMeans.Split.LARGEST_INERTIA),
        weight(BisectingKMeans.Split.LARGEST_WEIGHT);

        final BisectingKMeans.Split value;

        Split(BisectingKMeans.Split value) {
            this.value = value;
        }
    }

    /** The columns of groups; none if none were named. */
    List<String> protectedColumns() {
        return fair.columns == null ? List.of() : fair.columns;
    }

    /** How those columns become groups. */
    ProtectedColumns groups() {
        return ProtectedColumns.of(protectedColumns(), fair.bands == null ? List.of() : fair.bands);
    }

    /** How missing values are read for an algorithm. */
    MatrixFile.MissingCells missingCells(ClusterAlgorithm algorithm) {
        boolean kept = kMeans.missing == null ? algorithm.keepsMissing() : kMeans.missing != Missing.refuse;
        return kept ? MatrixFile.MissingCells.KEEP : MatrixFile.MissingCells.REFUSE;
    }

    /** The clusterer with the centroids of --init, if there are any. */
    Clusterer started(Clusterer clusterer, int clusters, int columns, RunContext context) {
        return clusterer instanceof KMeans plain
                ? starts(clusters, columns, context)
                        .<Clusterer>map(plain::withCentroids)
                        .orElse(plain)
                : clusterer;
    }

    /** The centroids of --init, if there are any. */
    Optional<double[][]> starts(int clusters, int columns, RunContext context) {
        if (kMeans.init == null) {
            return Optional.empty();
        }
        FeatureMatrix starts = MatrixFile.read(kMeans.init, context);
        if (starts.rowCount() != clusters || starts.columnCount() != columns) {
            throw new InvalidInputException("--init must hold " + clusters + " rows of " + columns + " columns, holds "
                    + starts.rowCount() + " of " + starts.columnCount());
        }
        return Optional.of(starts.toArray());
    }
}
