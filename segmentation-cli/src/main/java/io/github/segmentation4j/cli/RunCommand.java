package io.github.segmentation4j.cli;

import io.github.segmentation4j.data.Purpose;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** From a user's own files to checked segments. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Segments the customers of your files and has the result checked.",
            "Writes report.html and report.json; segments.csv and model.json only if no check blocks.",
            "The schema file says what each field is and may be used for; 'segment schema' writes a draft of one."
        })
final class RunCommand implements Callable<Integer> {
    @Mixin
    private DataFiles files = new DataFiles();

    @Option(names = "--schema", paramLabel = "F", required = true, description = "The schema file (JSON).")
    private @Nullable Path schema;

    @Option(
            names = "--purpose",
            paramLabel = "P",
            required = true,
            description = "What the segments are for, such as PERSONALISATION. One of: ${COMPLETION-CANDIDATES}.")
    private @Nullable Purpose purpose;

    @Option(
            names = "--clusters",
            paramLabel = "K|auto",
            defaultValue = "auto",
            description =
                    "The number of segments; auto tries 2 to 12 and says why it chose. Default: ${DEFAULT-VALUE}.")
    private String clusters = "auto";

    @Option(
            names = "--features",
            paramLabel = "LIST",
            split = ",",
            hideParamSyntax = true,
            description =
                    "The fields and kinds of events to use, separated by commas. Default: all that the purpose allows.")
    private List<String> features = new ArrayList<>();

    @Option(
            names = "--minimum-size",
            paramLabel = "N",
            defaultValue = "20",
            description = "The smallest segment, and the smallest group a report shows. Default: ${DEFAULT-VALUE}.")
    private int minimumSize;

    @Option(
            names = "--follow",
            paramLabel = "MODEL",
            description =
                    "A model.json of an earlier run for the same purpose: segments that are the same keep their ids and"
                            + " names, and it is said what was split, merged, born or died. Default: all are new.")
    private @Nullable Path follow;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Where to write the results.")
    private @Nullable Path out;

    @Option(
            names = "--now",
            paramLabel = "MOMENT",
            description = "The moment of the run, which decides about consent and retention. Default: the clock.")
    private @Nullable String now;

    // Read before parsing, by ConfigFile.defaults; here so that the parser knows it and the help shows it.
    @SuppressWarnings("UnusedVariable")
    @Option(
            names = ConfigFile.OPTION,
            paramLabel = "F",
            description = "Takes options from a file that --save-config wrote; what is typed comes first.")
    private @Nullable Path config;

    @Option(
            names = "--save-config",
            paramLabel = "F",
            description = "Writes the options of this run, the moment included, so that --config repeats it.")
    private @Nullable Path saveConfig;

    @Mixin
    private RunOptions options = new RunOptions();

    @Override
    public Integer call() throws Exception {
        Clock clock = now == null
                ? Clock.fixed(Clock.systemUTC().instant(), ZoneOffset.UTC)
                : Clock.fixed(DataFiles.instant(now), ZoneOffset.UTC);
        SegmentationJob job = new SegmentationJob(
                Required.option(schema, "--schema"),
                Required.option(purpose, "--purpose"),
                ClusterCount.parse(clusters),
                features,
                minimumSize,
                Optional.ofNullable(follow),
                Required.option(out, "--out"));
        int code = options.run(context -> job.run(files, context.withClock(clock), options));
        if (saveConfig != null) {
            try (Outputs outputs = new Outputs()) {
                ConfigFile.write(effective(clock.instant()), outputs.draft(saveConfig));
                outputs.publish();
            }
        }
        return code;
    }

    private Map<String, String> effective(Instant moment) {
        Map<String, String> effective = new LinkedHashMap<>(files.asked());
        effective.put("schema", String.valueOf(schema));
        effective.put("purpose", String.valueOf(purpose));
        effective.put("clusters", clusters);
        if (!features.isEmpty()) {
            effective.put("features", String.join(",", features));
        }
        effective.put("minimum-size", String.valueOf(minimumSize));
        if (follow != null) {
            effective.put("follow", follow.toString());
        }
        effective.put("out", String.valueOf(out));
        effective.put("now", moment.toString());
        effective.put("seed", String.valueOf(options.seed()));
        return effective;
    }
}
