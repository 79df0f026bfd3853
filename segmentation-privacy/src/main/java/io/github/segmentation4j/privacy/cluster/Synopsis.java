package io.github.segmentation4j.privacy.cluster;

import io.github.segmentation4j.cluster.CentroidModel;
import io.github.segmentation4j.cluster.KMeans;
import io.github.segmentation4j.cluster.TrainingSet;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A few weighted points that stand for all rows and may be told: what is made of them costs nothing more. */
final class Synopsis {
    private final List<double[]> points = new ArrayList<>();
    private final List<Double> weights = new ArrayList<>();

    /** Adds a point that stands for about so many rows. */
    void add(double[] point, double weight) {
        points.add(point);
        weights.add(weight);
    }

    /**
     * The centres of its clusters on the grid. Where it has too few different points, others around the rows fill up.
     */
    double[][] centres(GridRows rows, Spread spread, int clusters, RunContext context) {
        Set<List<Double>> distinct = new HashSet<>();
        for (double[] point : points) {
            distinct.add(Arrays.stream(point).boxed().toList());
        }
        if (distinct.size() > clusters) {
            return found(rows, clusters, context);
        }
        double[][] centres = Arrays.copyOf(
                SpherePacking.points(rows, spread, clusters, SeededRandom.of(SeededRandom.derive(context.seed(), 1))),
                clusters);
        int j = 0;
        for (List<Double> point : distinct.stream().sorted(Synopsis::compare).toList()) {
            centres[j++] = point.stream().mapToDouble(Double::doubleValue).toArray();
        }
        return centres;
    }

    private double[][] found(GridRows rows, int clusters, RunContext context) {
        TrainingSet training = TrainingSet.of(FeatureMatrix.of(points.toArray(double[][]::new)))
                .withWeights(weights.stream().mapToDouble(Double::doubleValue).toArray());
        CentroidModel model = (CentroidModel) KMeans.withClusters(clusters)
                .fit(training, context.withListener(progress -> {}))
                .model();
        double[][] centres = new double[clusters][];
        for (int j = 0; j < clusters; j++) {
            centres[j] = rows.placed(model.centroid(j));
        }
        return centres;
    }

    private static int compare(List<Double> first, List<Double> second) {
        return Arrays.compare(
                first.stream().mapToDouble(Double::doubleValue).toArray(),
                second.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
