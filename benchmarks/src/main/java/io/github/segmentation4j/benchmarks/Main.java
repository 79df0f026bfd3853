package io.github.segmentation4j.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * The short way to figures: prints one table and, when asked, writes it as JSON. For error bars, latencies and
 * allocation run the JMH benchmarks of this module.
 *
 * <pre>{@code java -Xmx4g -cp benchmarks.jar io.github.segmentation4j.benchmarks.Main --help}</pre>
 *
 * <p>Only static methods; run it once at a time.
 */
public final class Main {
    private static final int BAD_ARGUMENTS = 2;
    private static final int BROKEN = 3;

    private Main() {}

    /** Runs the benchmarks and ends the process with an exit code. */
    public static void main(String[] arguments) {
        System.exit(run(System.out, System.err, List.of(), arguments));
    }

    /**
     * Runs the benchmarks.
     *
     * @param out gets the table
     * @param err gets progress and errors
     * @param more contenders besides those every build of this module holds
     * @param arguments as typed; {@code --help} explains them
     * @return 0 done, 2 bad arguments, 3 an error of the benchmarks themselves
     */
    public static int run(PrintStream out, PrintStream err, List<Contender> more, String... arguments) {
        return run(out, err, more, List.of(), arguments);
    }

    /**
     * Runs the benchmarks.
     *
     * @param algorithms contenders of the table of all algorithms besides this library
     */
    public static int run(
            PrintStream out,
            PrintStream err,
            List<Contender> more,
            List<AlgorithmContender> algorithms,
            String... arguments) {
        List<Contender> peers = new ArrayList<>(Comparison.peers());
        peers.addAll(more);
        Options options;
        try {
            options = Options.parse(peers, arguments);
        } catch (IllegalArgumentException e) {
            err.println("bench: " + e.getMessage());
            return BAD_ARGUMENTS;
        }
        try {
            run(out, err, algorithms, options);
            return 0;
        } catch (IOException e) {
            err.println("bench: a file could not be written: " + e.getMessage());
            return BAD_ARGUMENTS;
        } catch (IllegalStateException e) {
            err.println("bench: " + e.getMessage());
            return BROKEN;
        }
    }

    private static void run(PrintStream out, PrintStream err, List<AlgorithmContender> algorithms, Options options)
            throws IOException {
        if (options.mode() == Options.Mode.HELP) {
            out.print(Options.HELP);
        } else if (options.export().isPresent()) {
            if (options.mode() == Options.Mode.ALGORITHMS) {
                out.println(Export.write(options.export().get(), options.tasks()));
            }
            for (Shape shape : options.shapes()) {
                out.println(Export.write(options.export().get(), Workload.of(shape)));
            }
        } else {
            if (options.json().isPresent()) {
                // A wrong path shows before minutes of work.
                Files.writeString(options.json().get(), "");
            }
            Printed report = measure(err, algorithms, options);
            out.print(report.text());
            if (options.json().isPresent()) {
                Files.writeString(options.json().get(), report.json());
            }
        }
    }

    private static Printed measure(PrintStream err, List<AlgorithmContender> algorithms, Options options) {
        if (options.mode() == Options.Mode.ALGORITHMS) {
            return AlgorithmTable.measure(
                    options.tasks(),
                    algorithms,
                    task -> err.println("bench: measuring " + task.algorithm() + " of " + task.sampleName()));
        }
        if (options.mode() == Options.Mode.FAIR) {
            return FairAssignmentTable.measure(options.shapes(), shape -> announce(err, shape));
        }
        if (options.mode() == Options.Mode.SWEEP) {
            return Sweep.measure(options.extent(), shape -> announce(err, shape));
        }
        Report report = Report.empty();
        for (Shape shape : options.shapes()) {
            announce(err, shape);
            report = report.and(
                    Comparison.of(shape, options.peers(), options.rounds()).measure());
        }
        return report;
    }

    private static void announce(PrintStream err, Shape shape) {
        err.println("bench: measuring " + shape);
    }
}
