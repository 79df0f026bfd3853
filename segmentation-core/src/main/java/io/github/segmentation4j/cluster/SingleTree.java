package io.github.segmentation4j.cluster;

import io.github.segmentation4j.distance.EuclideanEmbedding;
import io.github.segmentation4j.distance.FittedDissimilarity;
import io.github.segmentation4j.internal.parallel.BlockRunner;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;

/**
 * The shortest tree over points: begins with the first and adds the nearest point, of several the lowest, until all are
 * in it. Its edges are the merges of single linkage. Memory is linear.
 *
 * <p>References: R. C. Prim, Shortest connection networks and some generalizations, Bell System Technical Journal 36, 1957;
 * J. C. Gower, G. J. S. Ross, Minimum spanning trees and single linkage cluster analysis, Applied Statistics 18, 1969.
 */
final class SingleTree {
    /** Points that a thread compares at a time. */
    private static final int SPAN = 1024;

    private SingleTree() {}

    /** Finds the edges, in no order. */
    static void run(double[][] points, FittedDissimilarity dissimilarity, MergeList merges, RunContext context) {
        if (dissimilarity instanceof EuclideanEmbedding embedding) {
            embedded(points, embedding, merges, context);
        } else {
            any(points, dissimilarity, merges, context);
        }
    }

    private static double between(double[][] points, FittedDissimilarity dissimilarity, int one, int other) {
        return PairParts.checked(dissimilarity.between(points[one], points[other]));
    }

    private static void embedded(
            double[][] points, EuclideanEmbedding embedding, MergeList merges, RunContext context) {
        Checkpoint checkpoint = Checkpoint.of(() -> context.throwIfCancelled(Agglomerative.STAGE));
        double[][] coordinates = new double[points.length][];
        for (int i = 0; i < points.length; i++) {
            checkpoint.at(i);
            coordinates[i] = new double[embedding.dimensions()];
            embedding.embed(points[i], coordinates[i]);
        }
        // The weight of a point that is not in the tree is how near it comes to it.
        double[] far = new double[points.length];
        Arrays.fill(far, Double.POSITIVE_INFINITY);
        ActiveCentres outside = new ActiveCentres(coordinates, far, context);
        int[] nearest = new int[points.length];
        int last = 0;
        outside.remove(last);
        while (!merges.isComplete()) {
            int added = last;
            int slot = outside.lowest(coordinates[added], (from, squares, distances, scores) -> {
                for (int p = 0; p < ActiveCentres.CHUNK; p++) {
                    if (squares[p] < distances[p]) {
                        distances[p] = squares[p];
                        nearest[outside.pointAt(from + p)] = added;
                    }
                }
                System.arraycopy(distances, 0, scores, 0, ActiveCentres.CHUNK);
            });
            last = outside.pointAt(slot);
            outside.remove(last);
            merges.add(last, nearest[last], between(points, embedding, last, nearest[last]));
        }
    }

    private static void any(
            double[][] points, FittedDissimilarity dissimilarity, MergeList merges, RunContext context) {
        int[] outside = new int[points.length - 1];
        Arrays.setAll(outside, i -> i + 1);
        double[] distances = new double[points.length];
        Arrays.fill(distances, Double.POSITIVE_INFINITY);
        int[] nearest = new int[points.length];
        BlockRunner runner = BlockRunner.of(
                context.executor(), context.threads(), () -> context.throwIfCancelled(Agglomerative.STAGE));
        int added = 0;
        for (int left = outside.length; left > 0; left--) {
            int last = added;
            int count = left;
            runner.forEach((left + SPAN - 1) / SPAN, span -> {
                for (int i = span * SPAN; i < Math.min(count, (span + 1) * SPAN); i++) {
                    double distance = between(points, dissimilarity, last, outside[i]);
                    if (distance < distances[outside[i]]) {
                        distances[outside[i]] = distance;
                        nearest[outside[i]] = last;
                    }
                }
            });
            int place = 0;
            for (int i = 1; i < left; i++) {
                place = distances[outside[i]] < distances[outside[place]] ? i : place;
            }
            added = outside[place];
            // What is left keeps its order, by which ties are broken.
            System.arraycopy(outside, place + 1, outside, place, left - place - 1);
            merges.add(added, nearest[added], distances[added]);
        }
    }
}
