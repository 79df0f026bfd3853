package io.github.segmentation4j.cli;

import io.github.segmentation4j.CheckResult;
import io.github.segmentation4j.Exhibit.Cell;
import io.github.segmentation4j.Finding;
import io.github.segmentation4j.Verdict;
import io.github.segmentation4j.fairness.audit.AuditResult;
import io.github.segmentation4j.fairness.audit.FairnessAudit;
import io.github.segmentation4j.io.CheckPage;
import io.github.segmentation4j.io.ResultFile;
import io.github.segmentation4j.run.InvalidInputException;
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

/** Audits segments that anybody made, by files alone. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        description = {
            "Audits anybody's segments for fairness: who is in which segment, and who was selected.",
            "Compares the share of each group in each segment, and with --outcome its share of those selected, with"
                    + " intervals and corrected for the number of comparisons. Without --json the findings are printed."
                    + " No verdict is a legal conclusion.",
            ""
        })
final class AuditCommand implements Callable<Integer> {
    @Option(
            names = "--labels",
            paramLabel = "F",
            required = true,
            description = "The segments: one whole number a line, in the order of --customers; -1 is in no segment.")
    private @Nullable Path labels;

    @Option(
            names = "--id",
            paramLabel = "COL[,COL]",
            split = ",",
            hideParamSyntax = true,
            description =
                    "The column of ids in --customers, and in --labels if it is called otherwise there. --labels is a"
                            + " CSV with that column and one called segment then, as 'segment run' writes it; who is not in it"
                            + " or has no segment is in none.")
    private List<String> ids = new ArrayList<>();

    @Option(
            names = "--customers",
            paramLabel = "F",
            required = true,
            description =
                    "The customers, one a line, with a header (CSV, .gz too). A value is missing where it is empty,"
                            + " ?, NA or the like.")
    private @Nullable Path customers;

    @Option(
            names = "--protected",
            paramLabel = "A,B",
            split = ",",
            hideParamSyntax = true,
            required = true,
            description = "The columns of --customers whose groups are compared.")
    private List<String> columns = new ArrayList<>();

    @Option(
            names = "--bands",
            paramLabel = "A=N,N",
            description = "Bounds that cut a column of --protected into groups, such as age=30,50; may be repeated.")
    private List<String> bands = new ArrayList<>();

    @Option(
            names = "--intersect",
            paramLabel = "A,B",
            description = "Compares the combinations of two or more columns of --protected as well; may be repeated.")
    private List<String> intersections = new ArrayList<>();

    @Option(
            names = "--outcome",
            paramLabel = "COL",
            description =
                    "The column of --customers that says who was selected, such as for an offer: 1 or 0, yes or no,"
                            + " true or false.")
    private @Nullable String outcome;

    @Option(
            names = "--minimum",
            paramLabel = "N",
            defaultValue = "20",
            description = "The smallest group and segment compared, and the fewest persons that are told."
                    + " Default: ${DEFAULT-VALUE}.")
    private int minimum;

    @Option(
            names = "--level",
            paramLabel = "P",
            defaultValue = "0.05",
            description = "The probability of a false alarm over all comparisons. Default: ${DEFAULT-VALUE}.")
    private double level;

    @Option(
            names = "--ratios",
            paramLabel = "LOW,HIGH",
            split = ",",
            hideParamSyntax = true,
            description = "The bounds within which a ratio of shares is not material. Default: 0.8,1.25.")
    private double @Nullable [] ratios;

    @Option(
            names = "--strict",
            description = "Blocks, with exit code 1, on a disparity, a segment of almost one group and a column that"
                    + " cannot be audited; without it they warn.")
    private boolean strict;

    @Option(names = "--json", paramLabel = "OUT", description = "Where to write the whole result as JSON.")
    private @Nullable Path json;

    @Option(names = "--html", paramLabel = "OUT", description = "Where to write a page to open in a browser.")
    private @Nullable Path html;

    @Mixin
    private RunOptions options = new RunOptions();

    @Override
    public Integer call() throws Exception {
        FairnessAudit audit = audit();
        AuditedFiles files = new AuditedFiles(
                new SegmentLabels(Required.option(labels, "--labels"), ids, SegmentLabels.Rows.ONE),
                Required.option(customers, "--customers"),
                columns,
                ProtectedColumns.of(columns, bands),
                Optional.ofNullable(outcome));
        return options.run(context -> {
            AuditedFiles.Content content = files.read(context);
            AuditResult result = audit.assess(content.data(), context);
            CheckResult check = result.toCheckResult(minimum);
            try (Outputs outputs = new Outputs()) {
                if (json != null) {
                    ResultFile.write(result.state(minimum), outputs.draft(json));
                }
                if (html != null) {
                    page(content, check).write(outputs.draft(html));
                }
                outputs.publish();
            }
            if (json == null) {
                print(content, check);
            }
            boolean blocked = check.verdict() == Verdict.BLOCK;
            if (blocked) {
                options.err().println("segment: blocked; the segments must not be used as they are");
            }
            return blocked ? ExitCode.BLOCKED : ExitCode.DONE;
        });
    }

    /** Refuses what is out of range before a file is read. */
    private FairnessAudit audit() {
        if (ratios != null && ratios.length != 2) {
            throw new InvalidInputException("--ratios takes two numbers, as in 0.8,1.25, were " + ratios.length);
        }
        FairnessAudit audit = FairnessAudit.of(
                        columns.get(0), columns.subList(1, columns.size()).toArray(String[]::new))
                .comparingAtLeast(minimum)
                .atLevel(level);
        // Without the option, the library's own bounds keep their name in the result.
        audit = ratios == null ? audit : audit.withinRatios(ratios[0], ratios[1]);
        for (String typed : intersections) {
            List<String> crossed = List.of(typed.split(",", -1));
            if (crossed.size() < 2 || !columns.containsAll(crossed)) {
                throw new InvalidInputException("--intersect takes two or more columns of --protected, which names "
                        + columns + ", was '" + typed + "'");
            }
            audit = audit.intersecting(
                    crossed.get(0),
                    crossed.get(1),
                    crossed.subList(2, crossed.size()).toArray(String[]::new));
        }
        return strict ? audit.blockingOnDisparity() : audit;
    }

    private CheckPage page(AuditedFiles.Content content, CheckResult check) {
        return CheckPage.of("Fairness audit", List.of(check))
                .disclosingAtLeast(minimum)
                .withFact("customers", Cell.count(content.data().size()))
                .withFact("in no segment", Cell.count(content.leftOut()))
                .withFact("segments", Cell.amount(content.data().segmentCount()))
                .withFact("protected", Cell.text(String.join(", ", columns)))
                .withFact("selected by", Cell.text(outcome == null ? "nothing given" : outcome))
                .withFact("level", Cell.text(String.valueOf(level)))
                .withFact("seed", Cell.text(String.valueOf(options.seed())))
                .withTerm(
                        "ratio", "the share of a group here divided by its share overall; of rates, by the highest one")
                .withTerm(
                        "adjusted p",
                        "how probable a difference as large as this is by chance, made larger because there were many"
                                + " comparisons")
                .withTerm(
                        "equivalence p",
                        "how probable a ratio as close to 1 as this is by chance where the true one lies outside the"
                                + " bounds")
                .withTerm("disparity", "the ratio lies outside the bounds, and chance does not explain it")
                .withTerm("inconclusive", "the data can neither show a disparity nor rule one out");
    }

    private void print(AuditedFiles.Content content, CheckResult check) {
        boolean few = content.leftOut() > 0 && content.leftOut() < minimum;
        options.out()
                .println(content.data().size() + " customers in "
                        + content.data().segmentCount() + " segments, "
                        + (few ? "fewer than " + minimum : String.valueOf(content.leftOut()))
                        + " in no segment, audited for " + String.join(", ", columns));
        for (Verdict severity : List.of(Verdict.BLOCK, Verdict.WARN, Verdict.PASS)) {
            for (Finding finding : check.findings()) {
                if (finding.verdict() == severity) {
                    options.out().println("  " + severity + ": " + finding.message());
                }
            }
        }
        options.out().println("verdict: " + check.verdict().name().toLowerCase(Locale.ROOT));
        options.out().flush();
    }
}
