package io.github.segmentation4j.cluster;

import java.util.Arrays;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;

/**
 * All distances of all parts in a square, brought up to date after each merge.
 *
 * <p>References: G. N. Lance, W. T. Williams, A general theory of classificatory sorting strategies, The Computer Journal 9,
 * 1967.
 */
final class LanceWilliams {
    private final Linkage linkage;
    private final int rows;
    private final double[][] distances;
    private final double[] weights;
    private final int[] parts;

    LanceWilliams(
            Linkage linkage, double[][] points, double[] rowWeights, ToDoubleBiFunction<double[], double[]> formula) {
        this.linkage = linkage;
        rows = points.length;
        distances = new double[2 * rows][2 * rows];
        weights = Arrays.copyOf(rowWeights, 2 * rows);
        parts = IntStream.range(0, rows).toArray();
        for (int a = 0; a < rows; a++) {
            for (int b = 0; b < rows; b++) {
                double distance = formula.applyAsDouble(points[a], points[b]);
                distances[a][b] = switch (linkage) {
                    case WARD -> 2 * weights[a] * weights[b] / (weights[a] + weights[b]) * distance * distance;
                    case CENTROID -> distance * distance;
                    default -> distance;
                };
            }
        }
    }

    private double height(double distance) {
        return linkage == Linkage.WARD || linkage == Linkage.CENTROID ? Math.sqrt(Math.max(0, distance)) : distance;
    }

    private int[] alive() {
        return Arrays.stream(parts).distinct().toArray();
    }

    double least() {
        int[] alive = alive();
        double least = Double.POSITIVE_INFINITY;
        for (int a : alive) {
            for (int b : alive) {
                least = a == b ? least : Math.min(least, distances[a][b]);
            }
        }
        return height(least);
    }

    double mergeNearest() {
        int[] alive = alive();
        int one = alive[0];
        int other = alive[1];
        for (int a : alive) {
            for (int b : alive) {
                if (a < b && distances[a][b] < distances[one][other]) {
                    one = a;
                    other = b;
                }
            }
        }
        return merge(one, other);
    }

    /** Merges two parts and returns at what height. */
    double merge(int one, int other) {
        int[] alive = alive();
        int made = rows + rows - alive.length;
        double height = distances[one][other];
        double w = weights[one];
        double v = weights[other];
        weights[made] = w + v;
        for (int x : alive) {
            double a = distances[one][x];
            double b = distances[other][x];
            double u = weights[x];
            double merged =
                    switch (linkage) {
                        case WARD -> ((w + u) * a + (v + u) * b - u * height) / (w + v + u);
                        case AVERAGE -> (w * a + v * b) / (w + v);
                        case COMPLETE -> Math.max(a, b);
                        case SINGLE -> Math.min(a, b);
                        case CENTROID -> (w * a + v * b) / (w + v) - w * v * height / ((w + v) * (w + v));
                    };
            distances[made][x] = merged;
            distances[x][made] = merged;
        }
        for (int row = 0; row < rows; row++) {
            parts[row] = parts[row] == one || parts[row] == other ? made : parts[row];
        }
        return height(height);
    }

    /** The parts in the order of their first rows. */
    int[] labels() {
        return AgglomerativeTest.ranked(parts);
    }
}
