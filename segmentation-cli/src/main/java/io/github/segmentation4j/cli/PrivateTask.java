package io.github.segmentation4j.cli;

import io.github.segmentation4j.cluster.CentroidModel;
import io.github.segmentation4j.feature.Feature;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.feature.Precision;
import io.github.segmentation4j.io.LabelFile;
import io.github.segmentation4j.privacy.accounting.Adjacency;
import io.github.segmentation4j.privacy.cluster.ColumnBounds;
import io.github.segmentation4j.run.RunContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What {@link ClusterCommand} was asked to do privately.
 *
 * @param matrix which rows, and into how many clusters
 * @param choices the options as typed
 * @param ledger who pays
 * @param precision what the clustered numbers are stored in
 * @param open what is told of the rows themselves; empty unless somebody said that it is not private
 */
record PrivateTask(
        MatrixOptions matrix,
        ClustererOptions choices,
        LedgerOptions ledger,
        Precision precision,
        Optional<Open> open) {
    /**
     * What is not private.
     *
     * @param indices the indices to compute
     * @param truth known labels to compare with
     * @param labels where to write labels
     */
    record Open(ClusterIndices indices, Optional<Path> truth, Optional<Path> labels) {}

    /** Reads all files and takes all places to write to before it spends. */
    PrivateResult run(Outputs outputs, RunContext context) throws IOException {
        FeatureMatrix rows = matrix.read(choices, context).matrix().withPrecision(precision, context);
        Optional<ColumnBounds> given = choices.dp.givenBounds(rows);
        Optional<double[][]> starts = choices.starts(matrix.clusters(), rows.columnCount(), context);
        Optional<int[]> known = open.isPresent()
                ? ClusterTask.knownLabels(open.get().truth(), rows.rowCount(), context)
                : Optional.empty();
        Optional<Path> labels = open.flatMap(Open::labels);
        Optional<Path> draft = labels.isPresent() ? Optional.of(outputs.draft(labels.get())) : Optional.empty();
        LedgerOptions.Account account = ledger.open(choices.dp.cost(), choices.dp.adjacency());
        PrivateFit fit = PrivateFit.of(rows, matrix, choices.dp, given, starts, account, context);
        boolean counted = account.budget().adjacency() == Adjacency.REPLACE;
        return new PrivateResult(
                fit,
                rows.features().stream().map(Feature::name).toList(),
                counted ? OptionalLong.of(rows.rowCount()) : OptionalLong.empty(),
                choices.dp.cost(),
                account,
                new ClusterResult.Settings(context.seed(), context.threads(), precision),
                open.isPresent() ? Optional.of(figures(fit, known, draft, context)) : Optional.empty());
    }

    private OpenFigures figures(PrivateFit fit, Optional<int[]> known, Optional<Path> draft, RunContext context) {
        CentroidModel model = fit.found().model();
        int[] assigned = model.assign(fit.rows(), context);
        draft.ifPresent(place -> LabelFile.write(assigned, place));
        return OpenFigures.of(fit.rows(), model, assigned, open.orElseThrow().indices(), known, context);
    }
}
