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
    private static final int WARMUP = 1;
    private static final int ROUNDS = 5;
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
            String kernel = Kernels.chosen().words() + " kernel, assignment";
            BlockRunner both = BlockRunner.of(Optional.of(pool), THREADS, () -> {});
            AssignmentPass pass = new AssignmentPass(workload);
            long labels = pass.naive();
            requireEqual(labels, pass.kernel());
            requireEqual(labels, pass.commonsMath());
            RunContext alone = RunContext.seeded(1);
            RunContext together = alone.withExecutor(pool, THREADS);
            List<Contender> contenders = List.of(
                    new Contender(kernel, 1, 1, pass::kernel),
                    new Contender(kernel, THREADS, 1, () -> pass.kernel(Kernels.chosen(), both)),
                    new Contender("naive loop, assignment", 1, 1, pass::naive),
                    new Contender("commons-math3, assignment", 1, 1, pass::commonsMath),
                    new Contender("k-means, iteration", 1, LloydBenchmark.ITERATIONS, () -> fit(workload, alone)),
                    new Contender(
                            "k-means, iteration", THREADS, LloydBenchmark.ITERATIONS, () -> fit(workload, together)));
            double[][] times = race(contenders);
            for (int i = 0; i < times.length; i++) {
                Contender contender = contenders.get(i);
                double parts = contender.parts();
                Arrays.sort(times[i]);
                measurements.add(new Measurement(
                        shape,
                        contender.what(),
                        contender.threads(),
                        times[i][ROUNDS / 2] / parts,
                        times[i][0] / parts));
            }
        } finally {
            pool.shutdown();
        }
    }

    /** What is timed: work that counts as a number of parts. */
    private record Contender(String what, int threads, int parts, LongSupplier work) {}

    /** Times in milliseconds. The contenders take turns, so that whatever else the machine does meets all of them. */
    private static double[][] race(List<Contender> contenders) {
        double[][] times = new double[contenders.size()][ROUNDS];
        long seen = 0;
        for (int round = -WARMUP; round < ROUNDS; round++) {
            for (int i = 0; i < times.length; i++) {
                long begin = System.nanoTime();
                seen += contenders.get(i).work().getAsLong();
                if (round >= 0) {
                    times[i][round] = (System.nanoTime() - begin) / 1e6;
                }
            }
        }
        if (seen == Long.MIN_VALUE) {
            throw new AssertionError("keeps the work from being optimised away");
        }
        return times;
    }

    private static long fit(Workload workload, RunContext context) {
        return LloydBenchmark.fit(workload, context).iterations();
    }

    private static void requireEqual(long expected, long found) {
        if (expected != found) {
            throw new IllegalStateException("the contenders do not agree; run the tests");
        }
    }

    private String table() {
        StringBuilder table = new StringBuilder(
                "| rows x columns x clusters | what | threads | median ms | best ms |\n|---|---|---|---|---|\n");
        for (Measurement line : measurements) {
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %d | %.1f | %.1f |%n",
                    line.shape(),
                    line.what(),
                    line.threads(),
                    line.median(),
                    line.best()));
        }
        return table.toString();
    }

    private String json() {
        List<String> lines = measurements.stream()
                .map(line -> String.format(
                        Locale.ROOT,
                        "  {\"rows\": %d, \"columns\": %d, \"clusters\": %d, \"what\": \"%s\", \"threads\": %d,"
                                + " \"median\": %.3f, \"best\": %.3f}",
                        line.shape().rows(),
                        line.shape().columns(),
                        line.shape().clusters(),
                        line.what(),
                        line.threads(),
                        line.median(),
                        line.best()))
                .toList();
        return "[\n" + String.join(",\n", lines) + "\n]\n";
    }
}
