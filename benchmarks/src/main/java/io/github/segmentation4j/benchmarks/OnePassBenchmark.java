package io.github.segmentation4j.benchmarks;

import io.github.segmentation4j.cluster.CentroidModel;
import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.cluster.Coreset;
import io.github.segmentation4j.cluster.KMeans;
import io.github.segmentation4j.feature.Feature;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * k-means of one pass over rows that do not fit into the heap, against a fit that has them all. The rows are k normal
 * clouds with standard deviation 1 around centres drawn with a given standard deviation: at 1 they overlap heavily, at 10
 * they lie apart.
 *
 * <pre>
 * java -Xmx6g   -cp benchmarks.jar io.github.segmentation4j.benchmarks.OnePassBenchmark full 10000000 10 1 3 centroids.txt
 * java -Xmx512m -cp benchmarks.jar io.github.segmentation4j.benchmarks.OnePassBenchmark once 10000000 10 1 50000 centroids.txt
 * </pre>
 *
 * <p>The first fits all rows, with a number of restarts or, if that is 0, from the true centres, and writes the centroids
 * to a file; the second makes a coreset of a given size, fits it, and compares both on all rows, streamed once more.
 */
public final class OnePassBenchmark {
    private static final int COLUMNS = 8;
    private static final int BLOCK = 8_192;
    private static final long SEED = 20_261_122;
    private static final double MEGABYTE = 1 << 20;

    private final int rows;
    private final int clusters;
    private final double[][] centres;
    private final List<Feature> features =
            IntStream.rangeClosed(1, COLUMNS).mapToObj(c -> Feature.of("x" + c)).toList();

    private OnePassBenchmark(int rows, int clusters, double spread) {
        this.rows = rows;
        this.clusters = clusters;
        centres = new double[clusters][COLUMNS];
        SeededRandom random = SeededRandom.of(SeededRandom.derive(SEED, clusters));
        for (double[] centre : centres) {
            Arrays.setAll(centre, c -> random.nextGaussian() * spread);
        }
    }

    /** Runs one of the two halves; see above. */
    public static void main(String[] args) throws IOException {
        if (args.length != 6) {
            throw new IllegalArgumentException(
                    "usage: full rows clusters spread restarts file | once rows clusters" + " spread size file");
        }
        OnePassBenchmark benchmark =
                new OnePassBenchmark(Integer.parseInt(args[1]), Integer.parseInt(args[2]), Double.parseDouble(args[3]));
        int threads = Runtime.getRuntime().availableProcessors();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            RunContext context = RunContext.seeded(1).withExecutor(pool, threads);
            Path file = Path.of(args[5]);
            if (args[0].equals("full")) {
                benchmark.full(Integer.parseInt(args[4]), file, context);
            } else {
                benchmark.once(Integer.parseInt(args[4]), file, context);
            }
        } finally {
            pool.shutdown();
        }
    }

    private void full(int restarts, Path file, RunContext context) throws IOException {
        FeatureMatrix.Builder builder = FeatureMatrix.builder(features, rows);
        for (int block = 0; block < blocks(); block++) {
            FeatureMatrix part = block(block);
            for (int row = 0; row < part.rowCount(); row++) {
                builder.setRow(block * BLOCK + row, part.row(row));
            }
        }
        FeatureMatrix matrix = builder.build();
        KMeans kmeans = KMeans.withClusters(clusters).withTolerance(1e-4);
        long begin = System.nanoTime();
        Clustering full =
                (restarts == 0 ? kmeans.withCentroids(centres) : kmeans.withRestarts(restarts)).fit(matrix, context);
        print(
                "full fit of %s: %.1f s, inertia %.8g%n",
                title(), seconds(begin), full.inertia().orElseThrow());
        Files.write(
                file,
                Arrays.stream(full.model().state().numbers("centroids"))
                        .mapToObj(Double::toString)
                        .toList());
    }

    private void once(int size, Path file, RunContext context) throws IOException {
        Coreset.Builder builder = Coreset.builder(size, context);
        long adding = 0;
        for (int block = 0; block < blocks(); block++) {
            FeatureMatrix part = block(block);
            long begin = System.nanoTime();
            builder.add(part);
            adding += System.nanoTime() - begin;
        }
        Coreset coreset = builder.build();
        long begin = System.nanoTime();
        CentroidModel found = (CentroidModel) KMeans.withClusters(clusters)
                .fit(coreset.trainingSet(), context)
                .model();
        double fit = seconds(begin);
        double peak = peakHeap();
        double[] values = Files.readAllLines(file).stream()
                .mapToDouble(Double::parseDouble)
                .toArray();
        CentroidModel full = KMeans.restore(ModelState.of("kmeans/1")
                .put("clusters", clusters)
                .put("columns", COLUMNS)
                .put("centroids", values)
                .build());
        double ratio = inertia(found, context) / inertia(full, context);
        print(
                "one pass over %s, size %d: coreset %.1f s, fit %.1f s, peak heap %.0f MB of %.0f, inertia %.5f of a"
                        + " full fit%n",
                title(),
                size,
                adding / 1e9,
                fit,
                peak / MEGABYTE,
                Runtime.getRuntime().maxMemory() / MEGABYTE,
                ratio);
    }

    /** The inertia of all rows, streamed. */
    private double inertia(CentroidModel model, RunContext context) {
        double[][] centroids =
                IntStream.range(0, clusters).mapToObj(model::centroid).toArray(double[][]::new);
        double[] row = new double[COLUMNS];
        double sum = 0;
        for (int block = 0; block < blocks(); block++) {
            FeatureMatrix part = block(block);
            int[] labels = model.assign(part, context);
            for (int r = 0; r < labels.length; r++) {
                part.copyRow(r, row);
                for (int c = 0; c < COLUMNS; c++) {
                    double difference = row[c] - centroids[labels[r]][c];
                    sum += difference * difference;
                }
            }
        }
        return sum;
    }

    private int blocks() {
        return (rows + BLOCK - 1) / BLOCK;
    }

    private FeatureMatrix block(int number) {
        SeededRandom random = SeededRandom.of(SeededRandom.derive(SEED, number));
        int count = Math.min(BLOCK, rows - number * BLOCK);
        FeatureMatrix.Builder builder = FeatureMatrix.builder(features, count);
        double[] row = new double[COLUMNS];
        for (int r = 0; r < count; r++) {
            double[] centre = centres[random.nextInt(clusters)];
            for (int c = 0; c < COLUMNS; c++) {
                row[c] = centre[c] + random.nextGaussian();
            }
            builder.setRow(r, row);
        }
        return builder.build();
    }

    private String title() {
        return String.format(Locale.ROOT, "%d x %d, %d clusters", rows, COLUMNS, clusters);
    }

    /** The sum of what each part of the heap held at most, which is no less than the heap ever held. */
    private static double peakHeap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .collect(Collectors.summingDouble(usage -> usage.getUsed()));
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }

    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format, values);
    }
}
