package io.github.segmentation4j.feature;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.internal.statistic.PacedSort;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Scores from 1 to 5 for recency, frequency and monetary value: in which fifth of the customers one is.
 *
 * <p>The columns are those {@link Rfm} makes: {@code daysSinceLast}, {@code frequency} and {@code monetary}, each alone
 * or behind the name of a pipeline; others are ignored. A score is 1 plus the number of learned bounds a value lies
 * above, so equal values always get equal scores, though a fifth can then be larger than another or empty. The bounds
 * are the smallest values that at least 20, 40, 60 and 80 % of the customers do not exceed. Few days since the last
 * purchase score high. Rows with a missing value among the three teach nothing and have no score.
 *
 * <p>Cost: a sort of three columns. Immutable and safe for use by several threads.
 *
 * <p>References: A. M. Hughes, Strategic Database Marketing, 1994.
 */
public final class RfmScores {
    private static final List<Rfm.Measure> MEASURES =
            List.of(Rfm.Measure.DAYS_SINCE_LAST, Rfm.Measure.FREQUENCY, Rfm.Measure.MONETARY);

    private RfmScores() {}

    /** Scores by fifths. */
    public static RfmScores quintiles() {
        return new RfmScores();
    }

    /** Learns the bounds from customers that all count the same. */
    public FittedRfmScores fit(FeatureMatrix matrix, RunContext context) {
        double[] weights = new double[matrix.rowCount()];
        Arrays.fill(weights, 1);
        return fit(matrix, weights, context);
    }

    /**
     * Learns the bounds.
     *
     * @param matrix holds the three columns
     * @param weights one for each row, finite and not negative; a row of weight 2 counts like two equal rows
     * @param context cancellation
     * @throws InvalidInputException if a column is not there or there twice, or no row of weight above 0 is complete
     */
    public FittedRfmScores fit(FeatureMatrix matrix, double[] weights, RunContext context) {
        if (weights.length != matrix.rowCount()) {
            throw new IllegalArgumentException(
                    "there must be " + matrix.rowCount() + " row weights, were " + weights.length);
        }
        Checkpoint checkpoint = MakingFeatures.checkpoint(context);
        double[][] columns = new double[MEASURES.size()][];
        int[] places = new int[columns.length];
        for (int m = 0; m < columns.length; m++) {
            places[m] = place(matrix.features(), MEASURES.get(m).featureName());
            columns[m] = matrix.column(places[m]);
        }
        int[] complete = complete(columns, weights, checkpoint);
        double[][] bounds = new double[columns.length][];
        for (int m = 0; m < columns.length; m++) {
            bounds[m] = bounds(columns[m], weights, complete, checkpoint);
        }
        return new FittedRfmScores(matrix.columnCount(), places, bounds);
    }

    private static int place(List<Feature> features, String name) {
        List<Integer> found = new ArrayList<>();
        for (int c = 0; c < features.size(); c++) {
            String feature = features.get(c).name();
            if (feature.equals(name) || feature.endsWith("." + name)) {
                found.add(c);
            }
        }
        if (found.size() != 1) {
            throw new InvalidInputException("exactly one feature must be called '" + name + "', alone or behind a name"
                    + " and a point, were " + found.size() + "; make it with Rfm and do not transform it away");
        }
        return found.get(0);
    }

    private static int[] complete(double[][] columns, double[] weights, Checkpoint checkpoint) {
        int[] rows = new int[weights.length];
        int count = 0;
        for (int row = 0; row < weights.length; row++) {
            checkpoint.at(row);
            double sum = 0;
            for (double[] column : columns) {
                sum += column[row];
            }
            if (!Double.isNaN(sum) && weights[row] > 0) {
                rows[count++] = row;
            }
        }
        if (count == 0) {
            throw new InvalidInputException(
                    "no customer has recency, frequency and monetary value, so there is nothing to score by");
        }
        return Arrays.copyOf(rows, count);
    }

    private static double[] bounds(double[] values, double[] weights, int[] rows, Checkpoint checkpoint) {
        double[] sorted = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            sorted[i] = values[rows[i]];
        }
        PacedSort.sort(sorted, checkpoint);
        double[] weightOf = new double[rows.length];
        double total = 0;
        for (int i = 0; i < rows.length; i++) {
            checkpoint.at(i);
            int row = rows[i];
            weightOf[Arrays.binarySearch(sorted, values[row])] += weights[row];
            total += weights[row];
        }
        double[] bounds = new double[FittedRfmScores.SCORES - 1];
        double sum = 0;
        int next = 0;
        for (int i = 0; i < sorted.length && next < bounds.length; i++) {
            sum += weightOf[i];
            boolean endOfTie = i + 1 == sorted.length || sorted[i + 1] != sorted[i];
            while (endOfTie && next < bounds.length && sum * FittedRfmScores.SCORES >= (next + 1) * total) {
                bounds[next++] = sorted[i];
            }
        }
        // Rounding of the weights' sum can leave the last bounds open.
        Arrays.fill(bounds, next, bounds.length, sorted[sorted.length - 1]);
        return bounds;
    }
}
