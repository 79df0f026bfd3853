package io.github.segmentation4j.feature;

import io.github.segmentation4j.internal.parallel.BlockRunner;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Brings columns to a common scale, each by itself; names stay, units change.
 *
 * <p>Missing values stay missing and are ignored in learning. A constant column becomes 0, whatever value comes later;
 * so does one without any value in learning. Values outside what was seen in learning go beyond the scale, except under
 * {@link #quantile()} and {@link #winsorised}, which stop at its ends.
 *
 * <pre>{@code
 * FeaturePipeline.of(Rfm.of("purchases"),
 *     Scaling.signedLog1p().only("monetary"),
 *     Scaling.standard().withDeviation(Deviation.SAMPLE));
 * }</pre>
 *
 * <p>Cost: two passes over each column, a sort for those with quantiles. Immutable and safe for use by several threads.
 */
public final class Scaling implements FeatureTransform {
    /** How many quantiles {@link #quantile()} keeps at most. */
    static final int KNOTS = 1001;

    private final ScalingMethod method;
    private final Deviation deviation;
    private final double low;
    private final double high;
    private final FeatureSelection selection;

    private Scaling(ScalingMethod method, Deviation deviation, double low, double high, FeatureSelection selection) {
        this.method = method;
        this.deviation = deviation;
        this.low = low;
        this.high = high;
        this.selection = selection;
    }

    private static Scaling of(ScalingMethod method) {
        return new Scaling(method, Deviation.POPULATION, 0, 1, FeatureSelection.ALL);
    }

    /** Mean 0 and standard deviation 1, the population's unless {@link #withDeviation} says otherwise. */
    public static Scaling standard() {
        return of(ScalingMethod.STANDARD);
    }

    /**
     * Median 0 and interquartile range 1; less moved by outliers. Where at least half of the values are equal and the
     * range is 0, the standard deviation takes its place.
     */
    public static Scaling robust() {
        return of(ScalingMethod.ROBUST);
    }

    /** The smallest value becomes 0, the largest 1. */
    public static Scaling minMax() {
        return of(ScalingMethod.MIN_MAX);
    }

    /** {@code log(1 + x)}; a value of -1 or less is an error with its row and column. Learns nothing. */
    public static Scaling log1p() {
        return of(ScalingMethod.LOG);
    }

    /** {@code sign(x) log(1 + |x|)}, for amounts that can be negative. Learns nothing. */
    public static Scaling signedLog1p() {
        return of(ScalingMethod.SIGNED_LOG);
    }

    /**
     * The rank from 0 to 1 among up to 1,001 learned quantiles, linear between them; equal values get the middle of
     * their ranks. The quantiles are values of customers, the smallest and the largest among them.
     */
    public static Scaling quantile() {
        return of(ScalingMethod.QUANTILE);
    }

    /**
     * Values beyond two quantiles become these quantiles; the unit stays.
     *
     * @param low the share of values below the lower bound, such as 0.01
     * @param high the share of values below the upper bound, such as 0.99; above {@code low}
     */
    public static Scaling winsorised(double low, double high) {
        if (!(low >= 0 && low < high && high <= 1)) {
            throw new IllegalArgumentException("winsorised needs 0 <= low < high <= 1, was " + low + " and " + high);
        }
        return new Scaling(ScalingMethod.WINSORISED, Deviation.POPULATION, low, high, FeatureSelection.ALL);
    }

    /** This scaling with a choice of standard deviation; only for {@link #standard()} and {@link #robust()}. */
    public Scaling withDeviation(Deviation choice) {
        if (method != ScalingMethod.STANDARD && method != ScalingMethod.ROBUST) {
            throw new IllegalStateException("a standard deviation is used by standard() and robust() only");
        }
        return new Scaling(method, Objects.requireNonNull(choice, "deviation"), low, high, selection);
    }

    /**
     * This scaling for some features; the others pass unchanged.
     *
     * @param patterns names, or patterns such as {@code rfm.*}; each must match a feature when it is fitted
     */
    public Scaling only(String... patterns) {
        return new Scaling(method, deviation, low, high, new FeatureSelection(List.of(patterns)));
    }

    /**
     * Learns the scale of each column.
     *
     * @throws InvalidInputException if the values of a column are too large for their spread to be a double
     * @throws IllegalArgumentException if a name or pattern matches no feature
     */
    @Override
    public FittedTransform fit(FeatureMatrix matrix, RunContext context) {
        Checkpoint checkpoint = MakingFeatures.checkpoint(context);
        boolean[] picked = selection.among(matrix.features());
        List<@Nullable ColumnFunction> functions =
                new ArrayList<>(BlockRunner.of(context.executor(), context.threads(), checkpoint::now)
                        .map(picked.length, c -> learn(matrix, c, picked[c], checkpoint)));
        for (int c = 0; c < picked.length; c++) {
            if (!picked[c]) {
                functions.set(c, null);
            }
        }
        return new FittedScaling(method, matrix.features(), functions);
    }

    private ColumnFunction learn(FeatureMatrix matrix, int column, boolean picked, Checkpoint checkpoint) {
        double[] values = picked ? matrix.column(column) : new double[0];
        ColumnFunction learned =
                switch (method) {
                    case STANDARD -> standard(ColumnStatistics.of(values, checkpoint));
                    case ROBUST -> robust(values, checkpoint);
                    case MIN_MAX -> {
                        ColumnStatistics statistics = ColumnStatistics.of(values, checkpoint);
                        double minimum = statistics.count() == 0 ? 0 : statistics.minimum();
                        yield new ColumnFunction.Affine(
                                minimum, statistics.isConstant() ? 0 : statistics.maximum() - minimum);
                    }
                    case LOG -> new ColumnFunction.Log();
                    case SIGNED_LOG -> new ColumnFunction.SignedLog();
                    case QUANTILE -> new ColumnFunction.Rank(knots(ColumnStatistics.sorted(values, checkpoint)));
                    case WINSORISED -> clamp(ColumnStatistics.sorted(values, checkpoint));
                };
        for (double parameter : learned.parameters()) {
            if (!Double.isFinite(parameter)) {
                throw InvalidInputException.inColumn(
                        matrix.features().get(column).name(),
                        "the values are too large for their spread to be computed; bring them to a smaller unit");
            }
        }
        return learned;
    }

    private ColumnFunction standard(ColumnStatistics statistics) {
        double mean = statistics.count() == 0 ? 0 : statistics.mean();
        return new ColumnFunction.Affine(mean, statistics.standardDeviation(deviation));
    }

    private ColumnFunction robust(double[] values, Checkpoint checkpoint) {
        double[] sorted = ColumnStatistics.sorted(values, checkpoint);
        if (sorted.length == 0) {
            return new ColumnFunction.Affine(0, 0);
        }
        double range = ColumnStatistics.quantile(sorted, 0.75) - ColumnStatistics.quantile(sorted, 0.25);
        double divisor = range == 0 ? ColumnStatistics.of(values, checkpoint).standardDeviation(deviation) : range;
        return new ColumnFunction.Affine(ColumnStatistics.quantile(sorted, 0.5), divisor);
    }

    private ColumnFunction clamp(double[] sorted) {
        if (sorted.length == 0) {
            return new ColumnFunction.Clamp(-Double.MAX_VALUE, Double.MAX_VALUE);
        }
        return new ColumnFunction.Clamp(
                ColumnStatistics.quantile(sorted, low), ColumnStatistics.quantile(sorted, high));
    }

    private static double[] knots(double[] sorted) {
        double[] knots = new double[Math.min(KNOTS, sorted.length)];
        for (int k = 0; k < knots.length; k++) {
            knots[k] = knots.length == sorted.length
                    ? sorted[k]
                    : ColumnStatistics.quantile(sorted, k / (knots.length - 1.0));
        }
        return knots;
    }

    @Override
    public String toString() {
        return method + " scaling of " + selection.patterns();
    }
}
