package io.github.segmentation4j.cli;

import io.github.segmentation4j.feature.Precision;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
        abbreviateSynopsis = true,
        description = {
            "Clusters a matrix of numbers: no customers, no purposes, no release.",
            "Reads text (comma, semicolon, tab or blank separated, with or without a header, .gz too) or .npy of float64 or"
                    + " float32. Without --json the result is printed as a table. An option that the chosen algorithm"
                    + " would have to ignore is refused.",
            ""
        })
final class ClusterCommand implements Callable<Integer> {
    @Option(names = "--data", paramLabel = "F", required = true, description = "The matrix, one row a line.")
    private @Nullable Path data;

    @Option(
            names = "--features",
            paramLabel = "A,B",
            split = ",",
            hideParamSyntax = true,
            description = "The columns to cluster by, by name, of text with a header. Default: all that are not"
                    + " --protected.")
    private List<String> features = new ArrayList<>();

    @Option(names = "--clusters", paramLabel = "K", required = true, description = "The number of clusters.")
    private int clusters;

    @Option(
            names = "--algorithm",
            paramLabel = "NAME",
            defaultValue = "kmeans",
            description = "One of: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}. The names stand for k-means;"
                    + " k-means by mini-batches; by cutting clusters in two; with the farthest rows as noise; of"
                    + " directions; with bounds on the sizes; exact, of a single column; for the smallest mean squared"
                    + " distance of the group that is served worst; with groups in balance.")
    private ClusterAlgorithm algorithm = ClusterAlgorithm.kmeans;

    @Option(
            names = "--scale",
            paramLabel = "HOW",
            defaultValue = "none",
            description = "Scales each column first: none, z (mean 0, population standard deviation 1) or minmax"
                    + " (0 to 1). Default: ${DEFAULT-VALUE}.")
    private Scale scale = Scale.none;

    @Option(
            names = "--precision",
            paramLabel = "P",
            defaultValue = "double",
            description = "What the clustered numbers are stored in: double, or single, which takes half the memory and"
                    + " rounds them to some 7 digits; all is computed in double. Default: ${DEFAULT-VALUE}.")
    private Stored precision = Stored.DOUBLE;

    @Option(
            names = "--one-pass",
            description =
                    "Reads a file that need not fit in memory: fits a sample of weighted rows (a coreset) drawn in one"
                            + " pass, then goes through the file again for labels, sizes and the exact inertia. With"
                            + " --indices none and neither --labels nor --truth it stays one pass, and sizes and inertia are"
                            + " estimates. --scale takes a pass more, and indices of rows are not computed. Only for kmeans and"
                            + " bisecting.")
    private boolean onePass;

    @Option(
            names = "--coreset-size",
            paramLabel = "N",
            description = "The most rows of that sample; 1,000 a cluster are a fair measure. Default: 50000.")
    private @Nullable Integer coresetSize;

    @Option(
            names = "--indices",
            paramLabel = "LIST",
            defaultValue = "all",
            description = "all, none, or some of silhouette,daviesBouldin,calinskiHarabasz; noise is left out of them."
                    + " Default: ${DEFAULT-VALUE}.")
    private String indices = "all";

    @Option(
            names = "--truth",
            paramLabel = "F",
            description = "Known labels, one whole number a line, to compare with (ari, nmi); noise is one more label.")
    private @Nullable Path truth;

    @Option(names = "--json", paramLabel = "OUT", description = "Where to write the result as JSON.")
    private @Nullable Path json;

    @Option(
            names = "--labels",
            paramLabel = "OUT",
            description = "Where to write the labels, one a line, from 0; noise is -1.")
    private @Nullable Path labels;

    @Mixin
    private RunOptions options = new RunOptions();

    @Mixin
    private ClustererOptions choices = new ClustererOptions();

    /** How columns are scaled. */
    enum Scale {
        none,
        z,
        minmax
    }

    /** Names of {@link Precision}. */
    enum Stored {
        DOUBLE(Precision.DOUBLE),
        SINGLE(Precision.SINGLE);

        private final Precision value;

        Stored(Precision value) {
            this.value = value;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public Integer call() throws Exception {
        algorithm.requireFitting(options.spec().commandLine().getParseResult(), choices);
        ClusterTask task = new ClusterTask(
                Required.option(data, "--data"),
                features,
                clusters,
                algorithm,
                // Refuses what is out of range before a large file is read.
                algorithm.configure(clusters, choices),
                choices,
                scale,
                precision.value,
                ClusterIndices.parse(indices),
                Optional.ofNullable(truth),
                Optional.ofNullable(labels));
        return options.run(context -> {
            try (Outputs outputs = new Outputs()) {
                ClusterResult result = onePass
                        ? new StreamedClustering(task, coresetSize).run(outputs, context)
                        : new HeldClustering(task).run(outputs, context);
                if (json != null) {
                    result.writeJson(outputs.draft(json));
                }
                outputs.publish();
                if (json == null) {
                    options.out().print(result.table());
                    options.out().flush();
                }
            }
            return ExitCode.DONE;
        });
    }
}
