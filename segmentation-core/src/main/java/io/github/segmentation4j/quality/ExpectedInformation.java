package io.github.segmentation4j.quality;

import java.util.Arrays;

/**
 * The mutual information two labellings have by chance, when their cluster sizes stay and the rows are dealt anew: an
 * exact sum over the hypergeometric distribution of every cell.
 *
 * <p>The probabilities of a cell follow from one another by a ratio. They are walked from the most likely count
 * outward, begun with 1 and divided by their sum at the end, so no factorial of a large number and none of its
 * rounding comes in. Clusters of equal size share the work: time O(S T w) for S and T distinct sizes and w likely
 * counts of a cell, at most O(R C n).
 */
final class ExpectedInformation {
    /** Below this share of the largest the probabilities, which fall ever faster, add nothing a double could hold. */
    private static final double NEGLIGIBLE = 1e-40;

    private final long rows;

    private ExpectedInformation(long rows) {
        this.rows = rows;
    }

    static double of(Contingency table) {
        ExpectedInformation expected = new ExpectedInformation(table.rows());
        int[] first = sorted(table.firstSizes());
        int[] second = sorted(table.secondSizes());
        double sum = 0;
        for (int i = 0; i < first.length; i = next(first, i)) {
            for (int j = 0; j < second.length; j = next(second, j)) {
                double copies = (double) (next(first, i) - i) * (next(second, j) - j);
                sum += copies * expected.ofCell(first[i], second[j]);
            }
        }
        return Math.max(0, sum);
    }

    private static int[] sorted(int[] sizes) {
        int[] copy = sizes.clone();
        Arrays.sort(copy);
        return copy;
    }

    /** The first place at or after {@code from} that holds another size. */
    private static int next(int[] sizes, int from) {
        int at = from + 1;
        while (at < sizes.length && sizes[at] == sizes[from]) {
            at++;
        }
        return at;
    }

    private double ofCell(long a, long b) {
        long least = Math.max(0, a + b - rows);
        long most = Math.min(a, b);
        long mode = (long) ((a + 1.0) * (b + 1.0) / (rows + 2.0));
        long start = Math.min(most, Math.max(least, mode));
        double total = 1;
        double sum = term(start, a, b);
        double weight = 1;
        for (long count = start; count < most && weight > NEGLIGIBLE; count++) {
            weight *= ((double) (a - count) * (b - count)) / ((count + 1.0) * (rows - a - b + count + 1));
            total += weight;
            sum += weight * term(count + 1, a, b);
        }
        weight = 1;
        for (long count = start; count > least && weight > NEGLIGIBLE; count--) {
            weight *= (count * (double) (rows - a - b + count)) / ((a - count + 1.0) * (b - count + 1));
            total += weight;
            sum += weight * term(count - 1, a, b);
        }
        return sum / total;
    }

    private double term(long count, long a, long b) {
        return count == 0 ? 0 : (double) count / rows * StrictMath.log(count * (double) rows / ((double) a * b));
    }
}
