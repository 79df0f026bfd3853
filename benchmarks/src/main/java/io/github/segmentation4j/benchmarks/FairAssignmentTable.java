package io.github.segmentation4j.benchmarks;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.fairness.cluster.CertifiedAssignment;
import io.github.segmentation4j.fairness.cluster.FairAssignment;
import io.github.segmentation4j.fairness.cluster.GroupRules;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.RunContext;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * What a certified fair assignment costs: the clouds of a {@link Workload} with groups whose shares differ from cloud to
 * cloud, and centres that are the rows it starts from. In every segment the smallest group must have four fifths of the
 * share, relative to the largest, that it has of all rows. The first round is a cold one.
 *
 * <p>Only static methods; run it once at a time.
 */
public final class FairAssignmentTable {
    static final List<Shape> STANDARD = List.of(Shape.parse("200000x8x10"), Shape.parse("1000000x10x10"));
    static final List<Shape> QUICK = List.of(Shape.parse("50000x8x10"));

    private static final long SEED = 20_261_122;
    private static final String ATTRIBUTE = "group";
    private static final int[] GROUPS = {2, 3};
    private static final int ROUNDS = 3;

    private FairAssignmentTable() {}

    /**
     * Measures and writes a table.
     *
     * @param shape of the rows and centres
     * @param groups how many, at least 2
     * @param rounds how often for each number of threads, at least 1
     */
    public static String of(Shape shape, int groups, int rounds) {
        return new FairReport(measure(shape, groups, rounds)).table();
    }

    /** Measures shapes with few groups and with several; tells which shape comes next. */
    static FairReport measure(List<Shape> shapes, Consumer<Shape> next) {
        List<FairReport.Line> lines = new ArrayList<>();
        for (Shape shape : shapes) {
            next.accept(shape);
            for (int groups : GROUPS) {
                lines.addAll(measure(shape, groups, ROUNDS));
            }
        }
        return new FairReport(lines);
    }

    private static List<FairReport.Line> measure(Shape shape, int groups, int rounds) {
        Workload workload = Workload.of(shape);
        FeatureMatrix matrix = workload.matrix();
        Categories categories = groups(workload, groups);
        int[] counts = Arrays.copyOf(categories.counts(), groups);
        FairAssignment fair = FairAssignment.under(GroupRules.balance(
                ATTRIBUTE,
                4L * Arrays.stream(counts).min().orElseThrow(),
                5L * Arrays.stream(counts).max().orElseThrow()));
        List<FairReport.Line> lines = new ArrayList<>();
        for (int threads : new int[] {1, Workload.THREADS}) {
            Set<Long> used = ConcurrentHashMap.newKeySet();
            ExecutorService pool = Executors.newFixedThreadPool(threads);
            try {
                RunContext context = RunContext.seeded(1)
                        .withExecutor(
                                task -> pool.execute(() -> {
                                    used.add(Thread.currentThread().getId());
                                    task.run();
                                }),
                                threads);
                used.add(Thread.currentThread().getId());
                for (int round = 1; round <= rounds; round++) {
                    long begin = System.nanoTime();
                    long before = processorTime(used);
                    CertifiedAssignment result = fair.assign(matrix, workload.starts(), List.of(categories), context);
                    lines.add(new FairReport.Line(
                            shape,
                            groups,
                            threads,
                            round,
                            Race.milliseconds(begin, System.nanoTime()),
                            (processorTime(used) - before) / 1e6,
                            result.gap(),
                            result.movedCount()));
                }
            } finally {
                pool.shutdown();
            }
        }
        return lines;
    }

    /** Threads that joined after the first look had used nothing before. */
    private static long processorTime(Set<Long> threads) {
        ThreadMXBean clocks = ManagementFactory.getThreadMXBean();
        return threads.stream().mapToLong(clocks::getThreadCpuTime).sum();
    }

    /** Groups drawn with odds that depend on the nearest start, so that nearest segments are not balanced. */
    private static Categories groups(Workload workload, int groups) {
        SeededRandom random = SeededRandom.of(SEED);
        double[][] rows = workload.rowsView();
        double[][] starts = workload.starts();
        int[] codes = new int[rows.length];
        for (int row = 0; row < rows.length; row++) {
            int nearest = 0;
            for (int j = 1; j < starts.length; j++) {
                nearest = distance(rows[row], starts[j]) < distance(rows[row], starts[nearest]) ? j : nearest;
            }
            double first = 0.3 + 0.4 * nearest / starts.length;
            codes[row] = random.nextDouble() < first ? 0 : 1 + random.nextInt(groups - 1);
        }
        List<String> levels = new ArrayList<>(
                IntStream.range(0, groups).mapToObj(g -> "group " + g).toList());
        return Categories.of(ATTRIBUTE, levels, codes);
    }

    private static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int c = 0; c < a.length; c++) {
            sum += (a[c] - b[c]) * (a[c] - b[c]);
        }
        return sum;
    }
}
