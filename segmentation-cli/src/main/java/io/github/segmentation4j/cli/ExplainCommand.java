package io.github.segmentation4j.cli;

import io.github.segmentation4j.ReleasedSegmentation;
import io.github.segmentation4j.SegmentExplanations;
import io.github.segmentation4j.data.CustomerData;
import io.github.segmentation4j.explain.ExplanationPolicy;
import io.github.segmentation4j.explain.ExplanationRenderer;
import io.github.segmentation4j.explain.WhyThisSegment;
import io.github.segmentation4j.io.DataLayout;
import io.github.segmentation4j.io.ModelFile;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells one customer why. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Tells one customer in plain words why they are in their segment.",
            "Says which data were used, what they counted, what would change the segment and what the customer can do,"
                    + " in one sentence, in three and in full. The text holds this customer's data and is for this"
                    + " customer alone. Features are called as in the \"glossary\" of the schema file that the model was"
                    + " made with, and what the customer can do is taken from its \"rights\".",
            ""
        })
final class ExplainCommand implements Callable<Integer> {
    @Option(names = "--model", paramLabel = "F", required = true, description = "A model.json that 'run' wrote.")
    private @Nullable Path model;

    @Mixin
    private DataFiles files = new DataFiles();

    @Option(names = "--id", paramLabel = "X", required = true, description = "The id of the customer in the files.")
    private @Nullable String id;

    @Option(
            names = "--lang",
            paramLabel = "L",
            defaultValue = "en",
            description = "The language of the text: en, de, fr or es. Default: ${DEFAULT-VALUE}.")
    private String language = "en";

    @Option(
            names = "--fixed",
            paramLabel = "LIST",
            split = ",",
            hideParamSyntax = true,
            description =
                    "Features that the customer cannot change, such as an age, separated by commas: no change of them is"
                            + " suggested. Protected attributes and categories are never suggested anyway.")
    private List<String> fixed = new ArrayList<>();

    @Option(
            names = "--whole",
            paramLabel = "LIST",
            split = ",",
            hideParamSyntax = true,
            description =
                    "Features that are whole numbers, separated by commas: a change of them is suggested to a whole number"
                            + " only. Numbers of events, days, and answers of yes or no always are.")
    private List<String> whole = new ArrayList<>();

    @Option(names = "--out", paramLabel = "F", description = "Where to write the text. Default: standard output.")
    private @Nullable Path out;

    @Mixin
    private RunOptions options = new RunOptions();

    @Override
    public Integer call() throws Exception {
        Locale locale = locale();
        return options.run(context -> {
            ModelFile.Stored stored = ModelFile.read(Required.option(model, "--model"));
            CustomerData customers = files.read(stored.layout(), context, options.err());
            ExplanationPolicy policy = policy(stored, locale);
            WhyThisSegment why = why(stored.segmentation(), customers, policy, context);
            String page = ExplanationRenderer.of(policy.glossary(), locale).page(why);
            if (out == null) {
                options.out().print(page);
                options.out().flush();
            } else {
                try (Outputs outputs = new Outputs()) {
                    Files.writeString(outputs.draft(out), page, StandardCharsets.UTF_8);
                    outputs.publish();
                }
            }
            return ExitCode.DONE;
        });
    }

    private Locale locale() {
        List<String> known = ExplanationRenderer.languages().stream()
                .map(Locale::getLanguage)
                .toList();
        if (!known.contains(language)) {
            throw new InvalidInputException("--lang must be one of " + known + ", was '" + language + "'");
        }
        return Locale.forLanguageTag(language);
    }

    private ExplanationPolicy policy(ModelFile.Stored stored, Locale locale) {
        DataLayout layout = stored.layout();
        if (!layout.glossary().languages().contains(locale)) {
            options.err()
                    .println("segment: the schema in the model has no glossary in '" + language
                            + "', so features are called by their names; add one to the schema file and run again");
        }
        if (layout.rights().isEmpty()) {
            options.err()
                    .println(
                            "segment: the schema in the model does not say what a customer can do; add \"rights\" to the"
                                    + " schema file and run again");
        }
        return ExplanationWords.policy(layout)
                .withChanges(RunFeatures.changes(stored.segmentation())
                        .fixed(fixed.toArray(String[]::new))
                        .whole(whole.toArray(String[]::new)));
    }

    /** Never says the id, which may be a name, and nothing of why a customer was not admitted. */
    private WhyThisSegment why(
            ReleasedSegmentation released, CustomerData customers, ExplanationPolicy policy, RunContext context) {
        String customer = Required.option(id, "--id");
        if (!customers.contains(customer)) {
            throw new InvalidInputException("no customer in the files has the id of --id; check it and the files");
        }
        SegmentExplanations explanations = released.explain(customers, policy, context);
        if (!explanations.isAdmitted(customer)) {
            throw new InvalidInputException("the customer was not admitted for " + released.purpose()
                    + " and is in no segment, so there is nothing to explain");
        }
        return explanations
                .why(customer)
                .orElseThrow(() -> new InvalidInputException(
                        "the model puts the customer into no segment, so there is nothing to explain"));
    }
}
