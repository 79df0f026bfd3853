package io.github.segmentation4j.cluster;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The lowest k-prototypes cost over all partitions of few rows, counted from the definition. */
final class MixedBruteForce {
    private final double[][] rows;
    private final double[] weights;
    private final boolean[] categorical;
    private final double gamma;

    MixedBruteForce(double[][] rows, double[] weights, boolean[] categorical, double gamma) {
        this.rows = rows;
        this.weights = weights;
        this.categorical = categorical;
        this.gamma = gamma;
    }

    /** All rows weigh the same and the columns from a place on hold categories. */
    static MixedBruteForce of(double[][] rows, int firstCategory, double gamma) {
        double[] ones = new double[rows.length];
        Arrays.fill(ones, 1);
        boolean[] categorical = new boolean[rows[0].length];
        Arrays.fill(categorical, firstCategory, categorical.length, true);
        return new MixedBruteForce(rows, ones, categorical, gamma);
    }

    double lowest(int clusters) {
        return lowest(new int[rows.length], 0, 0, clusters);
    }

    private double lowest(int[] labels, int row, int used, int clusters) {
        if (row == rows.length) {
            return cost(labels, used);
        }
        double lowest = Double.POSITIVE_INFINITY;
        for (int label = 0; label < Math.min(clusters, used + 1); label++) {
            labels[row] = label;
            lowest = Math.min(lowest, lowest(labels, row + 1, Math.max(used, label + 1), clusters));
        }
        return lowest;
    }

    /** What a partition costs at its own means and modes. */
    double cost(int[] labels, int clusters) {
        double sum = 0;
        for (int j = 0; j < clusters; j++) {
            for (int c = 0; c < categorical.length; c++) {
                sum += categorical[c] ? gamma * mismatches(labels, j, c) : squares(labels, j, c);
            }
        }
        return sum;
    }

    private double mismatches(int[] labels, int cluster, int column) {
        Map<Double, Double> counts = new HashMap<>();
        double total = 0;
        for (int row = 0; row < labels.length; row++) {
            if (labels[row] == cluster) {
                total += weights[row];
                if (!Double.isNaN(rows[row][column])) {
                    counts.merge(rows[row][column], weights[row], Double::sum);
                }
            }
        }
        return total
                - counts.values().stream().mapToDouble(count -> count).max().orElse(0);
    }

    private double squares(int[] labels, int cluster, int column) {
        double weight = 0;
        double mean = 0;
        for (int pass = 0; pass < 2; pass++) {
            double sum = 0;
            for (int row = 0; row < labels.length; row++) {
                double value = rows[row][column];
                if (labels[row] == cluster && !Double.isNaN(value)) {
                    weight += pass == 0 ? weights[row] : 0;
                    sum += weights[row] * (pass == 0 ? value : (value - mean) * (value - mean));
                }
            }
            if (pass == 1) {
                return sum;
            }
            mean = weight > 0 ? sum / weight : 0;
        }
        return 0;
    }
}
