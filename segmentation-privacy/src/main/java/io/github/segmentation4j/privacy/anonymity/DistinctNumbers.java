package io.github.segmentation4j.privacy.anonymity;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.run.InvalidInputException;
import java.util.Arrays;
import java.util.List;

/** Numbers as ordered levels: one for each different number. */
final class DistinctNumbers {
    private DistinctNumbers() {}

    static Categories of(double[] numbers) {
        return of("number", numbers, sorted("number", numbers));
    }

    /** The levels of numbers, given the different ones in order; NaN is missing. */
    static Categories of(String name, double[] numbers, double[] sorted) {
        int[] codes = new int[numbers.length];
        for (int row = 0; row < codes.length; row++) {
            codes[row] = Double.isNaN(numbers[row])
                    ? Categories.MISSING
                    // Adding 0 turns the negative zero into the positive one.
                    : Arrays.binarySearch(sorted, numbers[row] + 0.0);
        }
        List<String> levels =
                Arrays.stream(sorted).mapToObj(DistinctNumbers::text).toList();
        return Categories.of(name, levels, codes);
    }

    /** The different numbers in order, without NaN. */
    static double[] sorted(String name, double[] numbers) {
        for (int row = 0; row < numbers.length; row++) {
            if (Double.isInfinite(numbers[row])) {
                throw InvalidInputException.at(row + 1L, name, "a number must be finite, or NaN where it is missing");
            }
        }
        return Arrays.stream(numbers)
                .filter(number -> !Double.isNaN(number))
                .map(number -> number + 0.0)
                .sorted()
                .distinct()
                .toArray();
    }

    /** A number as a person writes it. */
    static String text(double number) {
        boolean whole = number == Math.rint(number) && Math.abs(number) < 1e15;
        return whole ? Long.toString((long) number) : Double.toString(number);
    }
}
