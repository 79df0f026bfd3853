package io.github.segmentation4j.distance;

import io.github.segmentation4j.feature.Feature;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.kernel.PointBlocks;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Gower's dissimilarity of rows that mix numbers and categories: the weighted mean of the differences in each column, from 0
 * to 1. The difference of two amounts is divided by the range of their column among the rows it was fitted on, and counts at
 * most 1; that of two categories is 0 if they are equal and else 1. A constant column of amounts counts 0.
 *
 * <pre>{@code
 * Clusterer clusterer = Dbscan.withRadius(0.1).withDissimilarity(Gower.of("region", "channel").withWeight("age", 2));
 * }</pre>
 *
 * <p>A column in which either of two rows misses its value is left aside, its weight too. Where no column is left, the rows
 * are 1 apart, or 0 if they miss the same values. Among rows that miss none it is a metric; fitted on rows that do, it says
 * it is none.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>Reference: J. C. Gower, A general coefficient of similarity and some of its properties, Biometrics 27(4), 1971.
 *
 * <p>Implementation note: this is 1 minus Gower's similarity. He calls categories that only matter where present, such as
 * the presence of a mark, dichotomous; these are not told apart here.
 */
public final class Gower implements Dissimilarity {
    private final List<String> categorical;
    private final Map<String, Double> weights;

    private Gower(List<String> categorical, Map<String, Double> weights) {
        this.categorical = categorical;
        this.weights = weights;
    }

    /**
     * Gower's dissimilarity in which every column weighs the same.
     *
     * @param categoricalColumns the names of the columns whose numbers are codes of categories; the others are amounts
     */
    public static Gower of(String... categoricalColumns) {
        return new Gower(List.copyOf(new TreeSet<>(Arrays.asList(categoricalColumns))), Map.of());
    }

    /**
     * This dissimilarity with the weight of a column; 1 if not said.
     *
     * @param column the name of the column
     * @param weight finite, not negative; 0 leaves the column out
     */
    public Gower withWeight(String column, double weight) {
        Objects.requireNonNull(column, "column");
        if (!(weight >= 0) || Double.isInfinite(weight)) {
            throw new IllegalArgumentException("a column weight must be finite and not negative, was " + weight);
        }
        Map<String, Double> changed = new TreeMap<>(weights);
        changed.put(column, weight);
        return new Gower(categorical, changed);
    }

    /**
     * {@inheritDoc}
     *
     * @throws InvalidInputException also if a column that was named is not there, or no column has a weight
     */
    @Override
    public FittedDissimilarity fit(FeatureMatrix matrix, RunContext context) {
        List<String> names = matrix.features().stream().map(Feature::name).toList();
        categorical.forEach(name -> requireColumn(name, names));
        weights.keySet().forEach(name -> requireColumn(name, names));
        double[] ranges = new double[names.size()];
        double[] columnWeights = new double[names.size()];
        double sum = 0;
        for (int c = 0; c < ranges.length; c++) {
            String name = names.get(c);
            columnWeights[c] = weights.getOrDefault(name, 1.0);
            sum += columnWeights[c];
            ranges[c] = categorical.contains(name) ? FittedGower.CATEGORICAL : range(matrix, c, context);
        }
        if (!(sum > 0) || Double.isInfinite(sum)) {
            throw new InvalidInputException("the weights of the columns must have a finite sum above 0, was " + sum);
        }
        return new FittedGower(ranges, columnWeights, matrix.missingCount() == 0);
    }

    private static void requireColumn(String name, List<String> names) {
        if (!names.contains(name)) {
            throw InvalidInputException.inColumn(
                    name, "the column must be among those of the matrix and is not; correct the name or add it");
        }
    }

    private static double range(FeatureMatrix matrix, int column, RunContext context) {
        PointBlocks points = matrix.pointsView();
        double[] values = new double[PointBlocks.ROWS];
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int b = 0; b < points.blockCount(); b++) {
            context.throwIfCancelled("learning distances");
            points.readColumn(b, column, values, 0);
            for (int p = 0; p < points.rowsIn(b); p++) {
                // Comparisons with NaN are false, which leaves missing values aside.
                low = values[p] < low ? values[p] : low;
                high = values[p] > high ? values[p] : high;
            }
        }
        double range = high > low ? high - low : 0;
        if (Double.isInfinite(range)) {
            throw InvalidInputException.inColumn(
                    matrix.features().get(column).name(),
                    "the range of the column must be below " + Double.MAX_VALUE + "; scale it");
        }
        return range;
    }

    @Override
    public String describe() {
        return "gower(categorical=" + categorical + ", weights=" + weights + ")";
    }

    @Override
    public String toString() {
        return describe();
    }
}
