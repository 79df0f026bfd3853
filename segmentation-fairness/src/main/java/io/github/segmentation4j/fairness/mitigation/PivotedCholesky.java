package io.github.segmentation4j.fairness.mitigation;

import io.github.segmentation4j.internal.parallel.Checkpoint;

/**
 * A factorisation of a matrix of correlations that takes, at each step, the column least explained by those taken before,
 * and stops when the rest is explained: the solution has 0 for what is redundant.
 *
 * <p>References: N. J. Higham, Accuracy and Stability of Numerical Algorithms, 2nd edition, SIAM 2002, section 10.3.
 */
final class PivotedCholesky {
    /** Far above what rounding leaves of a variance of 1, far below what a difference of one row in a million does. */
    private static final double REDUNDANT = 1e-11;

    private final double[][] lower;
    private final int[] order;
    private final int rank;

    private PivotedCholesky(double[][] lower, int[] order, int rank) {
        this.lower = lower;
        this.order = order;
        this.rank = rank;
    }

    /** Of a symmetric matrix whose diagonal is 1, or 0 for columns without variance. */
    static PivotedCholesky of(double[][] matrix, Checkpoint checkpoint) {
        int n = matrix.length;
        double[][] lower = new double[n][n];
        int[] order = new int[n];
        double[] rest = new double[n];
        for (int i = 0; i < n; i++) {
            order[i] = i;
            rest[i] = matrix[i][i];
        }
        int rank = 0;
        while (rank < n) {
            checkpoint.now();
            int pivot = rank;
            for (int i = rank + 1; i < n; i++) {
                // Of columns explained alike the first is taken, so that rounding does not choose.
                if (rest[order[i]] > rest[order[pivot]]) {
                    pivot = i;
                }
            }
            if (!(rest[order[pivot]] > REDUNDANT)) {
                break;
            }
            int taken = order[pivot];
            System.arraycopy(order, rank, order, rank + 1, pivot - rank);
            order[rank] = taken;
            double diagonal = Math.sqrt(rest[taken]);
            lower[taken][rank] = diagonal;
            for (int i = rank + 1; i < n; i++) {
                int other = order[i];
                double sum = matrix[other][taken];
                for (int k = 0; k < rank; k++) {
                    sum -= lower[other][k] * lower[taken][k];
                }
                lower[other][rank] = sum / diagonal;
                rest[other] -= lower[other][rank] * lower[other][rank];
            }
            rank++;
        }
        return new PivotedCholesky(lower, order, rank);
    }

    /** A solution for a right side in the span of the columns. */
    double[] solve(double[] right) {
        double[] y = new double[rank];
        for (int i = 0; i < rank; i++) {
            double sum = right[order[i]];
            for (int k = 0; k < i; k++) {
                sum -= lower[order[i]][k] * y[k];
            }
            y[i] = sum / lower[order[i]][i];
        }
        double[] solution = new double[right.length];
        for (int i = rank - 1; i >= 0; i--) {
            double sum = y[i];
            for (int k = i + 1; k < rank; k++) {
                sum -= lower[order[k]][i] * solution[order[k]];
            }
            solution[order[i]] = sum / lower[order[i]][i];
        }
        return solution;
    }
}
