package io.github.segmentation4j.cli;

import io.github.segmentation4j.cluster.TrainingSet;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.io.MatrixFile;
import io.github.segmentation4j.io.TableFile;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** Which rows are clustered, and by what. */
class ClusteredRows {
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

    @Option(
            names = "--algorithm",
            paramLabel = "NAME",
            defaultValue = "kmeans",
            description = "How, by one of the names below; with --help it tells the options of that one. Default:"
                    + " ${DEFAULT-VALUE}.")
    private ClusterAlgorithm algorithm = ClusterAlgorithm.kmeans;

    @Option(
            names = "--scale",
            paramLabel = "HOW",
            defaultValue = "none",
            description = "Scales each column first: none, z (mean 0, population standard deviation 1) or minmax"
                    + " (0 to 1); for dp-kmeans none, or bounds (from -1 at the lower to 1 at the upper one), which it"
                    + " needs where columns differ in width. Default: ${DEFAULT-VALUE}.")
    private Scale scale = Scale.none;

    final Path data() {
        return Required.option(data, "--data");
    }

    final ClusterAlgorithm algorithm() {
        return algorithm;
    }

    final Scale scale() {
        return scale;
    }

    final boolean isPrivate() {
        return algorithm == ClusterAlgorithm.dpKmeans;
    }

    /** Refuses what the algorithm would have to ignore. */
    void requireFitting(ParseResult typed, ClustererOptions choices) {
        algorithm.requireFitting(typed, choices);
        scale.requireFitting(algorithm);
    }

    /** The rows before they are scaled, and their groups if any columns are protected. */
    final TrainingSet read(ClustererOptions choices, RunContext context) {
        MatrixFile.MissingCells missing = choices.missingCells(algorithm);
        List<String> columns = choices.protectedColumns();
        List<String> categorical = categorical(choices, context);
        if (!categorical.isEmpty()) {
            return TrainingSet.of(TableFile.coded(data(), read(categorical), categorical, missing, context)
                    .matrix());
        }
        if (features.isEmpty() && columns.isEmpty()) {
            return TrainingSet.of(MatrixFile.read(data(), missing, context));
        }
        ProtectedColumns groups = choices.groups();
        TableFile.Table table = TableFile.read(data(), features, columns, missing, context);
        return TrainingSet.of(table.matrix()).withGroups(groups.grouped(table.groups()));
    }

    /** Whether some columns are categories. */
    final boolean hasCategories(ClustererOptions choices) {
        return algorithm == ClusterAlgorithm.kmodes
                || !choices.distances.categoricalColumns().isEmpty();
    }

    /** The columns that are categories: those named, and for an algorithm that knows nothing else all. */
    private List<String> categorical(ClustererOptions choices, RunContext context) {
        List<String> named = choices.distances.categoricalColumns();
        if (algorithm != ClusterAlgorithm.kmodes) {
            return named;
        }
        List<String> wanted = features.isEmpty() ? named : features;
        if (!named.isEmpty() && !named.containsAll(wanted)) {
            throw new InvalidInputException(
                    "--algorithm kmodes takes categories alone, and --features names columns that"
                            + " --categorical does not; leave them out or take kprototypes");
        }
        return wanted.isEmpty() ? TableFile.columns(data(), context) : wanted;
    }

    /** The columns that are read: those of --features, of --categorical for kmodes, or all. */
    private List<String> read(List<String> categorical) {
        return algorithm == ClusterAlgorithm.kmodes ? categorical : features;
    }

    /** Rows scaled by what is learned from them, their categories aside. */
    final FeatureMatrix scaled(FeatureMatrix matrix, ClustererOptions choices, RunContext context) {
        FeatureMatrix scaled = scale.learned(matrix, context);
        List<String> categorical = choices.distances.categoricalColumns();
        if (scaled == matrix || categorical.isEmpty()) {
            return scaled;
        }
        FeatureMatrix.Builder both = FeatureMatrix.builder(scaled.features(), matrix.rowCount());
        for (int c = 0; c < matrix.columnCount(); c++) {
            boolean isCategory = categorical.contains(matrix.features().get(c).name());
            both.setColumn(c, (isCategory ? matrix : scaled).column(c));
        }
        return both.build();
    }
}
