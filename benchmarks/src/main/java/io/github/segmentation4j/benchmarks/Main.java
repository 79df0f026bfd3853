package io.github.segmentation4j.benchmarks;

import io.github.segmentation4j.internal.kernel.Kernels;
import io.github.segmentation4j.internal.parallel.BlockRunner;
import io.github.segmentation4j.run.RunContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;

/**
 * The short version of the benchmarks: prints one table and, when asked, writes it as JSON. For figures with error bars
 * run the JMH benchmarks of this module.
 *
 * <pre>{@code java -Xmx2g -cp benchmarks.jar io.github.segmentation4j.benchmarks.Main [--json FILE] [SHAPE ...]}</pre>
 */
public final class Main {
    private static final int RUNS = 9;
    private static final int FITS = 3;
    private static final int THREADS = 2;

    private final List<Measurement> measurements = new ArrayList<>();

    private Main() {}

    /**
     * Runs the benchmarks.
     *
     * @param arguments {@code --json FILE} and shapes such as {@code 1000000x8x10}
     * @throws IOException if the file cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        Optional<Path> json = Optional.empty();
        List<Shape> shapes = new ArrayList<>();
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].equals("--json") && i + 1 < arguments.length) {
                i++;
                json = Optional.of(Path.of(arguments[i]));
            } else {
                shapes.add(Shape.parse(arguments[i]));
            }
        }
        Main main = new Main();
        for (Shape shape : shapes.isEmpty() ? Shape.STANDARD : shapes) {
            main.measure(shape);
        }
        System.out.print(main.table());
        if (json.isPresent()) {
            Files.writeString(json.get(), main.json());
        }
    }

    private void measure(Shape shape) {
        Workload workload = Workload.of(shape);
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        try {
            String kernel = Kernels.chosen().name() + " kernel, assignment";
            BlockRunner both = BlockRunner.of(Optional.of(pool), THREADS, () -> {});
            AssignmentPass pass = new AssignmentPass(workload);
            long labels = pass.naive();
            requireEqual(labels, pass.kernel());
            requireEqual(labels, pass.commonsMath());
            add(shape, kernel, 1, median(RUNS, pass::kernel));
            add(shape, kernel, THREADS, median(RUNS, () -> pass.kernel(Kernels.chosen(), both)));
            add(shape, "naive loop, assignment", 1, median(RUNS, pass::naive));
            add(shape, "commons-math3, assignment", 1, median(RUNS, pass::commonsMath));
            RunContext alone = RunContext.seeded(1);
            RunContext together = alone.withExecutor(pool, THREADS);
            add(shape, "k-means, iteration", 1, iteration(workload, alone));
            add(shape, "k-means, iteration", THREADS, iteration(workload, together));
        } finally {
            pool.shutdown();
        }
    }

    private static double iteration(Workload workload, RunContext context) {
        return median(FITS, () -> LloydBenchmark.fit(workload, context).iterations()) / LloydBenchmark.ITERATIONS;
    }

    private static void requireEqual(long expected, long found) {
        if (expected != found) {
            throw new IllegalStateException("the contenders do not agree; run the tests");
        }
    }

    private void add(Shape shape, String what, int threads, double milliseconds) {
        measurements.add(new Measurement(shape, what, threads, milliseconds));
    }

    /** The median time of a number of runs, after one in five as many to warm up. */
    private static double median(int runs, LongSupplier work) {
        double[] times = new double[runs];
        long seen = 0;
        for (int run = -(runs / 5 + 1); run < runs; run++) {
            long begin = System.nanoTime();
            seen += work.getAsLong();
            if (run >= 0) {
                times[run] = (System.nanoTime() - begin) / 1e6;
            }
        }
        if (seen == Long.MIN_VALUE) {
            throw new AssertionError("keeps the work from being optimised away");
        }
        Arrays.sort(times);
        return times[runs / 2];
    }

    private String table() {
        StringBuilder table =
                new StringBuilder("| rows x columns x clusters | what | threads | ms |\n|---|---|---|---|\n");
        for (Measurement line : measurements) {
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %d | %.1f |%n",
                    line.shape(),
                    line.what(),
                    line.threads(),
                    line.milliseconds()));
        }
        return table.toString();
    }

    private String json() {
        List<String> lines = measurements.stream()
                .map(line -> String.format(
                        Locale.ROOT,
                        "  {\"rows\": %d, \"columns\": %d, \"clusters\": %d, \"what\": \"%s\", \"threads\": %d,"
                                + " \"milliseconds\": %.3f}",
                        line.shape().rows(),
                        line.shape().columns(),
                        line.shape().clusters(),
                        line.what(),
                        line.threads(),
                        line.milliseconds()))
                .toList();
        return "[\n" + String.join(",\n", lines) + "\n]\n";
    }
}
