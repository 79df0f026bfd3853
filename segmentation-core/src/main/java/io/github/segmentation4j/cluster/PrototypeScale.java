package io.github.segmentation4j.cluster;

import io.github.segmentation4j.feature.Feature;
import io.github.segmentation4j.feature.FeatureMatrix;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What differences cost, as it was asked for: before the columns are known. Immutable. */
final class PrototypeScale {
    /** The part of the mean standard deviation that Huang's experiments found good. */
    private static final double AUTOMATIC = 0.5;

    private final Optional<List<String>> categorical;
    private final OptionalDouble gamma;
    private final KPrototypes.Numbers numbers;
    private final Optional<double[]> featureWeights;

    PrototypeScale(
            Optional<List<String>> categorical,
            OptionalDouble gamma,
            KPrototypes.Numbers numbers,
            Optional<double[]> featureWeights) {
        this.categorical = categorical;
        this.gamma = gamma;
        this.numbers = numbers;
        this.featureWeights = featureWeights;
    }

    /** The places of the categorical columns, in their order. */
    int[] categorical(FeatureMatrix matrix) {
        List<String> names = matrix.features().stream().map(Feature::name).toList();
        int[] places = categorical.orElse(names).stream()
                .mapToInt(name -> {
                    int place = names.indexOf(name);
                    if (place < 0) {
                        throw new IllegalArgumentException(
                                "there is no column '" + name + "' to hold categories; the columns are " + names);
                    }
                    return place;
                })
                .toArray();
        Arrays.sort(places);
        return places;
    }

    double[] columnWeights(int columns) {
        if (featureWeights.isEmpty()) {
            double[] ones = new double[columns];
            Arrays.fill(ones, 1);
            return ones;
        }
        if (featureWeights.get().length != columns) {
            throw new IllegalArgumentException("there must be " + columns
                    + " feature weights, one for each column, were " + featureWeights.get().length);
        }
        return featureWeights.get();
    }

    /** What differences of numbers are multiplied by before they are squared. */
    double[] roots(int[] numeric, double[] columnWeights, ColumnSpread[] spreads) {
        double[] roots = new double[numeric.length];
        for (int i = 0; i < roots.length; i++) {
            double deviation = spreads[i].deviation();
            double unit = numbers == KPrototypes.Numbers.STANDARDISED && deviation > 0 ? deviation : 1;
            roots[i] = Math.sqrt(columnWeights[numeric[i]]) / unit;
        }
        return roots;
    }

    /** What a category unlike the mode costs. */
    double gamma(double[] roots, ColumnSpread[] spreads) {
        if (gamma.isPresent()) {
            return gamma.getAsDouble();
        }
        double sum = 0;
        int counted = 0;
        for (int i = 0; i < roots.length; i++) {
            sum += roots[i] * spreads[i].deviation();
            counted += roots[i] > 0 ? 1 : 0;
        }
        return sum > 0 ? AUTOMATIC * sum / counted : 1;
    }

    /** Whether a row takes no part. */
    static boolean isLeftOut(double[] row, MissingValues policy) {
        int missed = 0;
        for (double value : row) {
            missed += Double.isNaN(value) ? 1 : 0;
        }
        return missed == row.length || (missed > 0 && policy == MissingValues.LEAVE_OUT);
    }
}
