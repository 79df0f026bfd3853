package io.github.segmentation4j.privacy.anonymity;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.privacy.anonymity.SensitiveModel.Tally;
import java.util.Arrays;

/**
 * The earth mover's distance on ordered levels, which is the sum of the distances of the cumulative shares. Between two
 * values of a class its cumulative share stands still, so a class costs its own values and not all levels.
 */
final class OrderedDistance {
    private final int[] place;

    /** Rows at the places up to and with this one. */
    private final long[] cumulative;

    /** Sums of {@link #cumulative} over the places before this one. */
    private final long[] sums;

    private final long all;

    OrderedDistance(Categories sensitive, int[] place, int places) {
        this.place = place;
        cumulative = new long[places];
        sums = new long[places + 1];
        int[] counts = sensitive.counts();
        for (int code = 0; code < place.length; code++) {
            cumulative[place[code]] += counts[code];
        }
        long total = 0;
        for (int i = 0; i < places; i++) {
            total += cumulative[i];
            cumulative[i] = total;
            sums[i + 1] = sums[i] + total;
        }
        all = total;
    }

    double distance(Tally tally) {
        if (cumulative.length < 2) {
            return 0;
        }
        long[] own = new long[tally.distinct()];
        for (int i = 0; i < own.length; i++) {
            own[i] = ((long) place[tally.level(i)] << Integer.SIZE) | tally.count(i);
        }
        Arrays.sort(own);
        double work = 0;
        long before = 0;
        int from = 0;
        for (long one : own) {
            int at = (int) (one >>> Integer.SIZE);
            work += work(before, tally.known(), from, at);
            before += (int) one;
            from = at;
        }
        work += work(before, tally.known(), from, cumulative.length);
        return work / ((double) tally.known() * all * (cumulative.length - 1));
    }

    /** The sum over places from..to-1 of |before / size - cumulative / all|, times size and all. */
    private double work(long before, long size, int from, int to) {
        int low = from;
        int high = to;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if ((double) cumulative[middle] * size <= (double) before * all) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        double share = (double) before * all;
        return share * (low - from)
                - (double) size * (sums[low] - sums[from])
                + (double) size * (sums[to] - sums[low])
                - share * (to - low);
    }
}
