package io.github.segmentation4j.fairness.proxy;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds pairs of features that tell more together than apart. A tree grown greedily starts with the feature that tells
 * most alone; where none does, as in an exclusive or, it starts with noise. So every pair is looked at on a coarse grid,
 * and the cells of the best pairs become features of their own, ordered by the share of the group in them.
 *
 * <p>References: Y. Lou, R. Caruana, J. Gehrke, G. Hooker, Accurate intelligible models with pairwise interactions, KDD
 * 2013.
 */
final class PairScan {
    /** The finest grid has {@value} values a side, the missing one aside. */
    private static final int FINEST = 8;

    /** A cell should hold about so many rows, or its share is noise. */
    private static final int ROWS_IN_CELL = 100;

    /** Standard deviations above chance: with thousands of pairs, few are kept by luck. */
    private static final double NOTICEABLE = 4;

    private static final int KEPT = 8;

    /** Looks at a row of a pair; beyond them, fewer rows are looked at, but not under {@link #FEWEST_ROWS}. */
    private static final long BUDGET = 64_000_000;

    private static final int FEWEST_ROWS = 1_000;

    private final byte[][] codes;
    private final int[] bands;
    private final boolean[] positive;
    private final int side;
    private final int rows;
    private final double base;

    /** A scan of training columns: {@code codes[column][row]} from 0, which is missing, to {@code bands[column]}. */
    PairScan(byte[][] codes, int[] bands, boolean[] positive) {
        this.codes = codes;
        this.bands = bands;
        this.positive = positive;
        side = Math.max(2, Math.min(FINEST, (int) Math.sqrt((double) positive.length / ROWS_IN_CELL)));
        long pairs = Math.max(1, (long) codes.length * (codes.length - 1) / 2);
        rows = (int) Math.min(positive.length, Math.max(FEWEST_ROWS, BUDGET / pairs));
        int hits = 0;
        for (boolean hit : positive) {
            hits += hit ? 1 : 0;
        }
        base = (double) hits / positive.length;
    }

    /** The best pairs that stand out, best first. */
    List<Pair> find(Checkpoint checkpoint) {
        List<Candidate> found = new ArrayList<>();
        double[] alone = new double[codes.length];
        for (int column = 0; column < codes.length; column++) {
            alone[column] = chiSquare(count(column, column), false);
        }
        for (int first = 0; first < codes.length; first++) {
            for (int second = first + 1; second < codes.length; second++) {
                checkpoint.now();
                int[][] cells = count(first, second);
                double freedom = (inhabited(cells, true) - 1.0) * (inhabited(cells, false) - 1.0);
                double beyond = chiSquare(cells, true) - alone[first] - alone[second];
                double noticeable = (beyond - freedom) / Math.sqrt(2 * freedom);
                if (freedom > 0 && noticeable > NOTICEABLE) {
                    found.add(new Candidate(first, second, noticeable));
                }
            }
        }
        // A stable sort: pairs as strong as each other stay in the order of the columns.
        found.sort(Comparator.comparingDouble(candidate -> -candidate.strength));
        return found.stream().limit(KEPT).map(this::order).toList();
    }

    /** Rows and members of the group in each cell. */
    private int[][] count(int first, int second) {
        int[][] cells = new int[2][(side + 1) * (side + 1)];
        count(first, second, rows, cells);
        return cells;
    }

    private void count(int first, int second, int upTo, int[][] cells) {
        byte[] firstCodes = codes[first];
        byte[] secondCodes = codes[second];
        int[] firstCoarse = coarse(bands[first]);
        int[] secondCoarse = coarse(bands[second]);
        for (int i = 0; i < upTo; i++) {
            int cell = firstCoarse[firstCodes[i]] * (side + 1) + secondCoarse[secondCodes[i]];
            cells[0][cell]++;
            cells[1][cell] += positive[i] ? 1 : 0;
        }
    }

    private int[] coarse(int count) {
        int[] coarse = new int[count + 1];
        int used = Math.min(side, count);
        for (int code = 1; code <= count; code++) {
            coarse[code] = 1 + (code - 1) * used / count;
        }
        return coarse;
    }

    private double chiSquare(int[][] cells, boolean all) {
        double unit = base * (1 - base);
        double sum = 0;
        int step = all ? 1 : side + 2;
        for (int cell = 0; cell < cells[0].length; cell += step) {
            if (cells[0][cell] > 0) {
                double beyond = cells[1][cell] - cells[0][cell] * base;
                sum += beyond * beyond / (cells[0][cell] * unit);
            }
        }
        return sum;
    }

    private int inhabited(int[][] cells, boolean first) {
        int count = 0;
        for (int value = 0; value <= side; value++) {
            int held = 0;
            for (int other = 0; other <= side; other++) {
                held += cells[0][first ? value * (side + 1) + other : other * (side + 1) + value];
            }
            count += held > 0 ? 1 : 0;
        }
        return count;
    }

    private Pair order(Candidate pair) {
        int[][] cells = new int[2][(side + 1) * (side + 1)];
        count(pair.first, pair.second, positive.length, cells);
        double[] share = new double[cells[0].length];
        for (int cell = 0; cell < share.length; cell++) {
            share[cell] = (cells[1][cell] + base) / (cells[0][cell] + 1.0);
        }
        byte[] place = new byte[share.length];
        for (int cell = 0; cell < share.length; cell++) {
            int below = 0;
            for (int other = 0; other < share.length; other++) {
                below += share[other] < share[cell] || (share[other] == share[cell] && other < cell) ? 1 : 0;
            }
            place[cell] = (byte) below;
        }
        return new Pair(pair.first, pair.second, coarse(bands[pair.first]), coarse(bands[pair.second]), place);
    }

    private record Candidate(int first, int second, double strength) {}

    /** Two columns and the place of each cell of their grid in the order of the shares. */
    static final class Pair {
        private final int first;
        private final int second;
        private final int[] firstCoarse;
        private final int[] secondCoarse;
        private final byte[] place;
        private final int width;

        private Pair(int first, int second, int[] firstCoarse, int[] secondCoarse, byte[] place) {
            this.first = first;
            this.second = second;
            this.firstCoarse = firstCoarse;
            this.secondCoarse = secondCoarse;
            this.place = place;
            width = (int) Math.sqrt(place.length);
        }

        int first() {
            return first;
        }

        int second() {
            return second;
        }

        int cells() {
            return place.length;
        }

        byte code(byte firstCode, byte secondCode) {
            return place[firstCoarse[firstCode] * width + secondCoarse[secondCode]];
        }
    }
}
