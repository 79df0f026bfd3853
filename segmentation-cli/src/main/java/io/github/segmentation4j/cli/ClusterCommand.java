package io.github.segmentation4j.cli;

import io.github.segmentation4j.cluster.Clusterer;
import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.cluster.KMeans;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.feature.FeatureTransform;
import io.github.segmentation4j.feature.Scaling;
import io.github.segmentation4j.io.LabelFile;
import io.github.segmentation4j.io.MatrixFile;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The researcher's door: a matrix of numbers in, labels and indices out. */
@Command(
        name = "cluster",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Clusters a matrix of numbers: no customers, no purposes, no release.",
            "Reads text (comma, semicolon, tab or blank separated, with or without a header, .gz too) or .npy of float64 or"
                    + " float32. Without --json the result is printed as a table."
        })
final class ClusterCommand implements Callable<Integer> {
    @Option(names = "--data", paramLabel = "F", required = true, description = "The matrix, one row a line.")
    private @Nullable Path data;

    @Option(names = "--clusters", paramLabel = "K", required = true, description = "The number of clusters.")
    private int clusters;

    @Option(
            names = "--algorithm",
            paramLabel = "NAME",
            defaultValue = "kmeans",
            description = "One of: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Algorithm algorithm = Algorithm.kmeans;

    @Option(
            names = "--restarts",
            paramLabel = "R",
            description = "Runs from different starts, of which the best is kept. Default: 10, or 1 with --init.")
    private @Nullable Integer restarts;

    @Option(
            names = "--scale",
            paramLabel = "HOW",
            defaultValue = "none",
            description = "Scales each column first: none, z (mean 0, population standard deviation 1) or minmax"
                    + " (0 to 1). Default: ${DEFAULT-VALUE}.")
    private Scale scale = Scale.none;

    @Option(
            names = "--init",
            paramLabel = "F",
            description = "A matrix of K start centroids, in the units of the clustered data (after --scale).")
    private @Nullable Path init;

    @Option(
            names = "--max-iterations",
            paramLabel = "N",
            defaultValue = "300",
            description = "The most iterations of one run. Default: ${DEFAULT-VALUE}.")
    private int maxIterations;

    @Option(
            names = "--tolerance",
            paramLabel = "T",
            defaultValue = "0",
            description =
                    "Stops a run when no centroid moves farther in an iteration than this part of the spread of the"
                            + " data; 0 goes on until no label changes. Default: ${DEFAULT-VALUE}.")
    private double tolerance;

    @Option(
            names = "--indices",
            paramLabel = "LIST",
            defaultValue = "all",
            description = "all, none, or some of silhouette,daviesBouldin,calinskiHarabasz. Default: ${DEFAULT-VALUE}.")
    private String indices = "all";

    @Option(
            names = "--truth",
            paramLabel = "F",
            description = "Known labels, one whole number a line, to compare with (ari, nmi).")
    private @Nullable Path truth;

    @Option(names = "--json", paramLabel = "OUT", description = "Where to write the result as JSON.")
    private @Nullable Path json;

    @Option(names = "--labels", paramLabel = "OUT", description = "Where to write the labels, one a line, from 0.")
    private @Nullable Path labels;

    @Mixin
    private RunOptions options = new RunOptions();

    /** What can be asked for by name. */
    enum Algorithm {
        kmeans
    }

    /** How columns are scaled. */
    enum Scale {
        none,
        z,
        minmax
    }

    @Override
    public Integer call() throws Exception {
        ClusterIndices wanted = ClusterIndices.parse(indices);
        return options.run(context -> {
            long readFrom = System.nanoTime();
            FeatureMatrix matrix = MatrixFile.read(Required.option(data, "--data"), context);
            Optional<int[]> known = truth == null ? Optional.empty() : Optional.of(readTruth(truth, matrix, context));
            Clusterer clusterer = clusterer(matrix.columnCount(), context);
            FeatureMatrix scaled = scaled(matrix, context);
            long fitFrom = System.nanoTime();
            Clustering clustering = clusterer.fit(scaled, context);
            long fitTo = System.nanoTime();
            ClusterResult result = new ClusterResult(
                    algorithm.name(),
                    scaled.rowCount(),
                    scaled.columnCount(),
                    clustering,
                    options.seed(),
                    options.threads(),
                    seconds(readFrom, fitFrom),
                    seconds(fitFrom, fitTo),
                    wanted.compute(scaled, clustering, known, context));
            write(result);
            return ExitCode.DONE;
        });
    }

    private void write(ClusterResult result) throws Exception {
        try (Outputs outputs = new Outputs()) {
            if (json != null) {
                result.writeJson(outputs.draft(json));
            }
            if (labels != null) {
                LabelFile.write(result.clustering().labels(), outputs.draft(labels));
            }
            outputs.publish();
        }
        if (json == null) {
            options.out().print(result.table());
            options.out().flush();
        }
    }

    private FeatureMatrix scaled(FeatureMatrix matrix, RunContext context) {
        return switch (scale) {
            case none -> matrix;
            case z -> apply(Scaling.standard(), matrix, context);
            case minmax -> apply(Scaling.minMax(), matrix, context);
        };
    }

    private static FeatureMatrix apply(FeatureTransform transform, FeatureMatrix matrix, RunContext context) {
        return transform.fit(matrix, context).apply(matrix, context);
    }

    private Clusterer clusterer(int columns, RunContext context) {
        KMeans kMeans =
                KMeans.withClusters(clusters).withMaxIterations(maxIterations).withTolerance(tolerance);
        if (init == null) {
            return restarts == null ? kMeans : kMeans.withRestarts(restarts);
        }
        if (restarts != null && restarts != 1) {
            throw new InvalidInputException(
                    "--restarts does not go with --init: a run from given starts always ends the same way");
        }
        FeatureMatrix starts = MatrixFile.read(init, context);
        if (starts.rowCount() != clusters || starts.columnCount() != columns) {
            throw new InvalidInputException("--init must hold " + clusters + " rows of " + columns + " columns, holds "
                    + starts.rowCount() + " of " + starts.columnCount());
        }
        return kMeans.withCentroids(starts.toArray());
    }

    private static int[] readTruth(Path file, FeatureMatrix matrix, RunContext context) {
        int[] known = LabelFile.read(file, context);
        if (known.length != matrix.rowCount()) {
            throw new InvalidInputException("--truth must hold a label for each of the " + matrix.rowCount()
                    + " rows of --data, holds " + known.length);
        }
        return known;
    }

    private static double seconds(long from, long to) {
        return (to - from) / 1e9;
    }
}
