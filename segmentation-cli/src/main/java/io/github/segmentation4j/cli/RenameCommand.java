package io.github.segmentation4j.cli;

import io.github.segmentation4j.ReleasedSegmentation;
import io.github.segmentation4j.io.ModelFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Gives a segment a name that a person chose. */
@Command(
        name = "rename",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Gives a segment of a model a name of your own.",
            "The new model says it wherever the segment is named, and so do runs that follow it with --follow."
        })
final class RenameCommand implements Callable<Integer> {
    @Option(names = "--model", paramLabel = "F", required = true, description = "A model.json that 'run' wrote.")
    private @Nullable Path model;

    @Option(
            names = "--id",
            paramLabel = "N",
            required = true,
            description = "The id of the segment, which runs that follow a model keep.")
    private int id;

    @Option(
            names = "--name",
            paramLabel = "TEXT",
            required = true,
            description = "The new name, up to 80 characters and not that of another segment.")
    private @Nullable String name;

    @Option(
            names = "--out",
            paramLabel = "F",
            required = true,
            description = "Where to write the renamed model; may be the same file.")
    private @Nullable Path out;

    @Spec
    private @Nullable CommandSpec command;

    @Override
    public Integer call() throws Exception {
        ModelFile.Stored stored = ModelFile.read(Required.option(model, "--model"));
        ReleasedSegmentation renamed = stored.segmentation().renamed(id, Required.option(name, "--name"));
        Path place = Required.option(out, "--out");
        try (Outputs outputs = new Outputs()) {
            ModelFile.write(renamed, stored.layout(), outputs.draft(place));
            outputs.publish();
        }
        PrintWriter printed = Required.option(command, "command").commandLine().getOut();
        renamed.registry()
                .segments()
                .forEach(segment -> printed.println("  segment " + segment.id() + ": " + segment.name()));
        printed.println("wrote " + place);
        printed.flush();
        return ExitCode.DONE;
    }
}
