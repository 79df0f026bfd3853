package io.github.segmentation4j.cli;

import io.github.segmentation4j.Provenance;
import io.github.segmentation4j.run.SegmentationException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/**
 * The command {@code segment}: the whole way from customer files to checked segments, and the researcher's door to the
 * algorithms.
 *
 * <p>Exit codes: 0 done, 1 blocked by a check or a privacy budget, 2 bad input or usage, 3 an error of the program
 * itself.
 */
@Command(
        name = "segment",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Ethical customer segmentation: no consent, no row; no allowed purpose, no feature;"
                + " no passed check, no release.",
        footer = {
            "",
            "Exit codes: 0 done, 1 blocked by a check or a privacy budget, 2 bad input or usage, 3 an error of the"
                    + " program itself.",
            "Start with: segment demo"
        },
        subcommands = {
            DemoCommand.class,
            SchemaCommand.class,
            RunCommand.class,
            AssignCommand.class,
            ExplainCommand.class,
            CompareCommand.class,
            RenameCommand.class,
            WatchCommand.class,
            AuditCommand.class,
            RiskCommand.class,
            ReleaseCommand.class,
            ClusterCommand.class,
            ChooseKCommand.class,
            PrivacyAuditCommand.class,
            HelpCommand.class
        })
public final class Main {
    private Main() {}

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(out, err, arguments));
    }

    /**
     * Runs a command.
     *
     * @param out gets results
     * @param err gets progress and errors
     * @param arguments as typed
     * @return the exit code
     */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        try {
            CommandLine line = new CommandLine(new Main())
                    .setOut(out)
                    .setErr(err)
                    .setCaseInsensitiveEnumValuesAllowed(true)
                    .setParameterExceptionHandler(Failures::usage)
                    .setExecutionExceptionHandler(Failures::execution);
            CommandLine run = Required.option(line.getSubcommands().get("run"), "run");
            run.setDefaultValueProvider(ConfigFile.defaults(run.getCommandSpec(), arguments));
            AlgorithmHelp.install(line);
            return line.execute(arguments);
        } catch (SegmentationException unusable) {
            // A configuration file is read before picocli takes over.
            return Failures.beforeCommand(unusable, err);
        } catch (OutOfMemoryError full) {
            return Failures.outOfMemory(err);
        }
    }

    /** Prints the version of the library. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"segment " + Provenance.currentVersion()};
        }
    }
}
