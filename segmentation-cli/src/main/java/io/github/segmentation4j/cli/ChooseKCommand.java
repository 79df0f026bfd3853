package io.github.segmentation4j.cli;

import io.github.segmentation4j.cluster.Clusterer;
import io.github.segmentation4j.cluster.TrainingSet;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.quality.ChooseClusterCount;
import io.github.segmentation4j.quality.GapStatistic;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** Chooses a number of clusters and gives the reasons. */
@Command(
        name = "choose-k",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        description = {
            "Chooses the number of clusters of a matrix by a vote, and prints the vote and its reasons.",
            "Every number is fitted; each index votes for the number where it is best; the gap statistic, which compares with"
                    + " rows that are spread evenly, votes too and can say that there are no clusters. Between numbers with as"
                    + " many votes the one whose clusters come back in bootstrap resamples is chosen.",
            ""
        })
final class ChooseKCommand implements Callable<Integer> {
    @Mixin
    private ClusteredRows rows = new ClusteredRows();

    @Option(
            names = "--from",
            paramLabel = "K",
            defaultValue = "2",
            description = "The fewest clusters, at least 1. Default: ${DEFAULT-VALUE}.")
    private int from;

    @Option(
            names = "--to",
            paramLabel = "K",
            defaultValue = "12",
            description = "The most clusters, at least --from. Default: ${DEFAULT-VALUE}.")
    private int to;

    @Option(
            names = "--voters",
            paramLabel = "LIST",
            split = ",",
            hideParamSyntax = true,
            description = "The indices that vote: some of ${COMPLETION-CANDIDATES}. Default:"
                    + " silhouette,calinskiHarabasz,daviesBouldin, for gmm bic too.")
    private @Nullable List<Voter> voters;

    @Option(
            names = "--gap",
            paramLabel = "SETS",
            defaultValue = "10",
            description =
                    "Sets of evenly spread rows that the gap statistic fits for each number; 0 leaves it out, and with"
                            + " it some of the time. Default: ${DEFAULT-VALUE}.")
    private int gap;

    @Option(
            names = "--resamples",
            paramLabel = "N",
            defaultValue = "10",
            description = "Bootstrap resamples for the stability of each number; 0 leaves it out. Default:"
                    + " ${DEFAULT-VALUE}.")
    private int resamples;

    @Option(names = "--json", paramLabel = "OUT", description = "Where to write the result as JSON.")
    private @Nullable Path json;

    @Mixin
    private RunOptions options = new RunOptions();

    @Mixin
    private ClustererOptions choices = new ClustererOptions();

    @Override
    public Integer call() throws Exception {
        ParseResult typed = options.spec().commandLine().getParseResult();
        rows.requireFitting(typed, choices);
        requireNumbered(typed);
        ChooseClusterCount choice = choice();
        return options.run(context -> {
            try (Outputs outputs = new Outputs()) {
                ChooseKResult result = run(choice, context);
                if (json != null) {
                    result.writeJson(outputs.draft(json));
                }
                outputs.publish();
                if (json == null) {
                    options.out().print(result.text());
                    options.out().flush();
                }
            }
            return ExitCode.DONE;
        });
    }

    private void requireNumbered(ParseResult typed) {
        if (rows.hasCategories(choices)) {
            throw new InvalidInputException(
                    "choose-k does not go with --categorical or --algorithm kmodes: the indices that"
                            + " vote measure distances between numbers");
        }
        refuse(typed, "--height", "which tries numbers of clusters");
        refuse(typed, "--init", "as there are starts for one number of clusters only");
        refuse(typed, "--feature-weights", "whose indices know none; multiply the columns by their roots beforehand");
        if (!rows.algorithm().choosesNumber()) {
            throw new InvalidInputException("choose-k does not go with --algorithm " + rows.algorithm() + ": "
                    + (rows.isPrivate()
                            ? "its vote would look at the rows in the open"
                            : "it finds the number of clusters by itself, or obeys rules that the vote does not know"));
        }
    }

    private static void refuse(ParseResult typed, String option, String why) {
        if (typed.hasMatchedOption(option)) {
            throw new InvalidInputException(option + " does not go with choose-k, " + why);
        }
    }

    /** Refuses what is out of range before a large file is read. */
    private ChooseClusterCount choice() {
        if (gap != 0 && gap < 2) {
            throw new InvalidInputException("--gap must be 0 or at least 2, was " + gap);
        }
        Clusterer first = rows.algorithm().configure(Math.max(1, from), choices);
        ChooseClusterCount choice = ChooseClusterCount.between(from, to)
                .with(k -> k == from ? first : rows.algorithm().configure(k, choices))
                .withResamples(resamples);
        return gap == 0 ? choice : choice.withGap(GapStatistic.withDefaults().withReferenceSets(gap));
    }

    private ChooseKResult run(ChooseClusterCount choice, RunContext context) {
        TrainingSet read = rows.read(choices, context);
        ComparedRows compared =
                ComparedRows.of(rows.scaled(read.matrix(), choices, context), rows.algorithm(), choices, context);
        FeatureMatrix matrix = compared.matrix();
        List<Voter> asked = voters == null ? Voter.usual(rows.algorithm()) : voters;
        ChooseClusterCount voted = choice.withVoters(
                asked.stream().map(voter -> voter.index(matrix.rowCount())).toList());
        return new ChooseKResult(
                rows.algorithm(),
                matrix.rowCount(),
                matrix.columnCount(),
                context.seed(),
                compared.how(),
                voted.choose(matrix, context));
    }
}
