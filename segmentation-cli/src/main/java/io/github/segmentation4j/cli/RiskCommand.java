package io.github.segmentation4j.cli;

import io.github.segmentation4j.Verdict;
import io.github.segmentation4j.io.ResultFile;
import io.github.segmentation4j.run.InvalidInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures how easily customers are found again in a table, and makes it coarser until nobody stands out. */
@Command(
        name = "risk",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        description = {
            "Measures how easily customers are found again in a table, and with --anonymise writes one in which nobody"
                    + " stands out.",
            "Customers who look the same in the columns of --quasi form a class: the smaller it is, the easier its"
                    + " members are found by whoever knows these columns. Without --json the findings are printed.",
            ""
        })
final class RiskCommand implements Callable<Integer> {
    /** In smaller classes a number about the class is too close to one about a person. */
    private static final int LOWEST_MINIMUM = 11;

    @Option(
            names = "--customers",
            paramLabel = "F",
            required = true,
            description =
                    "The customers, one a line, with a header (CSV, .gz too). A value is missing where it is empty,"
                            + " ?, NA or the like, and then looks like other missing ones.")
    private @Nullable Path customers;

    @Option(
            names = "--quasi",
            paramLabel = "A,B",
            split = ",",
            hideParamSyntax = true,
            required = true,
            description = "The columns of --customers that others may know of a person, such as age, sex and town.")
    private List<String> columns = new ArrayList<>();

    @Option(
            names = "--labels",
            paramLabel = "F",
            description =
                    "The segments, which others may know as well: one whole number a line, in the order of --customers;"
                            + " -1 is in no segment.")
    private @Nullable Path labels;

    @Option(
            names = "--id",
            paramLabel = "COL[,COL]",
            split = ",",
            hideParamSyntax = true,
            description =
                    "The column of ids in --customers, and in --labels if it is called otherwise there. --labels is a"
                            + " CSV with that column and one called segment then, as 'segment run' writes it.")
    private List<String> ids = new ArrayList<>();

    @Option(
            names = "--bands",
            paramLabel = "A=N,N",
            description =
                    "Bounds that cut a column of numbers into bands, such as age=30,50; may be repeated. Given again for"
                            + " the same column, with some of its bounds, a coarser cut that --anonymise may choose.")
    private List<String> bands = new ArrayList<>();

    @Option(
            names = "--sensitive",
            paramLabel = "COL",
            description =
                    "A column that must not be learned about a person: what each class tells about it is measured."
                            + " Numbers and bands have an order, other values have none.")
    private @Nullable String sensitive;

    @Option(
            names = "--sampling-share",
            paramLabel = "P",
            description =
                    "The share of the population that --customers is a random sample of: estimates how many of the"
                            + " unique customers are unique in the population, and how likely a match with one is right.")
    private @Nullable Double samplingShare;

    @Option(
            names = "--minimum",
            paramLabel = "N",
            defaultValue = "20",
            description = "The smallest class that is not too small, and the fewest persons that are told; at least 11."
                    + " Default: ${DEFAULT-VALUE}.")
    private int minimum;

    @Option(
            names = "--anonymise",
            paramLabel = "OUT",
            description =
                    "Where to write the table with the columns of --quasi, the segment, --sensitive and --keep, in"
                            + " an order of its own. Of all combinations of levels that keep --k, --l and --t it is the one that"
                            + " loses least.")
    private @Nullable Path anonymised;

    @Option(
            names = "--hierarchy",
            paramLabel = "A=FILE",
            description =
                    "What the values of a column of --quasi may become: a line for each value, as in Lyon;Rhone;France;"
                            + " may be repeated. Every column may become * as well, which tells nothing.")
    private List<String> hierarchies = new ArrayList<>();

    @Option(
            names = "--k",
            paramLabel = "N",
            description = "The fewest customers in a class of the table written. Default: --minimum, and not under it.")
    private @Nullable Integer k;

    @Option(
            names = "--l",
            paramLabel = "N",
            description = "The fewest different values of --sensitive in a class of the table written.")
    private @Nullable Integer l;

    @Option(
            names = "--t",
            paramLabel = "D",
            description = "The largest distance, from 0 to below 1, of --sensitive in a class of the table written from"
                    + " --sensitive among all customers.")
    private @Nullable Double t;

    @Option(
            names = "--suppress",
            paramLabel = "P",
            description = "The share of customers who may be left out of the table written. Default: 0.")
    private @Nullable Double suppress;

    @Option(
            names = "--keep",
            paramLabel = "A,B",
            split = ",",
            hideParamSyntax = true,
            description = "Further columns to write as they are, which others must not know of a person.")
    private List<String> kept = new ArrayList<>();

    @Option(
            names = "--strict",
            description =
                    "Blocks, with exit code 1, on a class under --minimum; without it that warns. With --anonymise"
                            + " the table to be written is judged, --keep counted as known, and not written if blocked.")
    private boolean strict;

    @Option(names = "--json", paramLabel = "OUT", description = "Where to write the whole result as JSON.")
    private @Nullable Path json;

    @Mixin
    private RunOptions options = new RunOptions();

    @Override
    public Integer call() throws Exception {
        Optional<AnonymityRequest> request = request();
        QuasiColumns quasi = QuasiColumns.of(columns, Optional.ofNullable(sensitive), bands, hierarchies);
        if (request.isEmpty()) {
            quasi.requireNoCoarserLevels();
        }
        requireDifferentColumns();
        requireDifferentFiles();
        Path file = Required.option(customers, "--customers");
        Optional<SegmentLabels> segments = segments();
        OptionalDouble share = samplingShare == null ? OptionalDouble.empty() : OptionalDouble.of(samplingShare);
        FewPersons few = new FewPersons(minimum);
        return options.run(context -> {
            RiskTable table = RiskTable.read(file, quasi, segments, Optional.ofNullable(sensitive), kept, context);
            RiskFigures risk = RiskFigures.of(table.classes(), table.sensitive(), share, few);
            Optional<AnonymisedTable> coarser = request.map(
                    wanted -> AnonymisedTable.of(table, wanted, wanted.anonymise(table, context), share, few));
            RiskResult result = RiskResult.of(table, share, risk, coarser, strict ? Verdict.BLOCK : Verdict.WARN);
            try (Outputs outputs = new Outputs()) {
                if (coarser.isPresent() && anonymised != null && !result.blocked()) {
                    coarser.get().write(outputs.draft(anonymised));
                }
                if (json != null) {
                    ResultFile.write(result.state(), outputs.draft(json));
                }
                outputs.publish();
            }
            if (json == null) {
                result.lines().forEach(options.out()::println);
                FindingLines.print(result.check(), options.out());
                options.out().flush();
            }
            if (result.blocked()) {
                options.err().println("segment: blocked; the table must not be given away as it is");
            }
            return result.blocked() ? ExitCode.BLOCKED : ExitCode.DONE;
        });
    }

    /** Refuses what is out of range, or would have no effect, before a file is read. */
    private Optional<AnonymityRequest> request() {
        if (minimum < LOWEST_MINIMUM) {
            throw new InvalidInputException("--minimum must be at least " + LOWEST_MINIMUM + ", was " + minimum);
        }
        if (samplingShare != null && !(samplingShare > 0 && samplingShare <= 1)) {
            throw new InvalidInputException("--sampling-share must be above 0 and at most 1, was " + samplingShare);
        }
        Map<String, Boolean> given = new LinkedHashMap<>();
        given.put("--k", k != null);
        given.put("--l", l != null);
        given.put("--t", t != null);
        given.put("--suppress", suppress != null);
        given.put("--keep", !kept.isEmpty());
        given.forEach((name, isGiven) -> {
            if (isGiven && anonymised == null) {
                throw new InvalidInputException(name + " is for --anonymise; give that too or leave it out");
            }
            if (isGiven && sensitive == null && (name.equals("--l") || name.equals("--t"))) {
                throw new InvalidInputException(name + " is about --sensitive; name that column too");
            }
        });
        if (anonymised == null) {
            return Optional.empty();
        }
        if (k != null && k < minimum) {
            throw new InvalidInputException(
                    "--k must be at least --minimum, which is " + minimum + ", was " + k + "; raise it or lower that");
        }
        return Optional.of(new AnonymityRequest(
                k == null ? minimum : k,
                l == null ? OptionalInt.empty() : OptionalInt.of(l),
                t == null ? OptionalDouble.empty() : OptionalDouble.of(t),
                suppress == null ? 0 : suppress));
    }

    private void requireDifferentColumns() {
        List<String> named = new ArrayList<>(columns);
        if (sensitive != null) {
            named.add(sensitive);
        }
        named.addAll(kept);
        if (new HashSet<>(named).size() < named.size()) {
            throw new InvalidInputException(
                    "--quasi, --sensitive and --keep must name each column once, were " + named);
        }
        if (labels != null && named.contains(SegmentLabels.NAME)) {
            throw new InvalidInputException("--labels gives the column '" + SegmentLabels.NAME
                    + "'; leave that of --customers out of " + named);
        }
        if (!ids.isEmpty() && named.contains(ids.get(0))) {
            throw new InvalidInputException(
                    "the ids of --id name every customer; leave '" + ids.get(0) + "' out of " + named);
        }
    }

    private void requireDifferentFiles() {
        if (anonymised == null) {
            return;
        }
        for (Path other : new @Nullable Path[] {customers, labels, json}) {
            if (other != null
                    && other.toAbsolutePath()
                            .normalize()
                            .equals(anonymised.toAbsolutePath().normalize())) {
                throw new InvalidInputException("--anonymise must name a file of its own, was '" + anonymised + "'");
            }
        }
    }

    private Optional<SegmentLabels> segments() {
        if (labels == null && !ids.isEmpty()) {
            throw new InvalidInputException("--id is for --labels; give that too or leave it out");
        }
        return labels == null ? Optional.empty() : Optional.of(SegmentLabels.of(labels, ids));
    }
}
