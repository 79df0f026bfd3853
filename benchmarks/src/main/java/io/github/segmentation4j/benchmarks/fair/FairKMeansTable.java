package io.github.segmentation4j.benchmarks.fair;

import io.github.segmentation4j.cluster.TrainingSet;
import io.github.segmentation4j.fairness.cluster.FairClustering;
import io.github.segmentation4j.fairness.cluster.FairKMeans;
import io.github.segmentation4j.fairness.cluster.GroupRules;
import io.github.segmentation4j.run.RunContext;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Prints what {@link FairKMeans} costs on the Adult census beside the best costs printed in arXiv 2605.13759, and in the
 * setting of Ziko and others: a line for each number of clusters, target and seed.
 *
 * <pre>{@code java -cp benchmarks.jar io.github.segmentation4j.benchmarks.fair.FairKMeansTable data}</pre>
 *
 * <p>The folder of the reference data is the first argument or the environment variable {@code SEGMENTATION_DATA}. Only
 * static methods; run it once at a time.
 */
public final class FairKMeansTable {
    private static final List<Long> SEEDS = List.of(42L, 1L, 2L, 3L, 4L);
    private static final int THREADS = 2;
    private static final int PERCENT = 100;
    private static final double NANOS = 1e9;

    /**
     * A cell of the paper's table.
     *
     * @param clusters how many
     * @param percent what is left of the balance that equal segments would have, 99 for a tolerance of 0.01
     * @param printed the best cost in the paper
     */
    record Cell(int clusters, int percent, double printed) {
        /** Balance of the smaller group to the larger at least the part of floor(smaller / k) to ceil(larger / k). */
        GroupRules rules(FairData data) {
            int[] counts = data.groups().counts();
            long fewer = Arrays.stream(counts, 0, 2).min().orElseThrow();
            long more = Arrays.stream(counts, 0, 2).max().orElseThrow();
            return GroupRules.balance(
                    data.groups().name(), fewer / clusters * percent, (more + clusters - 1) / clusters * PERCENT);
        }
    }

    private static final List<Cell> CELLS = List.of(
            new Cell(2, 99, 3697),
            new Cell(5, 99, 2434),
            new Cell(5, 90, 2407),
            new Cell(10, 99, 1607),
            new Cell(10, 90, 1557),
            new Cell(10, 70, 1507),
            new Cell(15, 99, 1296),
            new Cell(15, 90, 1238),
            new Cell(15, 70, 1186));

    private FairKMeansTable() {}

    /** Measures and prints. */
    public static void main(String[] arguments) throws IOException {
        String folder = arguments.length > 0 ? arguments[0] : System.getenv("SEGMENTATION_DATA");
        if (folder == null || folder.isBlank()) {
            throw new IllegalArgumentException("name the folder of the reference data, or set SEGMENTATION_DATA to it");
        }
        FairData minMax = FairData.minMax(Path.of(folder));
        head(System.out, minMax);
        for (Cell cell : CELLS) {
            for (long seed : SEEDS) {
                print(System.out, minMax, cell.clusters(), cell.rules(minMax), cell.printed(), seed);
            }
        }
        FairData unit = FairData.unitLength(Path.of(folder));
        head(System.out, unit);
        for (long seed : SEEDS) {
            print(System.out, unit, 10, GroupRules.balance("sex", 0.41), 9984.01, seed);
        }
    }

    /** Prints the head of a table. */
    static void head(PrintStream out, FairData data) {
        out.println();
        out.println(data.name());
        out.println();
        out.println("| clusters | rules | seed | cost | printed best | ratio | gap | balance | KL fairness error"
                + " | seconds | processor seconds |");
        out.println("|---|---|---|---|---|---|---|---|---|---|---|");
    }

    /** Runs a fit and prints its line. */
    static void print(PrintStream out, FairData data, int clusters, GroupRules rules, double printed, long seed) {
        Set<Long> used = ConcurrentHashMap.newKeySet();
        used.add(Thread.currentThread().getId());
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        try {
            RunContext context = RunContext.seeded(seed)
                    .withExecutor(
                            task -> pool.execute(() -> {
                                used.add(Thread.currentThread().getId());
                                task.run();
                            }),
                            THREADS);
            TrainingSet training = TrainingSet.of(data.matrix()).withGroups(List.of(data.groups()));
            long begin = System.nanoTime();
            long before = processorTime(used);
            FairClustering found =
                    FairKMeans.withClusters(clusters).under(rules).fitCertified(training, context);
            double seconds = (System.nanoTime() - begin) / NANOS;
            double processor = (processorTime(used) - before) / NANOS;
            FairFigures figures = FairFigures.of(
                    data.rowsView(), data.groups(), found.clustering().labels(), clusters);
            out.println(String.format(
                    Locale.ROOT,
                    "| %d | %s | %d | %.2f | %.2f | %.4f | %.1e | %.4f | %.4f | %.1f | %.1f |",
                    clusters,
                    rules,
                    seed,
                    figures.cost(),
                    printed,
                    figures.cost() / printed,
                    found.assignment().gap(),
                    figures.balance(),
                    figures.divergence(),
                    seconds,
                    processor));
        } finally {
            pool.shutdown();
        }
    }

    /** Threads that joined after the first look had used nothing before. */
    private static long processorTime(Set<Long> threads) {
        ThreadMXBean clocks = ManagementFactory.getThreadMXBean();
        return threads.stream().mapToLong(clocks::getThreadCpuTime).sum();
    }
}
