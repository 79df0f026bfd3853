package io.github.segmentation4j.cli;

import io.github.segmentation4j.cluster.TrainingSet;
import io.github.segmentation4j.io.MatrixFile;
import io.github.segmentation4j.io.TableFile;
import io.github.segmentation4j.run.RunContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** Which rows are clustered, into how many clusters, and by what. */
final class MatrixOptions {
    @Option(names = "--data", paramLabel = "F", required = true, description = "The matrix, one row a line.")
    private @Nullable Path data;

    @Option(
            names = "--features",
            paramLabel = "A,B",
            split = ",",
            hideParamSyntax = true,
            description = "The columns to cluster by, by name, of text with a header. Default: all that are not"
                    + " --protected.")
    private List<String> features = new ArrayList<>();

    @Option(names = "--clusters", paramLabel = "K", required = true, description = "The number of clusters.")
    private int clusters;

    @Option(
            names = "--algorithm",
            paramLabel = "NAME",
            defaultValue = "kmeans",
            description =
                    "One of: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}. The names stand for k-means;"
                            + " k-means by mini-batches; by cutting clusters in two; with the farthest rows as noise; of"
                            + " directions; with bounds on the sizes; exact, of a single column; for the smallest mean squared"
                            + " distance of the group that is served worst; with groups in balance; under differential privacy.")
    private ClusterAlgorithm algorithm = ClusterAlgorithm.kmeans;

    @Option(
            names = "--scale",
            paramLabel = "HOW",
            defaultValue = "none",
            description = "Scales each column first: none, z (mean 0, population standard deviation 1) or minmax"
                    + " (0 to 1); for dp-kmeans none, or bounds (from -1 at the lower to 1 at the upper one), which it"
                    + " needs where columns differ in width. Default: ${DEFAULT-VALUE}.")
    private Scale scale = Scale.none;

    Path data() {
        return Required.option(data, "--data");
    }

    int clusters() {
        return clusters;
    }

    ClusterAlgorithm algorithm() {
        return algorithm;
    }

    Scale scale() {
        return scale;
    }

    boolean isPrivate() {
        return algorithm == ClusterAlgorithm.dpKmeans;
    }

    /** Refuses what the algorithm would have to ignore. */
    void requireFitting(ParseResult typed, ClustererOptions choices) {
        algorithm.requireFitting(typed, choices);
        scale.requireFitting(algorithm);
    }

    /** The rows before they are scaled, and their groups if any columns are protected. */
    TrainingSet read(ClustererOptions choices, RunContext context) {
        List<String> columns = choices.protectedColumns();
        if (features.isEmpty() && columns.isEmpty()) {
            return TrainingSet.of(MatrixFile.read(data(), choices.missingCells(), context));
        }
        ProtectedColumns groups = choices.groups();
        TableFile.Table table = TableFile.read(data(), features, columns, choices.missingCells(), context);
        return TrainingSet.of(table.matrix()).withGroups(groups.grouped(table.groups()));
    }
}
