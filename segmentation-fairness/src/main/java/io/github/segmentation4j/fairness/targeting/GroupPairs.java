package io.github.segmentation4j.fairness.targeting;

import java.util.ArrayList;
import java.util.List;

/**
 * The ordered pairs of groups of one attribute whose rates a band compares: the first must not lie too far above the
 * second. Groups without weight have no rate and are in no pair. Immutable.
 */
final class GroupPairs {
    private final RateBand band;
    private final long[] totals;
    private final List<int[]> pairs = new ArrayList<>();

    GroupPairs(GroupIndex index, long[] totals, RateBand band) {
        this.band = band;
        this.totals = totals;
        for (int a = 0; a < index.attributes() && !band.limitsNothing(); a++) {
            for (int g = index.first(a); g < index.first(a + 1); g++) {
                for (int h = index.first(a); h < index.first(a + 1); h++) {
                    if (g != h && totals[g] > 0 && totals[h] > 0) {
                        pairs.add(new int[] {g, h});
                    }
                }
            }
        }
    }

    int count() {
        return pairs.size();
    }

    int above(int pair) {
        return pairs.get(pair)[0];
    }

    int below(int pair) {
        return pairs.get(pair)[1];
    }

    /** How far all pairs together lie beyond the band; 0 exactly if none does. */
    double excess(long[] chosen) {
        double excess = 0;
        for (int[] pair : pairs) {
            excess += band.excess(chosen[pair[0]], totals[pair[0]], chosen[pair[1]], totals[pair[1]]);
        }
        return excess;
    }

    /** The narrowest band that allows these weights. */
    RateBand widened(long[] chosen) {
        RateBand widened = band;
        for (int[] pair : pairs) {
            widened = widened.widenedFor(chosen[pair[0]], totals[pair[0]], chosen[pair[1]], totals[pair[1]]);
        }
        return widened;
    }

    /** What a unit of the rate of the first group of a pair counts in the pair's rule; the second counts -1. */
    double factor() {
        return band.comparison() == RateComparison.DIFFERENCE ? 1 : band.limit();
    }

    /** The most by which the rates of a pair, so counted, may differ. */
    double room() {
        return band.comparison() == RateComparison.DIFFERENCE ? band.limit() : 0;
    }
}
