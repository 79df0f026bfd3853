package io.github.segmentation4j.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.segmentation4j.feature.Feature;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.RunContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A virtual machine of its own, whose whole heap is 1.3 times the matrix, holds the matrix and fits it. */
class KMeansHeapTest {
    private static final double LIMIT = 1.3;

    @ParameterizedTest
    @CsvSource({"1000000, 8, 10, given", "1000000, 8, 10, seeded", "200000, 64, 100, given"})
    void fitNeedsNoMoreThanAThirdOfTheMatrixBesideIt(int rows, int columns, int clusters, String starts)
            throws IOException, InterruptedException {
        long heap = (long) (LIMIT * rows * columns * Double.BYTES) / 1024;
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + heap + "k",
                        // The collectors for large heaps keep a part of it empty.
                        "-XX:+UseSerialGC",
                        "-XX:MaxNewSize=2m",
                        "-cp",
                        classes,
                        Fit.class.getName(),
                        String.valueOf(rows),
                        String.valueOf(columns),
                        String.valueOf(clusters),
                        starts)
                .redirectErrorStream(true)
                .start();
        String said;
        try (InputStream output = process.getInputStream()) {
            said = new String(output.readAllBytes(), StandardCharsets.UTF_8);
        }
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said).contains("clusters " + clusters);
    }

    /** What the virtual machine of its own runs. */
    static final class Fit {
        private Fit() {}

        public static void main(String[] arguments) {
            int rows = Integer.parseInt(arguments[0]);
            int columns = Integer.parseInt(arguments[1]);
            int clusters = Integer.parseInt(arguments[2]);
            List<Feature> features = IntStream.range(0, columns)
                    .mapToObj(c -> Feature.of("x" + c))
                    .toList();
            FeatureMatrix.Builder builder = FeatureMatrix.builder(features, rows);
            SeededRandom random = SeededRandom.of(1);
            double[][] starts = new double[clusters][columns];
            double[] row = new double[columns];
            for (int r = 0; r < rows; r++) {
                Arrays.setAll(row, c -> random.nextDouble());
                builder.setRow(r, row);
                if (r < clusters) {
                    starts[r] = row.clone();
                }
            }
            KMeans kmeans = KMeans.withClusters(clusters).withRestarts(2).withMaxIterations(12);
            Clustering found = (arguments[3].equals("given") ? kmeans.withCentroids(starts) : kmeans)
                    .fit(builder.build(), RunContext.seeded(1));
            System.out.println("clusters " + found.clusterCount());
        }
    }
}
