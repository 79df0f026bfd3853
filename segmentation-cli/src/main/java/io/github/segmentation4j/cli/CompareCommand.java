package io.github.segmentation4j.cli;

import io.github.segmentation4j.CheckResult;
import io.github.segmentation4j.Exhibit.Cell;
import io.github.segmentation4j.ReleasedSegmentation;
import io.github.segmentation4j.SegmentAssignments;
import io.github.segmentation4j.SegmentMembers;
import io.github.segmentation4j.SegmentSuccession;
import io.github.segmentation4j.data.CustomerData;
import io.github.segmentation4j.io.CheckPage;
import io.github.segmentation4j.io.ModelFile;
import io.github.segmentation4j.io.ResultFile;
import io.github.segmentation4j.io.SchemaFile;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells what became of the segments of a model in a later one. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Tells what became of the segments of a model in a later one: which were kept, split, merged, born or died.",
            "With customers, both models put them into segments, admitting each anew, and the moves are counted. Without"
                    + " them the segments are compared by their centres alone: that tells which are the same, but neither"
                    + " splits nor mergers. Without --json the result is printed.",
            ""
        })
final class CompareCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "OLD.json", description = "The earlier model.")
    private @Nullable Path old;

    @Parameters(index = "1", paramLabel = "NEW.json", description = "The later model, for the same purpose.")
    private @Nullable Path later;

    @Mixin
    private DataFiles files = new DataFiles();

    @Option(
            names = "--minimum-size",
            paramLabel = "N",
            defaultValue = "20",
            description = "The smallest number of customers that is shown. Default: ${DEFAULT-VALUE}.")
    private int minimumSize;

    @Option(names = "--json", paramLabel = "F", description = "Writes the whole result for other programs.")
    private @Nullable Path json;

    @Option(names = "--html", paramLabel = "F", description = "Writes a page that shows the moves.")
    private @Nullable Path html;

    @Mixin
    private RunOptions options = new RunOptions();

    @Override
    public Integer call() throws Exception {
        if (minimumSize < 2) {
            throw new InvalidInputException("--minimum-size must be at least 2 customers, was " + minimumSize);
        }
        if (!files.areNamed() && !files.asked().isEmpty()) {
            throw new InvalidInputException("--as-of needs --customers, --transactions or both");
        }
        return options.run(context -> {
            ModelFile.Stored before = ModelFile.read(Required.option(old, "OLD.json"));
            ModelFile.Stored after = ModelFile.read(Required.option(later, "NEW.json"));
            requireOnePurpose(before.segmentation(), after.segmentation());
            Comparison comparison =
                    files.areNamed() ? byCustomers(before, after, context) : byCentres(before, after, context);
            try (Outputs outputs = new Outputs()) {
                if (json != null) {
                    ResultFile.write(comparison.state(), outputs.draft(json));
                }
                if (html != null) {
                    page(comparison).write(outputs.draft(html));
                }
                outputs.publish();
            }
            if (json == null) {
                comparison.print(options.out());
            }
            return ExitCode.DONE;
        });
    }

    private static void requireOnePurpose(ReleasedSegmentation before, ReleasedSegmentation after) {
        if (before.purpose() != after.purpose()) {
            throw new InvalidInputException("the models are for different purposes, " + before.purpose() + " and "
                    + after.purpose() + ", so that other customers are admitted; compare models for the same one");
        }
    }

    private Comparison byCustomers(ModelFile.Stored before, ModelFile.Stored after, RunContext context) {
        CustomerData customers = files.read(before.layout(), context, options.err());
        SegmentAssignments earlier = before.segmentation().assign(customers, context);
        // What is described alike is read once, so that what is wrong with the files is said once.
        boolean alike = SchemaFile.format(before.layout()).equals(SchemaFile.format(after.layout()));
        CustomerData again = alike ? customers : files.read(after.layout(), context, options.err());
        SegmentAssignments present = after.segmentation().assign(again, context);
        SegmentSuccession succession =
                before.segmentation().registry().next(SegmentMembers.of(earlier), SegmentMembers.of(present), context);
        return new Comparison(before.segmentation().purpose(), succession, Optional.of(customers.size()), minimumSize);
    }

    private Comparison byCentres(ModelFile.Stored before, ModelFile.Stored after, RunContext context) {
        SegmentSuccession succession = before.segmentation()
                .registry()
                .next(SegmentMembers.of(before.segmentation()), SegmentMembers.of(after.segmentation()), context);
        return new Comparison(before.segmentation().purpose(), succession, Optional.empty(), minimumSize);
    }

    private CheckPage page(Comparison comparison) {
        return CheckPage.of(
                        "What became of the segments",
                        List.of(new CheckResult("segments over time", List.of(), comparison.exhibits())))
                .disclosingAtLeast(minimumSize)
                .withFact("purpose", Cell.text(comparison.purpose().name()))
                .withFact("compared by", Cell.text(comparison.comparedBy()))
                .withFact(
                        "segments before",
                        Cell.amount(comparison.succession().before().segments().size()))
                .withFact(
                        "segments after",
                        Cell.amount(
                                comparison.succession().registry().segments().size()))
                .withTerm("kept", "the segment is in both models and keeps its id and name")
                .withTerm("split", "several segments now mainly come from one that was there before")
                .withTerm("merged", "several segments mainly went into one")
                .withTerm("born", "a new segment that is like none before and no part of one")
                .withTerm("died", "a segment that is no more and went into no other");
    }
}
