package io.github.segmentation4j.privacy.anonymity;

import java.util.HashMap;
import java.util.Map;

/** Rows grouped by equal combinations of codes, refined one column at a time. A missing code is a value like others. */
final class EquivalenceClasses {
    private final int[] classOf;
    private int count;

    /** All rows in one class. */
    EquivalenceClasses(int rows) {
        classOf = new int[rows];
        count = rows == 0 ? 0 : 1;
    }

    /**
     * Splits every class by the codes of a column.
     *
     * @param codes one per row, -1 or more
     */
    void refine(int[] codes) {
        Map<Long, Integer> dense = new HashMap<>();
        for (int row = 0; row < classOf.length; row++) {
            // Both halves fit 32 bits, so no number of columns can overflow.
            long pair = ((long) classOf[row] << Integer.SIZE) | (codes[row] & 0xFFFFFFFFL);
            Integer known = dense.putIfAbsent(pair, dense.size());
            classOf[row] = known == null ? dense.size() - 1 : known;
        }
        count = dense.size();
    }

    /** How many rows each class has, in the order the classes first occur. */
    int[] sizes() {
        int[] sizes = new int[count];
        for (int c : classOf) {
            sizes[c]++;
        }
        return sizes;
    }
}
