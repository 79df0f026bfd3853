package io.github.segmentation4j.privacy.anonymity;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.internal.random.SeededRandom;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Columns for tests. */
final class Columns {
    private Columns() {}

    /** Levels a, b, c ... by code. */
    static Categories of(String name, int... codes) {
        int levels = Arrays.stream(codes).max().orElse(-1) + 1;
        return Categories.of(name, letters(levels), codes);
    }

    static List<String> letters(int count) {
        return IntStream.range(0, count).mapToObj(i -> "v" + i).toList();
    }

    /** Random codes, missing ones with a probability. */
    static Categories random(String name, SeededRandom random, int rows, int levels, double missing) {
        int[] codes = new int[rows];
        for (int row = 0; row < rows; row++) {
            codes[row] = random.nextDouble() < missing ? -1 : random.nextInt(levels);
        }
        return Categories.of(name, letters(levels), codes);
    }
}
