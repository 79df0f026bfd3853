package io.github.segmentation4j.cli;

import io.github.segmentation4j.io.ResultFile;
import io.github.segmentation4j.privacy.ledger.PrivacyLedger;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells about segments under differential privacy, paid from a ledger. */
@Command(
        name = "release",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        description = {
            "Tells the sizes of segments and the means of their customers under differential privacy: nobody can tell from"
                    + " what is printed whether a customer was there.",
            "Every number has noise and comes with its expected error; the cost is booked in --ledger, which refuses the"
                    + " release, with exit code 1, where the budget is used up. What would cost too much spends nothing and"
                    + " writes nothing. Without --json the result is printed as tables.",
            ""
        })
final class ReleaseCommand implements Callable<Integer> {
    private static final String PRIVATELY = "private";

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
            description = "The customers, with a header (CSV, .gz too), one a line unless there is --customer-id.")
    private @Nullable Path customers;

    @Option(
            names = "--customer-id",
            paramLabel = "COL",
            description = "The column of --customers that says whose row it is, where a customer may have several.")
    private @Nullable String customerId;

    @Option(
            names = "--rows-per-customer",
            paramLabel = "N",
            description = "The most rows of a customer that count, all in one segment, drawn at random; more rows need"
                    + " more noise. Only with --customer-id. Default: 1.")
    private @Nullable Integer rowsPerCustomer;

    @Option(
            names = "--columns",
            paramLabel = "A,B",
            split = ",",
            hideParamSyntax = true,
            required = true,
            description = "The columns of numbers whose means are told.")
    private List<String> columns = new ArrayList<>();

    @Option(
            names = "--bounds",
            paramLabel = "F|private",
            required = true,
            description = "What smaller values are raised and larger ones lowered to, known without looking at the"
                    + " customers: a file of lines column,lower,upper, or lower,upper in the order of --columns. Or"
                    + " the word private: powers of two learned for a fifth of the cost.")
    private String bounds = "";

    @Option(
            names = "--segments",
            paramLabel = "N|A,B",
            split = ",",
            hideParamSyntax = true,
            description = "The segments there are, known without looking at the customers: their number, for labels 0"
                    + " to N - 1, or their names in --labels. With --select, at most how many (default 100).")
    private List<String> segments = new ArrayList<>();

    @Option(
            names = "--select",
            description = "Names only segments that are large enough for nobody to show, where their names come from"
                    + " the customers themselves; takes half of --delta.")
    private boolean select;

    @Option(
            names = "--smallest",
            paramLabel = "N",
            defaultValue = "20",
            description = "The noisy size from which a segment is told, at least 11. Default: ${DEFAULT-VALUE}.")
    private int smallest;

    @Option(
            names = "--protected",
            paramLabel = "A,B",
            split = ",",
            hideParamSyntax = true,
            description = "Columns whose groups are counted in every segment, for a quarter of the cost (of what is"
                    + " left after private bounds). Their groups come from --groups or --bands.")
    private List<String> columnsOfGroups = new ArrayList<>();

    @Option(
            names = "--groups",
            paramLabel = "A=X,Y",
            description = "The groups of a column of --protected, known without looking at the customers, such as"
                    + " sex=f,m; other values count as other. May be repeated.")
    private List<String> groups = new ArrayList<>();

    @Option(
            names = "--bands",
            paramLabel = "A=N,N",
            description = "Bounds that cut a column of --protected into groups, such as age=30,50; may be repeated.")
    private List<String> bands = new ArrayList<>();

    @Option(
            names = "--epsilon",
            paramLabel = "E",
            required = true,
            description = "What the whole release may cost; 1 is usual, less hides more.")
    private double epsilon;

    @Option(
            names = "--delta",
            paramLabel = "D",
            description = "The delta of the cost, far below 1 / the number of customers, for Gaussian noise. Without it"
                    + " the noise is Laplace's and the cost pure epsilon.")
    private @Nullable Double delta;

    @Option(
            names = "--ledger",
            paramLabel = "F",
            required = true,
            description = "The book of what was told about data sets and of what it cost.")
    private @Nullable Path ledger;

    @Option(
            names = "--data-set",
            paramLabel = "NAME",
            description = "Whose budget in --ledger it is. Default: the name of the file of --customers.")
    private @Nullable String dataSet;

    @Option(
            names = "--create-budget",
            paramLabel = "E,D",
            split = ",",
            hideParamSyntax = true,
            description = "The budget of --data-set where --ledger or the data set in it is not there yet, such as"
                    + " 3,1e-6; where it is, it must have just this budget.")
    private double @Nullable [] created;

    @Option(
            names = "--plan",
            description = "Says what it would cost and how far off it would be, reads no customer and spends nothing.")
    private boolean plan;

    @Option(names = "--json", paramLabel = "OUT", description = "Where to write the whole result as JSON.")
    private @Nullable Path json;

    @Mixin
    private RunOptions options = new RunOptions();

    @Override
    public Integer call() throws Exception {
        ReleaseFiles files = files();
        KnownSegments known = KnownSegments.of(segments, select);
        KnownGroups knownGroups = KnownGroups.of(columnsOfGroups, groups, bands);
        Path place = Required.option(customers, "--customers");
        PrivateRelease release = new PrivateRelease(
                dataSet == null ? String.valueOf(place.getFileName()) : dataSet,
                epsilon,
                checkedCost(),
                columns,
                bounds.equals(PRIVATELY) ? Optional.empty() : Optional.of(BoundsFile.read(Path.of(bounds), columns)),
                knownGroups,
                known,
                smallest);
        ReleaseLedger book = ReleaseLedger.of(Required.option(ledger, "--ledger"), release.dataSet(), created);
        OptionalInt rows = rows();
        return options.run(context -> {
            ReleaseData nobody = ReleaseData.ofNobody(columns, knownGroups, known, rows, context.withListener(p -> {}));
            ReleasePlan planned = new ReleasePlan(release, book.forPlans(), nobody, context.withListener(p -> {}));
            if (plan) {
                tell(planned);
            }
            if (!planned.costs().fits()) {
                options.err().println("segment: " + planned.refusal());
                return ExitCode.BLOCKED;
            }
            if (!plan) {
                release(release, planned, book, files.read(columns, knownGroups, known, rows, context), context);
            }
            return ExitCode.DONE;
        });
    }

    private ReleaseFiles files() {
        if (options.spec().commandLine().getParseResult().hasMatchedOption("--seed")) {
            throw new InvalidInputException("--seed is of no use: noise that can be repeated can be taken off");
        }
        if (new HashSet<>(columns).size() < columns.size()) {
            throw new InvalidInputException("--columns names a column twice in " + columns);
        }
        return new ReleaseFiles(
                SegmentLabels.of(Required.option(labels, "--labels"), ids)
                        .withRows(customerId == null ? SegmentLabels.Rows.ONE : SegmentLabels.Rows.MANY),
                Required.option(customers, "--customers"),
                Optional.ofNullable(customerId));
    }

    private OptionalInt rows() {
        if (customerId == null) {
            if (rowsPerCustomer != null) {
                throw new InvalidInputException("--rows-per-customer needs --customer-id, which says whose row it is");
            }
            return OptionalInt.empty();
        }
        return OptionalInt.of(rowsPerCustomer == null ? 1 : rowsPerCustomer);
    }

    private OptionalDouble checkedCost() {
        if (!(epsilon > 0 && Double.isFinite(epsilon))) {
            throw new InvalidInputException("--epsilon must be finite and above 0, was " + epsilon);
        }
        if (delta == null) {
            if (select) {
                throw new InvalidInputException(
                        "--select needs --delta: the chance that a segment is named which one customer brought about");
            }
            return OptionalDouble.empty();
        }
        if (!(delta > 0 && delta < 1)) {
            throw new InvalidInputException("--delta must be above 0 and below 1, was " + delta);
        }
        return OptionalDouble.of(delta);
    }

    private void tell(ReleasePlan planned) throws IOException {
        if (json == null) {
            options.out().print(planned.text());
            options.out().flush();
            return;
        }
        try (Outputs outputs = new Outputs()) {
            ResultFile.write(planned.state(), outputs.draft(json));
            outputs.publish();
        }
    }

    /** Everything that can go wrong does so before something is spent. */
    private void release(
            PrivateRelease release, ReleasePlan planned, ReleaseLedger book, ReleaseData data, RunContext context)
            throws IOException {
        try (Outputs outputs = new Outputs()) {
            Optional<Path> draft = json == null ? Optional.empty() : Optional.of(outputs.draft(json));
            PrivacyLedger spending = book.forSpending();
            ReleaseAnswers answers;
            try (BookedLedger booked = BookedLedger.of(
                    spending,
                    planned.costs().steps().stream()
                            .map(step -> step.answer().spend())
                            .toList())) {
                answers = release.answer(booked, data, context);
            }
            ReleaseResult result = new ReleaseResult(
                    release,
                    rows(),
                    planned.leastSize(),
                    answers,
                    planned.costs(),
                    spending.budget(release.dataSet()),
                    spending.spent(release.dataSet()));
            draft.ifPresent(file -> ResultFile.write(result.state(), file));
            outputs.publish();
            if (json == null) {
                options.out().print(result.text());
                options.out().flush();
            }
        }
    }
}
