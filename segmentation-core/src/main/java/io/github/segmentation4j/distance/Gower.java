package io.github.segmentation4j.distance;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Gower's dissimilarity of rows that mix numbers and categories: the weighted mean of the differences in each column, from 0
 * to 1.
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

    @Override
    public FittedDissimilarity fit(FeatureMatrix matrix, RunContext context) {
        throw new UnsupportedOperationException();
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
