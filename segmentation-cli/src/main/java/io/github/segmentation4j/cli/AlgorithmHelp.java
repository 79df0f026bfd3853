package io.github.segmentation4j.cli;

import io.github.segmentation4j.run.SegmentationException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.OptionSpec;

/** The options in the help of a command that takes an algorithm: all that are common, and those of the one that was named. */
final class AlgorithmHelp {
    private static final String ALGORITHM = "--algorithm";
    private static final int NAME_WIDTH = 16;

    private final Help help;
    private final List<ClusterAlgorithm> algorithms;

    private AlgorithmHelp(Help help, List<ClusterAlgorithm> algorithms) {
        this.help = help;
        this.algorithms = algorithms;
    }

    /** Lets the commands that take an algorithm tell of one at a time. */
    static void install(CommandLine all) {
        List<ClusterAlgorithm> every = List.of(ClusterAlgorithm.values());
        install(all, "cluster", every);
        install(all, "privacy-audit", every);
        install(
                all,
                "choose-k",
                every.stream().filter(ClusterAlgorithm::choosesNumber).toList());
    }

    private static void install(CommandLine all, String name, List<ClusterAlgorithm> algorithms) {
        Required.option(all.getSubcommands().get(name), name)
                .getHelpSectionMap()
                .put(
                        CommandLine.Model.UsageMessageSpec.SECTION_KEY_OPTION_LIST,
                        help -> new AlgorithmHelp(help, algorithms).text());
    }

    private String text() {
        List<OptionSpec> options = help.commandSpec().options().stream()
                .filter(option -> !option.hidden())
                .toList();
        String common = listed(
                options.stream().filter(option -> !isOfAlgorithms(option)).toList());
        Optional<ClusterAlgorithm> named = named();
        return named.isPresent() ? common + ofOne(named.get(), options) : common + ofAll();
    }

    private Optional<ClusterAlgorithm> named() {
        CommandLine.ParseResult typed = help.commandSpec().commandLine().getParseResult();
        return typed != null && typed.hasMatchedOption(ALGORITHM)
                ? Optional.of(typed.matchedOptionValue(ALGORITHM, ClusterAlgorithm.kmeans))
                : Optional.empty();
    }

    private static boolean isOfAlgorithms(OptionSpec option) {
        return Arrays.stream(ClusterAlgorithm.values()).anyMatch(algorithm -> algorithm.takes(option));
    }

    private String ofOne(ClusterAlgorithm algorithm, List<OptionSpec> options) {
        List<OptionSpec> own = options.stream()
                .filter(algorithm::takes)
                .sorted(Comparator.comparingInt(algorithm::place))
                .toList();
        StringBuilder text = new StringBuilder(heading(algorithm + ", " + algorithm.summary() + ":"));
        text.append(own.isEmpty() ? "  It has no options of its own." + System.lineSeparator() : listed(own));
        defaults(algorithm).ifPresent(words -> text.append(heading("Where nothing is said: " + words)));
        return text.toString();
    }

    /** What the library makes of it where nothing is said, so that no default is typed twice. */
    private static Optional<String> defaults(ClusterAlgorithm algorithm) {
        try {
            return Optional.of(algorithm.configure(2, new ClustererOptions()).describe());
        } catch (SegmentationException needed) {
            // It cannot be without an option, which the description of the option says.
            return Optional.empty();
        }
    }

    private String ofAll() {
        Help.TextTable table = Help.TextTable.forColumnWidths(
                help.colorScheme(),
                NAME_WIDTH,
                help.commandSpec().usageMessage().width() - NAME_WIDTH);
        algorithms.forEach(algorithm -> table.addRowValues("  " + algorithm, algorithm.summary()));
        return heading("Algorithms, of which --algorithm NAME --help tells the options:") + table;
    }

    private String heading(String words) {
        Help.TextTable line = Help.TextTable.forColumnWidths(
                help.colorScheme(), help.commandSpec().usageMessage().width());
        line.addRowValues(words);
        return System.lineSeparator() + line;
    }

    private String listed(List<OptionSpec> options) {
        Help.Layout layout = help.createDefaultLayout();
        layout.addOptions(options, help.createDefaultParamLabelRenderer());
        return layout.toString();
    }
}
