package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.parallel.Checkpoint;

/** What covariance matrices need: symmetric matrices as their lower triangles, row after row. */
final class SymmetricMatrices {
    private SymmetricMatrices() {}

    /** The numbers in a triangle of so many rows. */
    static int size(int rows) {
        return Math.toIntExact((long) rows * (rows + 1) / 2);
    }

    /** Where a row of a triangle begins. */
    static int row(int i) {
        return i * (i + 1) / 2;
    }

    /**
     * The Cholesky factor of a matrix less a multiple of the identity.
     *
     * @param factor receives the triangle L with {@code L L' = matrix - shift I}
     * @param least what the square of each element of the diagonal of L must be above
     * @return whether they all are
     */
    static boolean factorise(
            double[] matrix, int rows, double shift, double least, double[] factor, Checkpoint checkpoint) {
        for (int i = 0; i < rows; i++) {
            checkpoint.now();
            int at = row(i);
            for (int j = 0; j <= i; j++) {
                int other = row(j);
                double sum = matrix[at + j] - (i == j ? shift : 0);
                for (int m = 0; m < j; m++) {
                    sum -= factor[at + m] * factor[other + m];
                }
                if (i != j) {
                    factor[at + j] = sum / factor[other + j];
                } else if (sum > least) {
                    factor[at + j] = Math.sqrt(sum);
                } else {
                    return false;
                }
            }
        }
        return true;
    }

    /** The inverse of a lower triangle with no zero on its diagonal. */
    static double[] inverse(double[] triangle, int rows, Checkpoint checkpoint) {
        double[] inverse = new double[triangle.length];
        for (int i = 0; i < rows; i++) {
            checkpoint.now();
            int at = row(i);
            double pivot = triangle[at + i];
            for (int m = 0; m < i; m++) {
                double element = triangle[at + m];
                int other = row(m);
                for (int j = 0; j <= m; j++) {
                    inverse[at + j] -= element * inverse[other + j];
                }
            }
            for (int j = 0; j < i; j++) {
                inverse[at + j] /= pivot;
            }
            inverse[at + i] = 1 / pivot;
        }
        return inverse;
    }

    /**
     * Raises the eigenvalues that lie below a floor to it, in place: of all matrices with no eigenvalue below it, the result
     * is the most likely covariance.
     *
     * @return how many it raised
     */
    static int raiseEigenvalues(double[] matrix, int rows, double floor, Checkpoint checkpoint) {
        double[][] whole = new double[rows][rows];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j <= i; j++) {
                whole[i][j] = matrix[row(i) + j];
                whole[j][i] = whole[i][j];
            }
        }
        SymmetricEigen eigen = SymmetricEigen.of(whole, checkpoint);
        int raised = 0;
        for (int i = 0; i < rows; i++) {
            checkpoint.now();
            double rise = floor - eigen.values[i];
            double[] vector = eigen.vectors[i];
            if (rise > 0) {
                raised++;
                for (int a = 0; a < rows; a++) {
                    for (int b = 0; b <= a; b++) {
                        matrix[row(a) + b] += rise * vector[a] * vector[b];
                    }
                }
            }
        }
        return raised;
    }
}
