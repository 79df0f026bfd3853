package io.github.segmentation4j.benchmarks.dp;

import io.github.segmentation4j.cluster.CentroidModel;
import io.github.segmentation4j.cluster.ClusterModels;
import io.github.segmentation4j.cluster.Clusterer;
import io.github.segmentation4j.cluster.KMeans;
import io.github.segmentation4j.cluster.TrainingSet;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.privacy.cluster.ColumnBounds;
import io.github.segmentation4j.privacy.cluster.DpKMeans;
import io.github.segmentation4j.privacy.ledger.MemoryLedger;
import io.github.segmentation4j.privacy.ledger.PrivacyBudget;
import io.github.segmentation4j.run.RunContext;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Prints what {@link DpKMeans} costs beside ordinary k-means of ten restarts: the inertia of the rows to the private
 * centres over the ordinary one, median and quartiles of 20 fits, DPLloyd beside it, and the figure of the prototypes,
 * which holds with a tenth added. Then the processor time of a fit of a million rows beside the ordinary ones.
 *
 * <pre>{@code java -cp benchmarks.jar io.github.segmentation4j.benchmarks.dp.PrivateKMeansTable data TREE LLOYD}</pre>
 *
 * <p>Delta is 1e-6. The rows are made from fixed seeds, see {@link BoundedRows}; the noise is not, so figures differ a little
 * from run to run. Only static methods; run it once at a time.
 */
public final class PrivateKMeansTable {
    static final double DELTA = 1e-6;
    private static final int RUNS = 20;
    private static final int SEEDS = 5;
    private static final double ALLOWED = 1.1;
    private static final double[] EPSILONS = {0.1, 0.5, 1, 2};
    private static final double NANOS = 1e9;

    /**
     * A data set of the table.
     *
     * @param data the rows
     * @param printed the prototypes' costs at epsilon 0.1, 0.5 and 1, if there are any
     */
    record Cell(BoundedRows data, List<Double> printed) {}

    private PrivateKMeansTable() {}

    /**
     * Measures and prints.
     *
     * @param arguments methods of {@link DpKMeans.Method} to measure, the automatic one if none; before them, if wanted,
     *     the folder of the reference data
     */
    public static void main(String[] arguments) throws IOException {
        List<String> words = Arrays.asList(arguments);
        boolean hasFolder = !words.isEmpty() && Files.isDirectory(Path.of(words.get(0)));
        List<Cell> cells = new ArrayList<>(made());
        if (hasFolder) {
            Path folder = Path.of(words.get(0));
            cells.add(new Cell(BoundedRows.s1(folder), List.of()));
            cells.add(new Cell(BoundedRows.adult(folder), List.of()));
            words = words.subList(1, words.size());
        }
        List<DpKMeans.Method> methods = words.isEmpty()
                ? List.of(DpKMeans.Method.AUTOMATIC)
                : words.stream().map(DpKMeans.Method::valueOf).toList();
        for (DpKMeans.Method method : methods) {
            head(System.out, method);
            for (Cell cell : cells) {
                print(System.out, cell, method, RUNS);
            }
        }
        time(System.out, 1_000_000);
    }

    private static List<Cell> made() {
        return List.of(
                new Cell(BoundedRows.ball(2, 15, 5_000, 1), List.of(3.1, 1.3, 1.2)),
                new Cell(BoundedRows.ball(5, 8, 20_000, 2), List.of(1.35, 1.14, 1.16)),
                new Cell(BoundedRows.ball(10, 10, 50_000, 3), List.of(1.20, 1.08, 1.02)),
                new Cell(BoundedRows.likeRfm(20_000, 4), List.of(1.14, 1.02, 1.06)));
    }

    /** Prints the head of a table. */
    static void head(PrintStream out, DpKMeans.Method method) {
        out.println();
        out.println("Cost of private over ordinary k-means, " + method);
        out.println();
        out.println("| data | epsilon | median | quartiles | DPLloyd | prototype | met |");
        out.println("|---|---|---|---|---|---|---|");
    }

    /** Measures a data set and prints its lines. */
    static void print(PrintStream out, Cell cell, DpKMeans.Method method, int runs) {
        BoundedRows data = cell.data();
        FeatureMatrix matrix = FeatureMatrix.of(data.rows());
        double ordinary = KMeans.withClusters(data.clusters())
                .fit(matrix, RunContext.seeded(1))
                .inertia()
                .orElseThrow();
        for (int e = 0; e < EPSILONS.length; e++) {
            double epsilon = EPSILONS[e];
            double[] ours = new double[runs];
            double[] baseline = new double[runs];
            for (int run = 0; run < runs; run++) {
                CentroidModel model = clusterer(data, epsilon)
                        .withMethod(method)
                        .fit(TrainingSet.of(matrix), RunContext.seeded(run))
                        .model();
                ours[run] = cost(matrix, model) / ordinary;
                double[][] centres = DpLloyd.centres(data.rows(), data.clusters(), epsilon, run);
                baseline[run] =
                        cost(matrix, ClusterModels.ofCentroids(centres, matrix, RunContext.seeded(1))) / ordinary;
            }
            Arrays.sort(ours);
            Arrays.sort(baseline);
            boolean hasFigure = e < cell.printed().size();
            boolean met = median(ours) <= median(baseline)
                    && (!hasFigure || median(ours) <= ALLOWED * cell.printed().get(e));
            out.println(String.format(
                    Locale.ROOT,
                    "| %s | %.1f | %.3f | %.3f to %.3f | %.3f | %s | %s |",
                    data.name(),
                    epsilon,
                    median(ours),
                    ours[runs / 4],
                    ours[runs - 1 - runs / 4],
                    median(baseline),
                    hasFigure
                            ? String.format(Locale.ROOT, "%.2f", cell.printed().get(e))
                            : "none",
                    met ? "yes" : "NO"));
        }
    }

    /** Private k-means with a ledger of its own. */
    static DpKMeans clusterer(BoundedRows data, double epsilon) {
        return DpKMeans.withClusters(data.clusters())
                .bounds(ColumnBounds.same(data.rows()[0].length, data.lower(), data.upper()))
                .charge(MemoryLedger.of("rows", PrivacyBudget.of(2 * epsilon, DELTA)), "rows", epsilon, DELTA);
    }

    private static double cost(FeatureMatrix matrix, CentroidModel model) {
        double sum = 0;
        double[] row = new double[matrix.columnCount()];
        for (int r = 0; r < matrix.rowCount(); r++) {
            matrix.copyRow(r, row);
            sum += model.squaredDistance(row, model.assign(row));
        }
        return sum;
    }

    private static double median(double[] sorted) {
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    /** Measures fits of so many rows and prints a table. */
    static void time(PrintStream out, int count) {
        BoundedRows data = BoundedRows.ball(10, 10, count, 5);
        FeatureMatrix matrix = FeatureMatrix.of(data.rows());
        Clusterer ordinary = KMeans.withClusters(10);
        Clusterer single = KMeans.withClusters(10).withRestarts(1);
        double all = seconds(context -> ordinary.fit(matrix, context));
        double one = seconds(context -> single.fit(matrix, context));
        out.println();
        out.println("Processor seconds of a fit of " + count + " x 10, k 10, epsilon 1, median of five seeds");
        out.println();
        out.println("| method | private | ordinary | ratio | ordinary, one start | ratio |");
        out.println("|---|---|---|---|---|---|");
        for (DpKMeans.Method method : List.of(DpKMeans.Method.LLOYD, DpKMeans.Method.TREE)) {
            double mine =
                    seconds(context -> clusterer(data, 1).withMethod(method).fit(TrainingSet.of(matrix), context));
            out.println(String.format(
                    Locale.ROOT,
                    "| %s | %.2f | %.2f | %.2f | %.2f | %.2f |",
                    method,
                    mine,
                    all,
                    mine / all,
                    one,
                    mine / one));
        }
    }

    /** All work is done on the thread that asks, as the context has no executor. Starts decide much, so seeds differ. */
    private static double seconds(Function<RunContext, ?> work) {
        double[] seconds = new double[SEEDS];
        for (int seed = -1; seed < SEEDS; seed++) {
            long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            Object kept = work.apply(RunContext.seeded(Math.max(0, seed)));
            long used = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
            if (kept == null) {
                throw new IllegalStateException("the work gave nothing");
            }
            // The first one warms up.
            seconds[Math.max(0, seed)] = used / NANOS;
        }
        Arrays.sort(seconds);
        return median(seconds);
    }
}
