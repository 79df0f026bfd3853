package io.github.segmentation4j.quality;

import io.github.segmentation4j.cluster.CentroidModel;
import io.github.segmentation4j.cluster.Clusterer;
import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.cluster.TrainingSet;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;

/** k-means in as few lines as will do: the best of some runs begun by k-means++, so that indices have what to judge. */
final class PlainLloyd implements Clusterer {
    private final int clusters;
    private final int restarts;

    PlainLloyd(int clusters, int restarts) {
        this.clusters = clusters;
        this.restarts = restarts;
    }

    @Override
    public Clustering fit(TrainingSet training, RunContext context) {
        double[][] rows = training.matrix().toArray();
        if (clusters > rows.length) {
            throw new InvalidInputException("there are more clusters than rows");
        }
        Run best = null;
        for (int restart = 0; restart < restarts; restart++) {
            context.throwIfCancelled("plain k-means");
            SeededRandom random = SeededRandom.of(SeededRandom.derive(context.seed(), restart));
            Run run = run(rows, seeds(rows, random));
            if (best == null || run.inertia < best.inertia) {
                best = run;
            }
        }
        return Clustering.of(best.labels, new Centroids(best.centroids)).withInertia(best.inertia);
    }

    /** The labels of k-means begun at the means of a labelling. */
    static int[] labelsFrom(double[][] rows, int[] labels, int clusters) {
        double[][] centroids = new double[clusters][rows[0].length];
        moveToMeans(rows, labels, centroids);
        return run(rows, centroids).labels;
    }

    static double[][] means(double[][] rows, int[] labels, int clusters) {
        double[][] centroids = new double[clusters][rows[0].length];
        moveToMeans(rows, labels, centroids);
        return centroids;
    }

    private double[][] seeds(double[][] rows, SeededRandom random) {
        double[][] centroids = new double[clusters][];
        centroids[0] = rows[random.nextInt(rows.length)].clone();
        double[] nearest = new double[rows.length];
        Arrays.fill(nearest, Double.POSITIVE_INFINITY);
        for (int k = 1; k < clusters; k++) {
            double sum = 0;
            for (int r = 0; r < rows.length; r++) {
                nearest[r] = Math.min(nearest[r], squared(rows[r], centroids[k - 1]));
                sum += nearest[r];
            }
            double left = random.nextDouble() * sum;
            int chosen = 0;
            for (int r = 0; r < rows.length && left >= 0; r++) {
                chosen = nearest[r] > 0 ? r : chosen;
                left -= nearest[r];
            }
            centroids[k] = rows[chosen].clone();
        }
        return centroids;
    }

    private static Run run(double[][] rows, double[][] centroids) {
        int[] labels = new int[rows.length];
        Arrays.fill(labels, -1);
        while (true) {
            boolean changed = false;
            double inertia = 0;
            for (int r = 0; r < rows.length; r++) {
                int nearest = nearest(rows[r], centroids);
                changed |= nearest != labels[r];
                labels[r] = nearest;
                inertia += squared(rows[r], centroids[nearest]);
            }
            if (!changed) {
                return new Run(labels, centroids, inertia);
            }
            moveToMeans(rows, labels, centroids);
        }
    }

    private static void moveToMeans(double[][] rows, int[] labels, double[][] centroids) {
        int[] sizes = new int[centroids.length];
        double[][] sums = new double[centroids.length][rows[0].length];
        for (int r = 0; r < rows.length; r++) {
            sizes[labels[r]]++;
            for (int c = 0; c < rows[r].length; c++) {
                sums[labels[r]][c] += rows[r][c];
            }
        }
        for (int k = 0; k < centroids.length; k++) {
            for (int c = 0; c < sums[k].length && sizes[k] > 0; c++) {
                centroids[k][c] = sums[k][c] / sizes[k];
            }
        }
    }

    private static int nearest(double[] row, double[][] centroids) {
        int nearest = 0;
        double least = squared(row, centroids[0]);
        for (int k = 1; k < centroids.length; k++) {
            double distance = squared(row, centroids[k]);
            if (distance < least) {
                least = distance;
                nearest = k;
            }
        }
        return nearest;
    }

    private static double squared(double[] a, double[] b) {
        double sum = 0;
        for (int c = 0; c < a.length; c++) {
            sum += (a[c] - b[c]) * (a[c] - b[c]);
        }
        return sum;
    }

    @Override
    public String describe() {
        return "plain k-means(clusters=" + clusters + ", restarts=" + restarts + ")";
    }

    private record Run(int[] labels, double[][] centroids, double inertia) {}

    private record Centroids(double[][] centroids) implements CentroidModel {
        @Override
        public int clusterCount() {
            return centroids.length;
        }

        @Override
        public int columnCount() {
            return centroids[0].length;
        }

        @Override
        public int assign(double[] row) {
            return nearest(row, centroids);
        }

        @Override
        public int[] assign(FeatureMatrix matrix, RunContext context) {
            return Arrays.stream(matrix.toArray()).mapToInt(this::assign).toArray();
        }

        @Override
        public double[] centroid(int cluster) {
            return centroids[cluster].clone();
        }

        @Override
        public double squaredDistance(double[] row, int cluster) {
            return squared(row, centroids[cluster]);
        }

        @Override
        public ModelState state() {
            throw new UnsupportedOperationException();
        }
    }
}
