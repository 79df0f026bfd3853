package io.github.segmentation4j.benchmarks;

import java.util.List;

/**
 * The size of a problem.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * @param rows n, at least 1
 * @param columns d, at least 1
 * @param clusters k, at least 1 and at most n
 */
public record Shape(int rows, int columns, int clusters) {
    /** The sizes of the published tables: the first is bound by memory, the others by arithmetic. */
    static final List<Shape> STANDARD =
            List.of(new Shape(1_000_000, 8, 10), new Shape(1_000_000, 16, 50), new Shape(200_000, 64, 100));

    /** What the short version takes, so that it ends within a minute. */
    static final List<Shape> QUICK = List.of(new Shape(100_000, 8, 10), new Shape(100_000, 16, 50));

    /** Checks that k clusters of n rows are possible. */
    public Shape {
        if (columns < 1 || clusters < 1 || rows < clusters) {
            throw new IllegalArgumentException("a shape must have at least 1 column, 1 cluster and as many rows as"
                    + " clusters, was " + rows + "x" + columns + "x" + clusters);
        }
    }

    /**
     * Reads {@code 1000000x8x10}.
     *
     * @param text rows, columns and clusters, whole numbers with an {@code x} between them
     * @throws IllegalArgumentException if it reads otherwise
     */
    public static Shape parse(String text) {
        String[] parts = text.split("x", -1);
        try {
            if (parts.length == 3) {
                return new Shape(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(unreadable(text), e);
        }
        throw new IllegalArgumentException(unreadable(text));
    }

    private static String unreadable(String text) {
        return "a shape must read ROWSxCOLUMNSxCLUSTERS, as in 1000000x8x10, was '" + text + "'";
    }

    @Override
    public String toString() {
        return rows + "x" + columns + "x" + clusters;
    }
}
