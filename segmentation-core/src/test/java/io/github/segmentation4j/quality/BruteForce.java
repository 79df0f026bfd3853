package io.github.segmentation4j.quality;

import io.github.segmentation4j.testing.Partitions;
import java.util.stream.IntStream;

/** The validity indices as their formulas read, one pair of rows at a time. */
final class BruteForce {
    private final double[][] rows;
    private final int[] labels;
    private final int clusters;
    private final double[][] means;

    BruteForce(double[][] rows, int[] labels, int clusters) {
        this.rows = rows;
        this.labels = labels;
        this.clusters = clusters;
        means = Partitions.means(rows, labels, clusters);
    }

    double silhouette() {
        return IntStream.range(0, rows.length)
                .mapToDouble(this::width)
                .average()
                .orElseThrow();
    }

    double width(int row) {
        if (size(labels[row]) == 1) {
            return 0;
        }
        double own = toCluster(row, labels[row]) / (size(labels[row]) - 1);
        double nearest = IntStream.range(0, clusters)
                .filter(k -> k != labels[row] && size(k) > 0)
                .mapToDouble(k -> toCluster(row, k) / size(k))
                .min()
                .orElseThrow();
        return Math.max(own, nearest) == 0 ? 0 : (nearest - own) / Math.max(own, nearest);
    }

    double simplifiedSilhouette() {
        return IntStream.range(0, rows.length)
                .mapToDouble(row -> {
                    double own = distance(rows[row], means[labels[row]]);
                    double nearest = IntStream.range(0, clusters)
                            .filter(k -> k != labels[row])
                            .mapToDouble(k -> distance(rows[row], means[k]))
                            .min()
                            .orElseThrow();
                    return size(labels[row]) == 1 ? 0 : (nearest - own) / Math.max(own, nearest);
                })
                .average()
                .orElseThrow();
    }

    double dunn() {
        double separation = Double.POSITIVE_INFINITY;
        double diameter = 0;
        for (int a = 0; a < rows.length; a++) {
            for (int b = 0; b < a; b++) {
                double distance = distance(rows[a], rows[b]);
                if (labels[a] == labels[b]) {
                    diameter = Math.max(diameter, distance);
                } else {
                    separation = Math.min(separation, distance);
                }
            }
        }
        return separation / diameter;
    }

    double within() {
        return IntStream.range(0, rows.length)
                .mapToDouble(r -> Math.pow(distance(rows[r], means[labels[r]]), 2))
                .sum();
    }

    double calinskiHarabasz() {
        double[] centre = Partitions.means(rows, new int[rows.length], 1)[0];
        double between = IntStream.range(0, clusters)
                .mapToDouble(k -> size(k) * Math.pow(distance(means[k], centre), 2))
                .sum();
        return between / (clusters - 1) / (within() / (rows.length - clusters));
    }

    double daviesBouldin() {
        double[] spreads = IntStream.range(0, clusters)
                .mapToDouble(k -> members(k)
                        .mapToDouble(r -> distance(rows[r], means[k]))
                        .average()
                        .orElseThrow())
                .toArray();
        return IntStream.range(0, clusters)
                .mapToDouble(k -> IntStream.range(0, clusters)
                        .filter(other -> other != k)
                        .mapToDouble(other -> (spreads[k] + spreads[other]) / distance(means[k], means[other]))
                        .max()
                        .orElseThrow())
                .average()
                .orElseThrow();
    }

    private double toCluster(int row, int cluster) {
        return members(cluster).mapToDouble(r -> distance(rows[row], rows[r])).sum();
    }

    private IntStream members(int cluster) {
        return IntStream.range(0, rows.length).filter(r -> labels[r] == cluster);
    }

    private long size(int cluster) {
        return members(cluster).count();
    }

    private static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int c = 0; c < a.length; c++) {
            sum += (a[c] - b[c]) * (a[c] - b[c]);
        }
        return Math.sqrt(sum);
    }
}
