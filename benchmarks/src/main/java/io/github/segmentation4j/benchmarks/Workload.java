package io.github.segmentation4j.benchmarks;

import io.github.segmentation4j.feature.Feature;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.kernel.PackedCentroids;
import io.github.segmentation4j.internal.random.SeededRandom;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One data set in the layouts that the contenders need: k normal clouds that overlap, and starts that are rows of it.
 * The same shape always gives the same numbers.
 */
final class Workload {
    private static final long SEED = 20_261_101;
    private static final double SPREAD_OF_CENTRES = 3;

    private final Shape shape;
    private final FeatureMatrix matrix;
    private final double[][] starts;

    private Workload(Shape shape, FeatureMatrix matrix, double[][] starts) {
        this.shape = shape;
        this.matrix = matrix;
        this.starts = starts;
    }

    static Workload of(Shape shape) {
        SeededRandom random = SeededRandom.of(SeededRandom.derive(SEED, shape.columns()));
        double[][] centres = new double[shape.clusters()][shape.columns()];
        for (double[] centre : centres) {
            Arrays.setAll(centre, c -> random.nextGaussian() * SPREAD_OF_CENTRES);
        }
        List<Feature> features = IntStream.rangeClosed(1, shape.columns())
                .mapToObj(c -> Feature.of("x" + c))
                .toList();
        FeatureMatrix.Builder builder = FeatureMatrix.builder(features, shape.rows());
        double[] row = new double[shape.columns()];
        for (int r = 0; r < shape.rows(); r++) {
            double[] centre = centres[random.nextInt(centres.length)];
            Arrays.setAll(row, c -> centre[c] + random.nextGaussian());
            builder.setRow(r, row);
        }
        FeatureMatrix matrix = builder.build();
        double[][] starts = new double[shape.clusters()][];
        Arrays.setAll(starts, j -> matrix.row(random.nextInt(shape.rows())));
        return new Workload(shape, matrix, starts);
    }

    Shape shape() {
        return shape;
    }

    FeatureMatrix matrix() {
        return matrix;
    }

    /** The first centroids, copied. */
    double[][] starts() {
        return Arrays.stream(starts).map(double[]::clone).toArray(double[][]::new);
    }

    /** The first centroids as the kernels read them. */
    PackedCentroids packedStarts() {
        PackedCentroids packed = new PackedCentroids(shape.clusters(), shape.columns());
        for (int j = 0; j < starts.length; j++) {
            for (int c = 0; c < shape.columns(); c++) {
                packed.set(j, c, starts[j][c]);
            }
        }
        return packed;
    }
}
