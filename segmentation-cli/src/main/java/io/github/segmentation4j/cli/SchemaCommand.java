package io.github.segmentation4j.cli;

import io.github.segmentation4j.io.SchemaDraft;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a draft of a schema file for a person to complete. */
@Command(
        name = "schema",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Looks at your files and writes a draft of the schema file 'run' needs.",
            "Types and the look of the files are found out; how sensitive a field is, what it may be used for and what"
                    + " admission rests on are left open for a person to fill in."
        })
final class SchemaCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "F",
            description = "The customers, one a line (CSV, .gz too).")
    private @Nullable Path customers;

    @Option(names = "--transactions", paramLabel = "F", description = "The transactions, one a line (CSV, .gz too).")
    private @Nullable Path transactions;

    @Option(names = "--out", paramLabel = "F", description = "Where to write the draft. Default: standard output.")
    private @Nullable Path out;

    @Mixin
    private RunOptions options = new RunOptions();

    @Override
    public Integer call() throws Exception {
        if (customers == null && transactions == null) {
            throw new InvalidInputException("name a file of customers, --transactions, or both");
        }
        SchemaDraft draft = options.run(this::infer);
        if (out == null) {
            options.out().print(draft.format());
            options.out().flush();
            return ExitCode.DONE;
        }
        try (Outputs outputs = new Outputs()) {
            draft.write(outputs.draft(out));
            outputs.publish();
        }
        options.out().println("wrote " + out + "; fill in what is null, then: segment run --schema " + out + " ...");
        options.out().flush();
        return ExitCode.DONE;
    }

    private SchemaDraft infer(RunContext context) {
        if (customers == null) {
            return SchemaDraft.ofTransactions(context, Required.option(transactions, "--transactions"));
        }
        return transactions == null
                ? SchemaDraft.of(context, customers)
                : SchemaDraft.of(context, customers, transactions);
    }
}
