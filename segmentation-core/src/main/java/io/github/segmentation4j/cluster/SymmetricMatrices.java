package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.parallel.Checkpoint;

/** What covariance matrices need: symmetric matrices as their lower triangles, row after row. */
final class SymmetricMatrices {
    /** Far more turns than the method ever takes; it squares its error once it is small. */
    private static final int SWEEPS = 60;

    /** What is left beside the diagonal below this part of the whole is rounding. */
    private static final double NEGLIGIBLE = 1e-30;

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
        double[][] values = new double[rows][rows];
        double[][] vectors = new double[rows][rows];
        for (int i = 0; i < rows; i++) {
            vectors[i][i] = 1;
            for (int j = 0; j <= i; j++) {
                values[i][j] = matrix[row(i) + j];
                values[j][i] = values[i][j];
            }
        }
        diagonalise(values, vectors, checkpoint);
        int raised = 0;
        for (int i = 0; i < rows; i++) {
            checkpoint.now();
            double rise = floor - values[i][i];
            if (rise > 0) {
                raised++;
                for (int a = 0; a < rows; a++) {
                    for (int b = 0; b <= a; b++) {
                        matrix[row(a) + b] += rise * vectors[i][a] * vectors[i][b];
                    }
                }
            }
        }
        return raised;
    }

    /** Turns a matrix by Jacobi's rotations until it is diagonal; the rows of {@code vectors} become its eigenvectors. */
    private static void diagonalise(double[][] matrix, double[][] vectors, Checkpoint checkpoint) {
        int rows = matrix.length;
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            double beside = 0;
            double whole = 0;
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < rows; j++) {
                    double square = matrix[i][j] * matrix[i][j];
                    whole += square;
                    beside += i == j ? 0 : square;
                }
            }
            if (!(beside > NEGLIGIBLE * whole)) {
                return;
            }
            for (int p = 0; p < rows; p++) {
                for (int q = p + 1; q < rows; q++) {
                    checkpoint.at((long) p * rows + q);
                    rotate(matrix, vectors, p, q);
                }
            }
        }
    }

    private static void rotate(double[][] matrix, double[][] vectors, int p, int q) {
        double element = matrix[p][q];
        if (element == 0) {
            return;
        }
        double theta = (matrix[q][q] - matrix[p][p]) / (2 * element);
        double tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        double cosine = 1 / Math.sqrt(tangent * tangent + 1);
        double sine = tangent * cosine;
        turn(matrix[p], matrix[q], cosine, sine);
        turn(vectors[p], vectors[q], cosine, sine);
        for (double[] row : matrix) {
            double a = row[p];
            double b = row[q];
            row[p] = cosine * a - sine * b;
            row[q] = sine * a + cosine * b;
        }
    }

    private static void turn(double[] first, double[] second, double cosine, double sine) {
        for (int c = 0; c < first.length; c++) {
            double a = first[c];
            double b = second[c];
            first[c] = cosine * a - sine * b;
            second[c] = sine * a + cosine * b;
        }
    }
}
