package io.github.segmentation4j.cli;

import io.github.segmentation4j.cluster.Clusterer;
import io.github.segmentation4j.cluster.TrainingSet;
import io.github.segmentation4j.feature.Precision;
import io.github.segmentation4j.io.LabelFile;
import io.github.segmentation4j.io.MatrixFile;
import io.github.segmentation4j.io.TableFile;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What {@link ClusterCommand} was asked to do.
 *
 * @param data the file
 * @param features the columns to cluster by; none for all that are not columns of groups
 * @param clusters the number of clusters
 * @param algorithm the algorithm by name
 * @param clusterer the algorithm with its options, the centroids of --init aside
 * @param choices the options as typed
 * @param scale how columns are scaled
 * @param precision what the clustered numbers are stored in
 * @param indices the indices to compute
 * @param truth known labels to compare with
 * @param labels where to write labels
 */
record ClusterTask(
        Path data,
        List<String> features,
        int clusters,
        ClusterAlgorithm algorithm,
        Clusterer clusterer,
        ClustererOptions choices,
        ClusterCommand.Scale scale,
        Precision precision,
        ClusterIndices indices,
        Optional<Path> truth,
        Optional<Path> labels) {

    /** The rows, and their groups if any columns are protected. */
    TrainingSet read(RunContext context) {
        List<String> columns = choices.protectedColumns();
        if (features.isEmpty() && columns.isEmpty()) {
            return TrainingSet.of(MatrixFile.read(data, choices.missingCells(), context));
        }
        ProtectedColumns groups = choices.groups();
        TableFile.Table table = TableFile.read(data, features, columns, choices.missingCells(), context);
        return TrainingSet.of(table.matrix()).withGroups(groups.grouped(table.groups()));
    }

    /** The clusterer with the centroids of --init, if there are any. */
    Clusterer started(int columns, RunContext context) {
        return choices.started(clusterer, clusters, columns, context);
    }

    ClusterResult.Settings settings(RunContext context) {
        return new ClusterResult.Settings(context.seed(), context.threads(), precision);
    }

    /** The known labels, one for each row. */
    Optional<int[]> knownLabels(long rows, RunContext context) {
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
