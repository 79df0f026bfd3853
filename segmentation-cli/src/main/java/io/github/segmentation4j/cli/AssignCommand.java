package io.github.segmentation4j.cli;

import io.github.segmentation4j.ReleasedSegmentation;
import io.github.segmentation4j.SegmentAssignments;
import io.github.segmentation4j.data.CustomerData;
import io.github.segmentation4j.io.ModelFile;
import io.github.segmentation4j.io.SegmentsFile;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Puts new customers into released segments. */
@Command(
        name = "assign",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Puts customers into the segments of a model, admitting each of them anew.",
            "The files must look as the schema inside the model says."
        })
final class AssignCommand implements Callable<Integer> {
    @Option(names = "--model", paramLabel = "F", required = true, description = "A model.json that 'run' wrote.")
    private @Nullable Path model;

    @Mixin
    private DataFiles files = new DataFiles();

    @Option(names = "--out", paramLabel = "F", required = true, description = "The CSV of customers and segments.")
    private @Nullable Path out;

    @Mixin
    private RunOptions options = new RunOptions();

    @Override
    public Integer call() throws Exception {
        return options.run(context -> {
            ModelFile.Stored stored = ModelFile.read(Required.option(model, "--model"));
            ReleasedSegmentation released = stored.segmentation();
            CustomerData customers = files.read(stored.layout(), context, options.err());
            SegmentAssignments assignments = released.assign(customers, context);
            Path place = Required.option(out, "--out");
            try (Outputs outputs = new Outputs()) {
                SegmentsFile.write(assignments, outputs.draft(place));
                outputs.publish();
            }
            options.out()
                    .println(assignments.size() + " of " + customers.size()
                            + " customers were admitted and assigned; see " + place);
            options.out().flush();
            return ExitCode.DONE;
        });
    }
}
