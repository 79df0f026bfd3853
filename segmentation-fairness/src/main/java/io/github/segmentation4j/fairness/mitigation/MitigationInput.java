package io.github.segmentation4j.fairness.mitigation;

import io.github.segmentation4j.feature.Feature;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.parallel.BlockRunner;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;
import java.util.List;
import java.util.function.BiFunction;

/** What the steps of this package share: columns one by one, and stored parts that must fit together. */
final class MitigationInput {
    private static final String STAGE = "lessening bias";

    private MitigationInput() {}

    static Checkpoint checkpoint(RunContext context) {
        return Checkpoint.of(() -> context.throwIfCancelled(STAGE));
    }

    /** Learns from each column by itself, in the order of the columns. */
    static <T> List<T> learned(FeatureMatrix matrix, RunContext context, BiFunction<String, double[], T> learn) {
        context.throwIfCancelled(STAGE);
        return runner(context)
                .map(
                        matrix.columnCount(),
                        c -> learn.apply(matrix.features().get(c).name(), matrix.column(c)));
    }

    /** Makes each column by itself; a column is changed in place. */
    static FeatureMatrix made(
            FeatureMatrix matrix,
            List<Feature> features,
            RunContext context,
            BiFunction<Integer, double[], double[]> make) {
        requireColumns(features, matrix);
        context.throwIfCancelled(STAGE);
        List<double[]> columns = runner(context).map(matrix.columnCount(), c -> make.apply(c, matrix.column(c)));
        FeatureMatrix.Builder builder = FeatureMatrix.builder(features, matrix.rowCount());
        for (int c = 0; c < columns.size(); c++) {
            builder.setColumn(c, columns.get(c));
        }
        return builder.build();
    }

    private static BlockRunner runner(RunContext context) {
        return BlockRunner.of(context.executor(), context.threads(), () -> context.throwIfCancelled(STAGE));
    }

    private static void requireColumns(List<Feature> wanted, FeatureMatrix matrix) {
        List<String> names = wanted.stream().map(Feature::name).toList();
        List<String> had = matrix.features().stream().map(Feature::name).toList();
        if (!names.equals(had)) {
            throw new InvalidInputException("the columns must be those of the fit, " + names + ", were " + had);
        }
    }

    /** A share from 0 to 1 that says how far a step goes. */
    static double share(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " must be 0 to 1, was " + value);
        }
        return value;
    }

    static void requireFinite(String column, double[] learned) {
        for (double number : learned) {
            if (!Double.isFinite(number)) {
                throw InvalidInputException.inColumn(
                        column, "the values are too large to be compared; bring them to a smaller unit");
            }
        }
    }

    static void require(boolean holds, ModelState state) {
        if (!holds) {
            throw new InvalidInputException("the parts of the stored " + state.type()
                    + " do not fit together; it was written by another version or altered");
        }
    }

    static List<Feature> features(ModelState state) {
        return state.children("features").stream().map(Feature::restore).toList();
    }
}
