package io.github.segmentation4j.benchmarks;

import java.util.List;

/**
 * The size of a problem.
 *
 * @param rows n
 * @param columns d
 * @param clusters k
 */
record Shape(int rows, int columns, int clusters) {
    /** The sizes of the published tables: the first is bound by memory, the others by arithmetic. */
    static final List<Shape> STANDARD =
            List.of(new Shape(1_000_000, 8, 10), new Shape(1_000_000, 16, 50), new Shape(200_000, 64, 100));

    /** Reads {@code 1000000x8x10}. */
    static Shape parse(String text) {
        String[] parts = text.split("x", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("a shape must read rows x columns x clusters, as in 1000000x8x10");
        }
        return new Shape(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
    }

    @Override
    public String toString() {
        return rows + "x" + columns + "x" + clusters;
    }
}
