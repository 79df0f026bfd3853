package io.github.segmentation4j.benchmarks.fair;

import io.github.segmentation4j.cluster.KMeans;
import io.github.segmentation4j.run.RunContext;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Prints what fair clusterings of the Adult census cost: a line for each method, number of clusters and target, and below
 * them what papers print.
 *
 * <pre>{@code java -cp benchmarks.jar io.github.segmentation4j.benchmarks.fair.FairTable data}</pre>
 *
 * <p>The folder of the reference data is the first argument or the environment variable {@code SEGMENTATION_DATA}. Only
 * static methods; run it once at a time.
 */
public final class FairTable {
    private static final long SEED = 1;
    private static final double NANOS = 1e9;

    private FairTable() {}

    /** Measures and prints. */
    public static void main(String[] arguments) throws IOException {
        String folder = arguments.length > 0 ? arguments[0] : System.getenv("SEGMENTATION_DATA");
        if (folder == null || folder.isBlank()) {
            throw new IllegalArgumentException("name the folder of the reference data, or set SEGMENTATION_DATA to it");
        }
        Path data = Path.of(folder);
        FairData minMax = FairData.minMax(data);
        head(System.out, minMax);
        for (int clusters : new int[] {2, 5, 10, 15}) {
            print(System.out, minMax, new Plain(), clusters, 0);
            print(System.out, minMax, VariationalFairKMeans.withWeight(9_000), clusters, 0);
            for (Published cell : Published.of(clusters, minMax.groups())) {
                // Fairlets take two digits, those that the paper prints.
                print(System.out, minMax, new Fairlets(), clusters, Math.round(100 * cell.target()) / 100.0);
                print(System.out, minMax, new OurFairKMeans(), clusters, cell.target());
                cell.print(System.out);
            }
        }
        FairData unit = FairData.unitLength(data);
        head(System.out, unit);
        print(System.out, unit, new Plain(), 10, 0);
        for (double target : new double[] {0.41, 0.4449, 0.4938}) {
            print(System.out, unit, new OurFairKMeans(), 10, target);
        }
        print(System.out, unit, new Fairlets(), 10, 0.41);
        for (double weight : List.of(0.0, 3_000.0, 6_000.0, 9_000.0)) {
            print(System.out, unit, VariationalFairKMeans.withWeight(weight), 10, 0);
        }
        Published.unitLength().print(System.out);
    }

    private static void head(PrintStream out, FairData data) {
        out.println();
        out.println(data.name());
        out.println();
        out.println("| method | k | target | cost | balance | KL error | seconds |");
        out.println("|---|---|---|---|---|---|---|");
    }

    /** Runs a method and prints its line. */
    static void print(PrintStream out, FairData data, FairMethod method, int clusters, double target) {
        long begin = System.nanoTime();
        int[] labels = method.labels(data, clusters, target, SEED);
        double seconds = (System.nanoTime() - begin) / NANOS;
        FairFigures figures = FairFigures.of(data.rowsView(), data.groups(), labels, clusters);
        out.println(String.format(
                Locale.ROOT,
                "| %s | %d | %s | %.2f | %.4f | %.4f | %.2f |",
                method.name(),
                clusters,
                target > 0 ? String.format(Locale.ROOT, "%.2f", target) : "none",
                figures.cost(),
                figures.balance(),
                figures.divergence(),
                seconds));
    }

    /** k-means, which knows nothing of groups. */
    private static final class Plain implements FairMethod {
        @Override
        public String name() {
            return "k-means";
        }

        @Override
        public int[] labels(FairData data, int clusters, double target, long seed) {
            return KMeans.withClusters(clusters)
                    .fit(data.matrix(), RunContext.seeded(seed))
                    .labels();
        }
    }
}
