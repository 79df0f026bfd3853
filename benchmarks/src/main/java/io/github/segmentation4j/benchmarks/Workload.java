package io.github.segmentation4j.benchmarks;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.random.SeededRandom;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * One data set: k normal clouds with standard deviation 1 around centres drawn with standard deviation 3, so that they
 * overlap, and starts that are different rows drawn at random. The same shape always gives the same numbers.
 *
 * <p>Immutable as long as nobody writes to what the views share; then safe for use by several threads.
 */
public final class Workload {
    /** How many iterations of Lloyd's are timed: enough for the cost of one to be seen, too few to converge. */
    static final int ITERATIONS = 20;

    /** How many threads take part where more than one does. */
    static final int THREADS = 2;

    private static final long SEED = 20_261_101;
    private static final double SPREAD_OF_CENTRES = 3;

    private final Shape shape;
    private final double[][] rows;
    private final double[][] starts;
    private final int[] clouds;

    private Workload(Shape shape, double[][] rows, double[][] starts, int[] clouds) {
        this.shape = shape;
        this.rows = rows;
        this.starts = starts;
        this.clouds = clouds;
    }

    /** The data set of a shape. */
    public static Workload of(Shape shape) {
        SeededRandom random = SeededRandom.of(SeededRandom.derive(SEED, shape.columns()));
        double[][] centres = new double[shape.clusters()][shape.columns()];
        for (double[] centre : centres) {
            Arrays.setAll(centre, c -> random.nextGaussian() * SPREAD_OF_CENTRES);
        }
        double[][] rows = new double[shape.rows()][shape.columns()];
        int[] clouds = new int[shape.rows()];
        for (int r = 0; r < rows.length; r++) {
            clouds[r] = random.nextInt(centres.length);
            double[] centre = centres[clouds[r]];
            Arrays.setAll(rows[r], c -> centre[c] + random.nextGaussian());
        }
        // A row drawn twice would leave a cluster without rows, which every library handles in its own way.
        Set<Integer> drawn = new LinkedHashSet<>();
        while (drawn.size() < shape.clusters()) {
            drawn.add(random.nextInt(shape.rows()));
        }
        double[][] starts = drawn.stream().map(row -> rows[row].clone()).toArray(double[][]::new);
        return new Workload(shape, rows, starts, clouds);
    }

    /** Its size. */
    public Shape shape() {
        return shape;
    }

    /** The rows, n of d values, shared and not to be written. */
    public double[][] rowsView() {
        return rows;
    }

    /** The cloud each row was drawn from, 0 to k - 1, copied. */
    public int[] clouds() {
        return clouds.clone();
    }

    /** The first centroids, k of d values, copied. */
    public double[][] starts() {
        return Arrays.stream(starts).map(double[]::clone).toArray(double[][]::new);
    }

    /** The rows as this library stores them, copied. */
    FeatureMatrix matrix() {
        return FeatureMatrix.of(rows);
    }
}
