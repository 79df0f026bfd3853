package io.github.segmentation4j.cli;

import io.github.segmentation4j.cluster.Clusterer;
import io.github.segmentation4j.feature.Precision;
import io.github.segmentation4j.io.LabelFile;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What {@link ClusterCommand} was asked to do.
 *
 * @param matrix which rows, and into how many clusters
 * @param clusterer the algorithm with its options, the centroids of --init aside
 * @param choices the options as typed
 * @param precision what the clustered numbers are stored in
 * @param indices the indices to compute
 * @param truth known labels to compare with
 * @param labels where to write labels
 */
record ClusterTask(
        MatrixOptions matrix,
        Clusterer clusterer,
        ClustererOptions choices,
        Precision precision,
        ClusterIndices indices,
        Optional<Path> truth,
        Optional<Path> labels) {

    /** The clusterer with the centroids of --init, if there are any. */
    Clusterer started(int columns, RunContext context) {
        return choices.started(clusterer, matrix.clusters(), columns, context);
    }

    ClusterResult.Settings settings(RunContext context) {
        return new ClusterResult.Settings(context.seed(), context.threads(), precision);
    }

    /** The known labels, one for each row. */
    Optional<int[]> knownLabels(long rows, RunContext context) {
        return knownLabels(truth, rows, context);
    }

    static Optional<int[]> knownLabels(Optional<Path> truth, long rows, RunContext context) {
        return truth.map(file -> {
            int[] known = LabelFile.read(file, context);
            if (known.length != rows) {
                throw new InvalidInputException(
                        "--truth must hold a label for each of the " + rows + " rows of --data, holds " + known.length);
            }
            return known;
        });
    }
}
