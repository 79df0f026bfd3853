package io.github.segmentation4j.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What was asked for on the command line.
 *
 * @param mode what to do
 * @param extent the published tables or a short version
 * @param shapes to compare on
 * @param tasks of the table of all algorithms
 * @param peers to compare with
 * @param json where to write JSON
 * @param export where to write the data
 */
record Options(
        Mode mode,
        Extent extent,
        List<Shape> shapes,
        List<Task> tasks,
        List<Contender> peers,
        Optional<Path> json,
        Optional<Path> export) {

    static final String HELP = """
            Usage: Main [--quick] [--sweep | --fair] [--peers NAME,...] [--json FILE] [--export DIR] [ROWSxCOLUMNSxCLUSTERS ...]
                   Main --algorithms [--quick] [--json FILE] [--export DIR] [ALGORITHM ...]

            Measures this library's k-means and its peers, and prints one table.

              --quick           small shapes and few rounds: about a minute
              --sweep           how cost grows with rows, columns and clusters, instead of the comparison
              --fair            what a certified fair assignment costs, instead of the comparison
              --algorithms      whole fits of every algorithm or of those named, instead of the comparison
              --peers NAME,...  compare with these alone, or with none
              --json FILE       write what was measured as JSON too
              --export DIR      write the data as .npy files for scikit_learn.py or scikit_learn_algorithms.py, and
                                measure nothing
              --help            print this

            Exit codes: 0 done, 2 bad arguments, 3 an error of the benchmarks themselves.
            """;

    /** What to do. */
    enum Mode {
        COMPARE,
        SWEEP,
        FAIR,
        ALGORITHMS,
        HELP
    }

    /** How much to measure. */
    enum Extent {
        FULL,
        QUICK
    }

    /**
     * Reads a command line.
     *
     * @param known the peers there are
     * @throws IllegalArgumentException if it cannot be understood, with what to do
     */
    static Options parse(List<Contender> known, String... arguments) {
        Mode mode = Mode.COMPARE;
        Extent extent = Extent.FULL;
        List<String> names = new ArrayList<>();
        List<Contender> peers = known;
        Optional<Path> json = Optional.empty();
        Optional<Path> export = Optional.empty();
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--help", "-h" -> mode = Mode.HELP;
                case "--sweep" -> mode = mode == Mode.HELP ? mode : Mode.SWEEP;
                case "--fair" -> mode = mode == Mode.HELP ? mode : Mode.FAIR;
                case "--algorithms" -> mode = mode == Mode.HELP ? mode : Mode.ALGORITHMS;
                case "--quick" -> extent = Extent.QUICK;
                case "--peers" -> peers = peers(known, value(arguments, i++));
                case "--json" -> json = Optional.of(Path.of(value(arguments, i++)));
                case "--export" -> export = Optional.of(Path.of(value(arguments, i++)));
                default -> names.add(name(arguments[i]));
            }
        }
        if (mode == Mode.SWEEP && !(names.isEmpty() && export.isEmpty())) {
            throw new IllegalArgumentException("--sweep brings its own shapes and exports none; leave it or them out");
        }
        if (mode == Mode.FAIR && export.isPresent()) {
            throw new IllegalArgumentException("--fair exports nothing; leave it or --export out");
        }
        if (mode == Mode.ALGORITHMS && !peers.equals(known)) {
            throw new IllegalArgumentException("--algorithms takes all peers of its build; leave it or --peers out");
        }
        if (json.isPresent() && export.isPresent()) {
            throw new IllegalArgumentException("--export measures nothing to write to --json; leave one of them out");
        }
        boolean algorithms = mode == Mode.ALGORITHMS;
        return new Options(
                mode,
                extent,
                algorithms ? List.of() : shapes(names, mode, extent),
                algorithms ? tasks(names, extent) : List.of(),
                peers,
                json,
                export);
    }

    private static List<Shape> shapes(List<String> names, Mode mode, Extent extent) {
        return names.isEmpty()
                ? usual(mode, extent)
                : names.stream().map(Shape::parse).toList();
    }

    private static List<Task> tasks(List<String> names, Extent extent) {
        List<Algorithm> known = List.of(Algorithm.values());
        for (String name : names) {
            if (known.stream().noneMatch(algorithm -> algorithm.toString().equals(name))) {
                throw new IllegalArgumentException("there is no algorithm '" + name + "'; there are "
                        + known.stream().map(Algorithm::toString).collect(Collectors.joining(", ")));
            }
        }
        return Task.all(extent).stream()
                .filter(task ->
                        names.isEmpty() || names.contains(task.algorithm().toString()))
                .toList();
    }

    private static List<Shape> usual(Mode mode, Extent extent) {
        if (mode == Mode.FAIR) {
            return extent == Extent.QUICK ? FairAssignmentTable.QUICK : FairAssignmentTable.STANDARD;
        }
        return extent == Extent.QUICK ? Shape.QUICK : Shape.STANDARD;
    }

    private static String value(String[] arguments, int at) {
        if (at + 1 == arguments.length || arguments[at + 1].startsWith("--")) {
            throw new IllegalArgumentException(arguments[at] + " needs a value; see --help");
        }
        return arguments[at + 1];
    }

    private static String name(String argument) {
        if (argument.startsWith("-")) {
            throw new IllegalArgumentException("there is no option " + argument + "; see --help");
        }
        return argument;
    }

    private static List<Contender> peers(List<Contender> known, String names) {
        if (names.equals("none")) {
            return List.of();
        }
        return Arrays.stream(names.split(",", -1))
                .map(name -> known.stream()
                        .filter(peer -> peer.name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("there is no peer '" + name + "'; there are "
                                + String.join(
                                        ", ",
                                        known.stream().map(Contender::name).toList())
                                + " and none")))
                .toList();
    }

    /** How often each contender of a comparison is timed. */
    int rounds() {
        return extent == Extent.QUICK ? 3 : Comparison.ROUNDS;
    }
}
