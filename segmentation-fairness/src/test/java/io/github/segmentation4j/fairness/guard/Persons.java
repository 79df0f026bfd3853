package io.github.segmentation4j.fairness.guard;

import io.github.segmentation4j.CheckResult;
import io.github.segmentation4j.Finding;
import io.github.segmentation4j.data.Categories;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Persons whom a test puts into segments, some of them flagged. */
final class Persons {
    private final IntStream.Builder labels = IntStream.builder();
    private final IntStream.Builder codes = IntStream.builder();

    /** Adds persons to a segment, the first of them flagged. */
    Persons add(int segment, int persons, int flagged) {
        for (int i = 0; i < persons; i++) {
            labels.add(segment);
            codes.add(i < flagged ? 1 : 0);
        }
        return this;
    }

    /** Adds persons of whom the flag is not known. */
    Persons addUnknown(int segment, int persons) {
        for (int i = 0; i < persons; i++) {
            labels.add(segment);
            codes.add(Categories.MISSING);
        }
        return this;
    }

    int[] labels() {
        return labels.build().toArray();
    }

    Categories flags(String name) {
        return Categories.of(name, List.of("false", "true"), codes.build().toArray());
    }

    static List<String> keys(CheckResult result) {
        return result.findings().stream().map(Finding::key).toList();
    }

    static double[] repeat(double value, int times) {
        double[] values = new double[times];
        Arrays.fill(values, value);
        return values;
    }
}
