package io.github.segmentation4j.quality;

import java.util.HashMap;
import java.util.Map;

/** Numbers 0, 1, 2 ... in place of labels, in the order in which labels first appear, so that names cannot matter. */
final class DenseLabels {
    private final Map<Integer, Integer> numbers = new HashMap<>();
    private int count;

    int numberOf(int label) {
        Integer known = numbers.putIfAbsent(label, count);
        return known == null ? count++ : known;
    }

    /** The number of something that shares its cluster with nothing. */
    int fresh() {
        return count++;
    }

    int count() {
        return count;
    }
}
