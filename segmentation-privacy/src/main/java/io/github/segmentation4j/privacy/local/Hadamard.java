package io.github.segmentation4j.privacy.local;

/** The matrix of signs whose entry in row r and column c is -1 where r and c share an odd number of one bits. */
final class Hadamard {
    private Hadamard() {}

    /** The least power of two that has a column for each value. */
    static int order(int values) {
        return values == 1 ? 1 : Integer.highestOneBit(values - 1) << 1;
    }

    static boolean isPositive(int row, int column) {
        return (Integer.bitCount(row & column) & 1) == 0;
    }

    /** Replaces a vector, whose length is a power of two, by its product with the matrix. */
    static void transform(long[] vector) {
        for (int half = 1; half < vector.length; half *= 2) {
            for (int start = 0; start < vector.length; start += 2 * half) {
                for (int i = start; i < start + half; i++) {
                    long sum = vector[i] + vector[i + half];
                    vector[i + half] = vector[i] - vector[i + half];
                    vector[i] = sum;
                }
            }
        }
    }
}
