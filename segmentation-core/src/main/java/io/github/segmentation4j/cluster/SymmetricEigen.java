package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.parallel.Checkpoint;

/**
 * Eigenvalues and eigenvectors of a small symmetric matrix, the largest eigenvalue first, by Jacobi's rotations: slower than
 * other ways on large matrices, and accurate whatever the matrix.
 *
 * <p>Reference: G. H. Golub, C. F. Van Loan, Matrix Computations, 4th edition, 2013, section 8.5.
 */
final class SymmetricEigen {
    /** A handful is usual; far more than any matrix of doubles needs. */
    private static final int SWEEPS = 60;

    private static final double ROUNDING = 0x1p-53;

    /** Beside the largest element; far below the rounding of any eigenvalue that matters. */
    private static final double NEGLIGIBLE = 0x1p-100;

    final double[] values;

    /** Row j is the eigenvector of value j, of length 1. */
    final double[][] vectors;

    private SymmetricEigen(double[] values, double[][] vectors) {
        this.values = values;
        this.vectors = vectors;
    }

    /**
     * Decomposes a matrix, which is overwritten.
     *
     * @param a symmetric, finite
     */
    static SymmetricEigen of(double[][] a, Checkpoint checkpoint) {
        int n = a.length;
        double[][] v = new double[n][n];
        for (int i = 0; i < n; i++) {
            v[i][i] = 1;
        }
        double norm = 0;
        for (double[] row : a) {
            for (double element : row) {
                norm = Math.max(norm, Math.abs(element));
            }
        }
        boolean rotated = true;
        for (int sweep = 0; rotated && sweep < SWEEPS; sweep++) {
            rotated = false;
            for (int p = 0; p < n; p++) {
                checkpoint.now();
                for (int q = p + 1; q < n; q++) {
                    rotated |= rotate(a, v, p, q, NEGLIGIBLE * norm);
                }
            }
        }
        int[] order = IndexSort.sorted(n, (i, j) -> Double.compare(-a[i][i], -a[j][j]), checkpoint);
        double[] values = new double[n];
        double[][] vectors = new double[n][];
        for (int j = 0; j < n; j++) {
            values[j] = a[order[j]][order[j]];
            vectors[j] = v[order[j]];
        }
        return new SymmetricEigen(values, vectors);
    }

    /** Makes an element 0, unless it is as good as that. */
    private static boolean rotate(double[][] a, double[][] v, int p, int q, double negligible) {
        double element = a[p][q];
        if (Math.abs(element) <= negligible
                || Math.abs(element) <= ROUNDING * Math.sqrt(Math.abs(a[p][p])) * Math.sqrt(Math.abs(a[q][q]))) {
            return false;
        }
        double ratio = (a[q][q] - a[p][p]) / (2 * element);
        double size = Math.abs(ratio);
        double tangent = size > 1e150 ? 0.5 / size : 1 / (size + Math.sqrt(1 + size * size));
        tangent = ratio < 0 ? -tangent : tangent;
        double cosine = 1 / Math.sqrt(1 + tangent * tangent);
        double sine = tangent * cosine;
        double[] rowP = a[p];
        double[] rowQ = a[q];
        double diagonalP = rowP[p] - tangent * element;
        double diagonalQ = rowQ[q] + tangent * element;
        turn(rowP, rowQ, cosine, sine);
        for (int i = 0; i < a.length; i++) {
            a[i][p] = rowP[i];
            a[i][q] = rowQ[i];
        }
        rowP[p] = diagonalP;
        rowQ[q] = diagonalQ;
        rowP[q] = 0;
        rowQ[p] = 0;
        turn(v[p], v[q], cosine, sine);
        return true;
    }

    private static void turn(double[] first, double[] second, double cosine, double sine) {
        for (int i = 0; i < first.length; i++) {
            double value = first[i];
            first[i] = cosine * value - sine * second[i];
            second[i] = sine * value + cosine * second[i];
        }
    }
}
