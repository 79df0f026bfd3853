package io.github.segmentation4j.privacy.release;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The nearest counts to noisy ones that are whole, not negative, and have the same sum. Uses nothing but what is told, so
 * it costs no privacy.
 *
 * <p>References: J. Duchi, S. Shalev-Shwartz, Y. Singer, T. Chandra, Efficient projections onto the l1-ball for learning
 * in high dimensions, ICML 2008.
 */
final class ConsistentCounts {
    private ConsistentCounts() {}

    static long[] of(long[] noisy) {
        long total = Math.max(0, Arrays.stream(noisy).sum());
        long[] counts = new long[noisy.length];
        double cut = cut(noisy, total);
        double[] remainders = new double[noisy.length];
        long left = total;
        for (int cell = 0; cell < noisy.length; cell++) {
            double nearest = Math.max(0, noisy[cell] - cut);
            counts[cell] = (long) Math.floor(nearest);
            remainders[cell] = nearest - counts[cell];
            left -= counts[cell];
        }
        // The sort is stable: of equal remainders the first cell is rounded up.
        int[] byRemainder = IntStream.range(0, noisy.length)
                .boxed()
                .sorted(Comparator.comparingDouble(cell -> -remainders[cell]))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int i = 0; i < byRemainder.length && left > 0; i++, left--) {
            counts[byRemainder[i]]++;
        }
        return counts;
    }

    /** What must be taken from every cell so that what stays above 0 adds up to the total. */
    private static double cut(long[] noisy, long total) {
        long[] descending = noisy.clone();
        Arrays.sort(descending);
        double cut = 0;
        long sum = 0;
        for (int taken = 1; taken <= descending.length; taken++) {
            long next = descending[descending.length - taken];
            sum += next;
            double candidate = (double) (sum - total) / taken;
            if (next - candidate > 0 || taken == 1) {
                cut = candidate;
            }
        }
        return cut;
    }
}
