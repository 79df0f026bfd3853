package io.github.segmentation4j.cli;

import io.github.segmentation4j.cluster.CentroidModel;
import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the rows themselves say about private clusters. Not private.
 *
 * @param rows their number
 * @param sizes rows of each cluster
 * @param inertia sum of squared distances, as they were clustered
 * @param indices numbers by name
 */
record OpenFigures(long rows, List<Long> sizes, double inertia, Map<String, Statistic> indices) {
    static OpenFigures of(
            FeatureMatrix matrix,
            CentroidModel model,
            int[] labels,
            ClusterIndices indices,
            Optional<int[]> known,
            RunContext context) {
        Clustering clustering = Clustering.of(labels, model);
        double inertia = 0;
        double[] row = new double[matrix.columnCount()];
        for (int r = 0; r < labels.length; r++) {
            matrix.copyRow(r, row);
            inertia += model.squaredDistance(row, labels[r]);
        }
        return new OpenFigures(
                labels.length,
                Arrays.stream(clustering.sizes()).asLongStream().boxed().toList(),
                inertia,
                indices.compute(matrix, clustering, known, context));
    }
}
