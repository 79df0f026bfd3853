package io.github.segmentation4j.fairness.mitigation;

import io.github.segmentation4j.internal.parallel.Checkpoint;

/**
 * The columns S of 0 and 1 that say which group a row is of, one for each level of each attribute, for the rows that have
 * a value: counts of them and of their pairs, from which follow all sums that least squares needs.
 */
final class GroupIndicators {
    private final int[] offsets;
    private final long[] counts;
    private final long[] known;
    private final PivotedCholesky correlations;
    private final double[] scales;

    private GroupIndicators(int[] offsets, long[][] pairs, Checkpoint checkpoint) {
        this.offsets = offsets;
        int m = pairs.length;
        counts = new long[m];
        known = new long[offsets.length - 1];
        for (int a = 0; a < known.length; a++) {
            for (int i = offsets[a]; i < offsets[a + 1]; i++) {
                counts[i] = pairs[i][i];
                known[a] += counts[i];
            }
        }
        double[][] products = new double[m][m];
        for (int a = 0; a < known.length; a++) {
            for (int b = 0; b < known.length; b++) {
                centre(pairs, a, b, products);
            }
        }
        scales = new double[m];
        for (int i = 0; i < m; i++) {
            scales[i] = products[i][i] > 0 ? 1 / Math.sqrt(products[i][i]) : 0;
        }
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < m; j++) {
                products[i][j] *= scales[i] * scales[j];
            }
        }
        correlations = PivotedCholesky.of(products, checkpoint);
    }

    /** Counts the rows that have a value. */
    static GroupIndicators of(KnownGroups groups, int[][] codes, double[] values, Checkpoint checkpoint) {
        int[] offsets = new int[codes.length + 1];
        for (int a = 0; a < codes.length; a++) {
            offsets[a + 1] = offsets[a] + groups.levels().get(a).size();
        }
        long[][] pairs = new long[offsets[codes.length]][offsets[codes.length]];
        for (int row = 0; row < values.length; row++) {
            checkpoint.at(row);
            if (!Double.isNaN(values[row])) {
                for (int a = 0; a < codes.length; a++) {
                    for (int b = 0; b < codes.length && codes[a][row] >= 0; b++) {
                        if (codes[b][row] >= 0) {
                            pairs[offsets[a] + codes[a][row]][offsets[b] + codes[b][row]]++;
                        }
                    }
                }
            }
        }
        return new GroupIndicators(offsets, pairs, checkpoint);
    }

    /** The sums of products of S - mean S for the levels of two attributes; a missing group is 0 there. */
    private void centre(long[][] pairs, int a, int b, double[][] products) {
        int rows = offsets[a + 1] - offsets[a];
        int columns = offsets[b + 1] - offsets[b];
        double[] rowSums = new double[rows];
        double[] columnSums = new double[columns];
        double both = 0;
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                long count = pairs[offsets[a] + i][offsets[b] + j];
                rowSums[i] += count;
                columnSums[j] += count;
                both += count;
            }
        }
        for (int i = 0; i < rows; i++) {
            double p = share(a, i);
            for (int j = 0; j < columns; j++) {
                double q = share(b, j);
                double count = pairs[offsets[a] + i][offsets[b] + j];
                products[offsets[a] + i][offsets[b] + j] = count - p * columnSums[j] - q * rowSums[i] + p * q * both;
            }
        }
    }

    long count(int attribute, int level) {
        return counts[offsets[attribute] + level];
    }

    private double share(int attribute, int level) {
        return known[attribute] == 0 ? 0 : (double) count(attribute, level) / known[attribute];
    }

    /** For each attribute and level, (S - mean S) beta of a row of that level; 0 for a level that has no value. */
    double[][] effects(int[][] codes, double[] values, Checkpoint checkpoint) {
        double[] beta = beta(codes, values, checkpoint);
        double[][] effects = new double[known.length][];
        for (int a = 0; a < known.length; a++) {
            effects[a] = new double[offsets[a + 1] - offsets[a]];
            double mean = 0;
            for (int level = 0; level < effects[a].length; level++) {
                mean += share(a, level) * beta[offsets[a] + level];
            }
            for (int level = 0; level < effects[a].length; level++) {
                effects[a][level] = count(a, level) == 0 ? 0 : beta[offsets[a] + level] - mean;
            }
        }
        return effects;
    }

    private double[] beta(int[][] codes, double[] values, Checkpoint checkpoint) {
        CompensatedSums total = new CompensatedSums(1);
        long present = 0;
        for (int row = 0; row < values.length; row++) {
            checkpoint.at(row);
            if (!Double.isNaN(values[row])) {
                total.add(0, values[row]);
                present++;
            }
        }
        double mean = present == 0 ? 0 : total.get(0) / present;
        CompensatedSums sums = new CompensatedSums(counts.length);
        for (int row = 0; row < values.length; row++) {
            checkpoint.at(row);
            for (int a = 0; a < codes.length && !Double.isNaN(values[row]); a++) {
                if (codes[a][row] >= 0) {
                    sums.add(offsets[a] + codes[a][row], values[row] - mean);
                }
            }
        }
        double[] right = new double[counts.length];
        for (int a = 0; a < known.length; a++) {
            double all = 0;
            for (int i = offsets[a]; i < offsets[a + 1]; i++) {
                all += sums.get(i);
            }
            for (int i = offsets[a]; i < offsets[a + 1]; i++) {
                right[i] = scales[i] * (sums.get(i) - share(a, i - offsets[a]) * all);
            }
        }
        double[] beta = correlations.solve(right);
        for (int i = 0; i < beta.length; i++) {
            beta[i] *= scales[i];
        }
        return beta;
    }
}
