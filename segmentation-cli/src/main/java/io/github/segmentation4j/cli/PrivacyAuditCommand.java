package io.github.segmentation4j.cli;

import io.github.segmentation4j.Verdict;
import io.github.segmentation4j.cluster.Clusterer;
import io.github.segmentation4j.io.ResultFile;
import io.github.segmentation4j.privacy.audit.MembershipInference;
import io.github.segmentation4j.privacy.audit.PrivacyAudit;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Attacks an algorithm on the customers it is meant for. */
@Command(
        name = "privacy-audit",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        description = {
            "Attacks an algorithm on your rows: can somebody who gets the model tell who was in the data?",
            "Fits it on a random half of the rows and tells the halves apart by the distance to the nearest centroid. With"
                    + " dp-kmeans it also puts canaries, rows that nobody has, at the corners of the bounds, guesses from"
                    + " one fit which were in, and holds the epsilon this proves against the claim. An attack that fails is"
                    + " no proof of privacy. The figures come from the rows without noise: for those who may see them, not"
                    + " for publication. Nothing is booked on a ledger, and no model leaves the audit.",
            ""
        })
final class PrivacyAuditCommand implements Callable<Integer> {
    @Mixin
    private MatrixOptions matrix = new MatrixOptions();

    @Option(
            names = "--shadow-models",
            paramLabel = "N",
            defaultValue = "0",
            description = "Models of other halves that the attacker compares with, an even number of at least 4, or 0:"
                    + " the stronger attack, at one more fit each. Default: ${DEFAULT-VALUE}.")
    private int shadowModels;

    @Option(
            names = "--canaries",
            paramLabel = "M",
            description =
                    "Rows that are put in by the toss of a coin; of dp-kmeans. In few columns more of them share a"
                            + " corner and prove less. Default: 400.")
    private @Nullable Integer canaries;

    @Option(
            names = "--auc-limit",
            paramLabel = "L",
            defaultValue = "0.6",
            description = "Warns if a member surely scores above somebody else more often than this: 0.5 is chance, 1"
                    + " certainty. Default: ${DEFAULT-VALUE}.")
    private double aucLimit;

    @Option(
            names = "--true-positives-limit",
            paramLabel = "L",
            defaultValue = "0.05",
            description =
                    "Warns if surely more than this share of the members is named where 1 %% of the others are named"
                            + " by mistake: 0.01 is chance. Default: ${DEFAULT-VALUE}.")
    private double truePositivesLimit;

    @Option(
            names = "--strict",
            description =
                    "Blocks, with exit code 1, where a limit is passed, a claim is contradicted or a figure cannot"
                            + " be determined; without it they warn.")
    private boolean strict;

    @Option(names = "--json", paramLabel = "OUT", description = "Where to write the whole result as JSON.")
    private @Nullable Path json;

    @Option(names = "--html", paramLabel = "OUT", description = "Where to write a page to open in a browser.")
    private @Nullable Path html;

    @Mixin
    private RunOptions options = new RunOptions();

    @Mixin
    private ClustererOptions choices = new ClustererOptions();

    @Override
    public Integer call() throws Exception {
        matrix.requireFitting(options.spec().commandLine().getParseResult(), choices);
        // Refuses what is out of range before a large file is read.
        Clusterer clusterer = matrix.algorithm().configure(matrix.clusters(), choices);
        MembershipInference.of(clusterer).withShadowModels(shadowModels);
        PrivacyAuditTask task = new PrivacyAuditTask(
                matrix,
                choices,
                clusterer,
                shadowModels,
                canaries,
                strict ? Verdict.BLOCK : Verdict.WARN,
                aucLimit,
                truePositivesLimit);
        task.judge(PrivacyAudit.of(clusterer));
        task.requireFitting();
        return options.run(context -> {
            PrivacyAuditResult result;
            try (Outputs outputs = new Outputs()) {
                result = task.run(context);
                if (json != null) {
                    ResultFile.write(result.state(), outputs.draft(json));
                }
                if (html != null) {
                    result.page().write(outputs.draft(html));
                }
                outputs.publish();
            }
            if (json == null) {
                options.out().print(result.text());
                options.out().flush();
            }
            boolean blocked = result.verdict() == Verdict.BLOCK;
            if (blocked) {
                options.err().println("segment: blocked; the model tells more than it may");
            }
            return blocked ? ExitCode.BLOCKED : ExitCode.DONE;
        });
    }
}
