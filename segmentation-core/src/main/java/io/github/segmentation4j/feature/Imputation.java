package io.github.segmentation4j.feature;

import io.github.segmentation4j.internal.parallel.BlockRunner;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.util.List;

/**
 * Fills in missing values, each column by itself; names and units stay.
 *
 * <pre>{@code
 * FeaturePipeline.of(Rfm.of("purchases"),
 *     Imputation.constant(365).only("daysSinceLast"),
 *     Imputation.median().withIndicator());
 * }</pre>
 *
 * <p>Cost: one pass over each column, a sort for the median. Immutable and safe for use by several threads.
 */
public final class Imputation implements FeatureTransform {
    private final Filling filling;
    private final double constant;
    private final boolean indicator;
    private final FeatureSelection selection;

    private enum Filling {
        MEAN,
        MEDIAN,
        CONSTANT
    }

    private Imputation(Filling filling, double constant, boolean indicator, FeatureSelection selection) {
        this.filling = filling;
        this.constant = constant;
        this.indicator = indicator;
        this.selection = selection;
    }

    /** The mean of the values that are there. */
    public static Imputation mean() {
        return new Imputation(Filling.MEAN, 0, false, FeatureSelection.ALL);
    }

    /** The median of the values that are there. */
    public static Imputation median() {
        return new Imputation(Filling.MEDIAN, 0, false, FeatureSelection.ALL);
    }

    /**
     * A fixed value. Learns nothing, unless {@link #withIndicator()} is asked for.
     *
     * @param value finite
     */
    public static Imputation constant(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("the value to fill in must be finite, was " + value);
        }
        return new Imputation(Filling.CONSTANT, value, false, FeatureSelection.ALL);
    }

    /**
     * This imputation with a further column for each one that had missing values when it was fitted: 1 where the value
     * was missing, otherwise 0; called such as {@code daysSinceLast (missing)}. They follow the other columns.
     */
    public Imputation withIndicator() {
        return new Imputation(filling, constant, true, selection);
    }

    /**
     * This imputation for some features; the others pass unchanged.
     *
     * @param patterns names, or patterns such as {@code rfm.*}; each must match a feature when it is fitted
     */
    public Imputation only(String... patterns) {
        return new Imputation(filling, constant, indicator, new FeatureSelection(List.of(patterns)));
    }

    /**
     * Learns what to fill in.
     *
     * @throws InvalidInputException if a column has no value to learn from
     * @throws IllegalArgumentException if a name or pattern matches no feature
     */
    @Override
    public FittedTransform fit(FeatureMatrix matrix, RunContext context) {
        Checkpoint checkpoint = MakingFeatures.checkpoint(context);
        boolean[] picked = selection.among(matrix.features());
        double[] fills = new double[picked.length];
        boolean[] missing = new boolean[picked.length];
        BlockRunner.of(context.executor(), context.threads(), checkpoint::now).forEach(picked.length, c -> {
            double[] values = picked[c] ? matrix.column(c) : new double[0];
            fills[c] = picked[c] ? fill(matrix.features().get(c), values, checkpoint) : Double.NaN;
            for (double value : values) {
                missing[c] |= Double.isNaN(value);
            }
        });
        boolean[] indicated = indicator ? missing : new boolean[picked.length];
        Learning learned = filling == Filling.CONSTANT && !indicator ? Learning.NOTHING : Learning.FROM_CUSTOMERS;
        return FittedImputation.of(matrix.features(), picked, fills, indicated, learned);
    }

    private double fill(Feature feature, double[] values, Checkpoint checkpoint) {
        if (filling == Filling.CONSTANT) {
            return constant;
        }
        double fill;
        if (filling == Filling.MEAN) {
            ColumnStatistics statistics = ColumnStatistics.of(values, checkpoint);
            fill = statistics.count() == 0 ? Double.NaN : statistics.mean();
        } else {
            double[] sorted = ColumnStatistics.sorted(values, checkpoint);
            fill = sorted.length == 0 ? Double.NaN : ColumnStatistics.quantile(sorted, 0.5);
        }
        if (!Double.isFinite(fill)) {
            throw InvalidInputException.inColumn(
                    feature.name(),
                    "there is no " + (filling == Filling.MEAN ? "mean" : "median")
                            + " to fill in, because every value is missing or the values are too large;"
                            + " leave the feature out or use Imputation.constant");
        }
        return fill;
    }

    @Override
    public String toString() {
        return filling + " imputation of " + selection.patterns() + (indicator ? " with indicator" : "");
    }
}
