package io.github.segmentation4j.cli;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.privacy.anonymity.AnonymityModel;
import io.github.segmentation4j.privacy.anonymity.EquivalenceClasses;
import io.github.segmentation4j.privacy.anonymity.GroundDistance;
import io.github.segmentation4j.quality.Statistic;
import java.util.Arrays;
import java.util.List;

/**
 * The column of --sensitive.
 *
 * @param written its values as they stand, or in bands
 * @param measured the same; numbers in their order, equal ones as one value however they are written
 * @param distance how far apart two values are
 */
record SensitiveColumn(Categories written, Categories measured, GroundDistance distance) {
    /** A column of bands, which have an order. */
    static SensitiveColumn ofBands(Categories bands) {
        return new SensitiveColumn(bands, bands, GroundDistance.ordered());
    }

    /** A column as read: numbers if all its values are, which have an order, and otherwise categories. */
    static SensitiveColumn of(Categories column) {
        List<String> levels = column.levels();
        boolean numbers =
                levels.stream().allMatch(level -> BandBounds.number(level).isPresent());
        return numbers
                ? new SensitiveColumn(column, merged(column), GroundDistance.ordered())
                : new SensitiveColumn(column, column, GroundDistance.equal());
    }

    private static Categories merged(Categories column) {
        double[] numbers = column.levels().stream()
                .mapToDouble(level -> BandBounds.number(level).getAsDouble())
                .toArray();
        double[] different = Arrays.stream(numbers).sorted().distinct().toArray();
        int[] codes = Arrays.stream(column.codes())
                .map(code -> code < 0 ? code : Arrays.binarySearch(different, numbers[code]))
                .toArray();
        return Categories.of(
                column.name(),
                Arrays.stream(different).mapToObj(Double::toString).toList(),
                codes);
    }

    SensitiveColumn rows(int[] kept) {
        return new SensitiveColumn(Rows.of(written, kept), Rows.of(measured, kept), distance);
    }

    AnonymityModel diversity(int l) {
        return AnonymityModel.distinctDiversity(l, measured);
    }

    AnonymityModel closeness(double t) {
        return AnonymityModel.closeness(t, measured, distance);
    }

    /** The fewest different values in a class. */
    Statistic leastDistinct(EquivalenceClasses classes) {
        return diversity(2).worst(classes);
    }

    /** The least entropy of a class, as the number of equally frequent values that would have it. */
    Statistic leastEntropy(EquivalenceClasses classes) {
        return AnonymityModel.entropyDiversity(2, measured).worst(classes);
    }

    /** The largest distance of a class from all rows. */
    Statistic farthest(EquivalenceClasses classes) {
        return closeness(0).worst(classes);
    }
}
