package io.github.segmentation4j.cli;

import io.github.segmentation4j.cluster.Clusterer;
import io.github.segmentation4j.feature.Precision;
import io.github.segmentation4j.run.InvalidInputException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

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
                    + " would have to ignore is refused. With dp-kmeans the result holds noisy figures, their cost and"
                    + " their expected errors alone; every run spends anew.",
            ""
        })
final class ClusterCommand implements Callable<Integer> {
    @Mixin
    private MatrixOptions matrix = new MatrixOptions();

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
            description = "all (silhouette,daviesBouldin,calinskiHarabasz), none, or some of these and of"
                    + " simplifiedSilhouette,dunn,dbcv; noise is left out of them. Default: all; none for dp-kmeans.")
    private @Nullable String indices;

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

    @Option(
            names = "--non-private-labels",
            description =
                    "Says that who gets the result may see the rows anyway: dp-kmeans then tells their number, exact"
                            + " sizes and inertia too, and takes --labels, --indices and --truth. None of these is private.")
    private boolean nonPrivateLabels;

    @Mixin
    private LedgerOptions ledger = new LedgerOptions();

    @Mixin
    private RunOptions options = new RunOptions();

    @Mixin
    private ClustererOptions choices = new ClustererOptions();

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
        ParseResult typed = options.spec().commandLine().getParseResult();
        matrix.requireFitting(typed, choices);
        // Refuses what is out of range before a large file is read.
        Clusterer clusterer = matrix.algorithm().configure(matrix.clusters(), choices);
        if (matrix.isPrivate()) {
            return callPrivately(typed);
        }
        ClusterTask task = new ClusterTask(
                matrix,
                clusterer,
                choices,
                precision.value,
                ClusterIndices.parse(indices == null ? "all" : indices),
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
                print(result::table);
            }
            return ExitCode.DONE;
        });
    }

    private int callPrivately(ParseResult typed) throws Exception {
        ClusterIndices wanted = ClusterIndices.parse(indices == null ? "none" : indices);
        requireSaidAloud(typed, wanted);
        ledger.requireFitting();
        PrivateTask task = new PrivateTask(
                matrix,
                choices,
                ledger,
                precision.value,
                nonPrivateLabels
                        ? Optional.of(
                                new PrivateTask.Open(wanted, Optional.ofNullable(truth), Optional.ofNullable(labels)))
                        : Optional.empty());
        return options.run(context -> {
            try (Outputs outputs = new Outputs()) {
                // What was paid for must not be lost because its place cannot be written to.
                Optional<Path> draft = json == null ? Optional.empty() : Optional.of(outputs.draft(json));
                PrivateResult result = task.run(outputs, context);
                if (draft.isPresent()) {
                    result.writeJson(draft.get());
                }
                outputs.publish();
                print(result::table);
            }
            return ExitCode.DONE;
        });
    }

    /** Refuses what comes from the rows themselves, unless somebody said that this is not private. */
    private void requireSaidAloud(ParseResult typed, ClusterIndices wanted) {
        for (String option : List.of("--labels", "--truth", "--indices")) {
            boolean asked = typed.hasMatchedOption(option) && (!option.equals("--indices") || !wanted.isEmpty());
            if (asked && !nonPrivateLabels) {
                throw new InvalidInputException(option + " does not go with --algorithm " + matrix.algorithm()
                        + ": what it tells comes from the rows themselves and is not private; add"
                        + " --non-private-labels if whoever gets it may see the rows anyway");
            }
        }
    }

    private void print(Supplier<String> table) {
        if (json == null) {
            options.out().print(table.get());
            options.out().flush();
        }
    }
}
