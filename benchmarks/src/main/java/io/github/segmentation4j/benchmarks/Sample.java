package io.github.segmentation4j.benchmarks;

import io.github.segmentation4j.internal.random.SeededRandom;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The rows of a {@link Task}. The same kind and shape always give the same numbers.
 *
 * <p>Immutable as long as nobody writes to what the view shares; then safe for use by several threads.
 */
public final class Sample {
    private static final long SEED = 20_261_123;

    /** Categories of a column, and how likely a row takes the one that its cluster prefers rather than any. */
    private static final int LEVELS = 5;

    private static final double LOYALTY = .7;

    private final double[][] rows;
    private final Optional<int[]> labels;

    /** What kind of rows. */
    public enum Kind {
        /** The clouds of a {@link Workload}. */
        BLOBS,
        /** Uniform in a cube of side 1, without clusters. */
        UNIFORM,
        /**
         * The first half of the columns are clouds, the others codes of five categories; seven of ten rows take the one
         * that their cloud prefers, the others any.
         */
        MIXED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private Sample(double[][] rows, Optional<int[]> labels) {
        this.rows = rows;
        this.labels = labels;
    }

    /** The rows of a task. */
    public static Sample of(Task task) {
        Shape shape = task.shape();
        return switch (task.data()) {
            case BLOBS -> {
                Workload workload = Workload.of(shape);
                yield new Sample(workload.rowsView(), Optional.of(workload.clouds()));
            }
            case UNIFORM -> {
                SeededRandom random = SeededRandom.of(SEED);
                double[][] rows = new double[shape.rows()][shape.columns()];
                for (double[] row : rows) {
                    Arrays.setAll(row, c -> random.nextDouble());
                }
                yield new Sample(rows, Optional.empty());
            }
            case MIXED -> mixed(shape);
        };
    }

    private static Sample mixed(Shape shape) {
        int numbers = shape.columns() / 2;
        int codes = shape.columns() - numbers;
        Workload workload = Workload.of(new Shape(shape.rows(), numbers, shape.clusters()));
        int[] clouds = workload.clouds();
        SeededRandom random = SeededRandom.of(SEED);
        int[][] preferred = new int[shape.clusters()][codes];
        for (int[] levels : preferred) {
            Arrays.setAll(levels, c -> random.nextInt(LEVELS));
        }
        double[][] rows = new double[shape.rows()][];
        for (int r = 0; r < rows.length; r++) {
            rows[r] = Arrays.copyOf(workload.rowsView()[r], shape.columns());
            for (int c = 0; c < codes; c++) {
                rows[r][numbers + c] = random.nextDouble() < LOYALTY ? preferred[clouds[r]][c] : random.nextInt(LEVELS);
            }
        }
        return new Sample(rows, Optional.of(clouds));
    }

    /** The rows, n of d values, shared and not to be written. */
    public double[][] rowsView() {
        return rows;
    }

    /** The clusters the rows were made of, 0 to k - 1, copied; none for uniform ones. */
    public Optional<int[]> labels() {
        return labels.map(int[]::clone);
    }
}
