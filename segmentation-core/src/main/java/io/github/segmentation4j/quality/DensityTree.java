package io.github.segmentation4j.quality;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import java.util.Arrays;

/** The minimum spanning tree of a cluster by the distances of {@link Dbcv}, all squared. Never written once made. */
final class DensityTree {
    private static final int NODES_A_TASK = 64;

    private final int size;
    private final double sparseness;
    private final double[][] inner;
    private final double[] innerCores;

    private DensityTree(int size, double sparseness, double[][] inner, double[] innerCores) {
        this.size = size;
        this.sparseness = sparseness;
        this.inner = inner;
        this.innerCores = innerCores;
    }

    /**
     * The tree of a cluster.
     *
     * @param rows at least two, in an order of their own
     */
    static DensityTree of(double[][] rows, Checkpoint checkpoint) {
        int size = rows.length;
        double[] cores = new double[size];
        double[] squares = new double[size];
        for (int row = 0; row < size; row++) {
            checkpoint.now();
            cores[row] = core(rows, row, squares);
        }
        int[] parents = new int[size];
        double[] lengths = span(rows, cores, parents, checkpoint);
        int[] degrees = new int[size];
        for (int row = 1; row < size; row++) {
            degrees[row]++;
            degrees[parents[row]]++;
        }
        double longest = 0;
        double longestInner = -1;
        for (int row = 1; row < size; row++) {
            longest = Math.max(longest, lengths[row]);
            if (degrees[row] > 1 && degrees[parents[row]] > 1) {
                longestInner = Math.max(longestInner, lengths[row]);
            }
        }
        double[][] inner = new double[size][];
        double[] innerCores = new double[size];
        int count = 0;
        for (int row = 0; row < size; row++) {
            if (degrees[row] > 1 || size == 2) {
                inner[count] = rows[row];
                innerCores[count++] = cores[row];
            }
        }
        return new DensityTree(
                size,
                longestInner < 0 ? longest : longestInner,
                Arrays.copyOf(inner, count),
                Arrays.copyOf(innerCores, count));
    }

    /**
     * The squared core distance of a row: its distances to the power of minus the number of columns, averaged, and the power
     * undone. Measured by the least distance, so that no power overflows.
     */
    private static double core(double[][] rows, int row, double[] squares) {
        double least = Double.POSITIVE_INFINITY;
        for (int other = 0; other < rows.length; other++) {
            squares[other] = squared(rows[row], rows[other]);
            least = other == row ? least : Math.min(least, squares[other]);
        }
        if (least == 0) {
            return 0;
        }
        int columns = rows[row].length;
        double sum = 0;
        for (int other = 0; other < rows.length; other++) {
            if (other != row) {
                double ratio = least / squares[other];
                sum += power(ratio, columns / 2) * (columns % 2 == 0 ? 1 : Math.sqrt(ratio));
            }
        }
        return least * StrictMath.pow(sum / (rows.length - 1), -2.0 / columns);
    }

    private static double power(double base, int exponent) {
        double result = 1;
        double square = base;
        for (int left = exponent; left > 0; left >>= 1) {
            result *= (left & 1) == 1 ? square : 1;
            square *= square;
        }
        return result;
    }

    private static double squared(double[] first, double[] second) {
        double sum = 0;
        for (int c = 0; c < first.length; c++) {
            double difference = first[c] - second[c];
            sum = Math.fma(difference, difference, sum);
        }
        return sum;
    }

    /** Prim's algorithm from the first row on. Of edges of one length the one to the lower row is taken. */
    private static double[] span(double[][] rows, double[] cores, int[] parents, Checkpoint checkpoint) {
        int size = rows.length;
        double[] lengths = new double[size];
        Arrays.fill(lengths, Double.POSITIVE_INFINITY);
        boolean[] inTree = new boolean[size];
        int last = 0;
        for (int edges = 0; edges < size - 1; edges++) {
            checkpoint.now();
            inTree[last] = true;
            int next = -1;
            for (int row = 0; row < size; row++) {
                if (inTree[row]) {
                    continue;
                }
                double floor = Math.max(cores[row], cores[last]);
                if (floor < lengths[row]) {
                    double length = Math.max(floor, squared(rows[row], rows[last]));
                    if (length < lengths[row]) {
                        lengths[row] = length;
                        parents[row] = last;
                    }
                }
                next = next < 0 || lengths[row] < lengths[next] ? row : next;
            }
            last = next;
        }
        return lengths;
    }

    int size() {
        return size;
    }

    /** Tasks that the inner nodes are cut into. */
    int taskCount() {
        return (inner.length + NODES_A_TASK - 1) / NODES_A_TASK;
    }

    /** The least distance from the inner nodes of a task to those of another tree, if it is below a limit; else the limit. */
    double separation(int task, DensityTree other, double limit, Checkpoint checkpoint) {
        double least = limit;
        int end = Math.min(inner.length, (task + 1) * NODES_A_TASK);
        for (int i = task * NODES_A_TASK; i < end; i++) {
            checkpoint.now();
            for (int j = 0; j < other.inner.length && innerCores[i] < least; j++) {
                double floor = Math.max(innerCores[i], other.innerCores[j]);
                if (floor < least) {
                    least = Math.min(least, Math.max(floor, squared(inner[i], other.inner[j])));
                }
            }
        }
        return least;
    }

    /** The validity of the cluster, given its squared separation from the nearest other one. */
    double validity(double separation) {
        double apart = Math.sqrt(separation);
        double within = Math.sqrt(sparseness);
        double larger = Math.max(apart, within);
        return larger == 0 ? 0 : (apart - within) / larger;
    }
}
