package io.github.segmentation4j.fairness.proxy;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.internal.statistic.PacedSort;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Cuts numbers into bands that hold about equally many of them. Equal numbers share a band, so there may be fewer bands
 * than asked for; numbers with no more distinct values than bands keep a band for each value.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class QuantileBands {
    private QuantileBands() {}

    /**
     * The band of each number, in increasing order from 0; NaN is {@link Categories#MISSING}.
     *
     * @param name what the numbers are
     * @param values any finite numbers or NaN
     * @param bands how many at most, from 1
     */
    public static Categories of(String name, double[] values, int bands) {
        if (bands < 1) {
            throw new IllegalArgumentException("there must be at least 1 band, was " + bands);
        }
        Ranks ranks = Ranks.of(values, Checkpoint.none());
        int[] codes = codes(ranks, bands);
        int used = Arrays.stream(codes).max().orElse(-1) + 1;
        List<String> levels = IntStream.rangeClosed(1, used)
                .mapToObj(band -> band + " of " + used)
                .toList();
        return Categories.of(name, levels, codes);
    }

    static int[] codes(Ranks ranks, int bands) {
        int[] sizes = new int[ranks.distinct()];
        int known = 0;
        for (int row = 0; row < ranks.size(); row++) {
            if (ranks.of(row) != Ranks.MISSING) {
                sizes[ranks.of(row)]++;
                known++;
            }
        }
        int[] bandOf = bandOfRank(sizes, known, bands);
        int[] codes = new int[ranks.size()];
        for (int row = 0; row < codes.length; row++) {
            codes[row] = ranks.of(row) == Ranks.MISSING ? Categories.MISSING : bandOf[ranks.of(row)];
        }
        return codes;
    }

    private static int[] bandOfRank(int[] sizes, int known, int bands) {
        int[] bandOf = new int[sizes.length];
        if (sizes.length <= bands) {
            Arrays.setAll(bandOf, rank -> rank);
            return bandOf;
        }
        int band = -1;
        int lastCut = -1;
        long below = 0;
        for (int rank = 0; rank < sizes.length; rank++) {
            // The band of the middle one of the equal numbers, numbered without gaps.
            int cut = (int) ((2 * below + sizes[rank]) * bands / (2L * known));
            if (cut != lastCut) {
                band++;
                lastCut = cut;
            }
            bandOf[rank] = band;
            below += sizes[rank];
        }
        return bandOf;
    }

    /** For each number how many distinct ones are smaller. */
    static final class Ranks {
        static final int MISSING = -1;

        private final int[] rank;
        private final int distinct;

        private Ranks(int[] rank, int distinct) {
            this.rank = rank;
            this.distinct = distinct;
        }

        static Ranks of(double[] values, Checkpoint checkpoint) {
            double[] sorted = new double[values.length];
            int known = 0;
            for (double value : values) {
                if (!Double.isNaN(value)) {
                    // Makes -0.0 the same as 0.0.
                    sorted[known++] = value + 0.0;
                }
            }
            sorted = Arrays.copyOf(sorted, known);
            PacedSort.sort(sorted, checkpoint);
            int distinct = 0;
            for (int i = 0; i < known; i++) {
                if (i == 0 || sorted[i] != sorted[i - 1]) {
                    sorted[distinct++] = sorted[i];
                }
            }
            int[] rank = new int[values.length];
            for (int row = 0; row < rank.length; row++) {
                checkpoint.at(row);
                rank[row] = Double.isNaN(values[row])
                        ? MISSING
                        : Arrays.binarySearch(sorted, 0, distinct, values[row] + 0.0);
            }
            return new Ranks(rank, distinct);
        }

        int of(int row) {
            return rank[row];
        }

        int size() {
            return rank.length;
        }

        int distinct() {
            return distinct;
        }
    }
}
