package io.github.segmentation4j.fairness.scan;

import io.github.segmentation4j.internal.random.SeededRandom;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Looks for the subset of highest score on one side: one attribute after the other, its best values given the values of
 * the others, until nothing improves; again from random starts. The best values of one attribute are found exactly,
 * because for a fixed factor each value adds its own score, which is positive on one interval of factors: only the ends
 * of these intervals need be tried. Used by one thread.
 */
final class CellSearch {
    private static final double PROGRESS = 1e-9;

    private final CellTable table;
    private final ScanScore score;
    private final double penalty;
    private final double limit;
    private final Runnable checkpoint;
    private final SliceBuilder builder;
    private final int[] gathered;

    CellSearch(CellTable table, ScanScore score, double penalty, ScanDirection side, Runnable checkpoint) {
        this.table = table;
        this.score = score;
        this.penalty = penalty;
        this.limit = side == ScanDirection.LOWER ? -ScanScore.LARGEST : ScanScore.LARGEST;
        this.checkpoint = checkpoint;
        this.builder = new SliceBuilder(table, score);
        this.gathered = new int[table.cells()];
    }

    /** Values of each attribute, and their score less the penalties. */
    record Found(BitSet[] values, double score) {}

    /** The best subset of several starts: everybody first, then random ones. */
    Found best(double[] hits, int starts, long seed) {
        Found best = climb(hits, everybody(), SeededRandom.of(SeededRandom.derive(seed, 0)));
        for (int start = 1; start < starts; start++) {
            SeededRandom random = SeededRandom.of(SeededRandom.derive(seed, start));
            Found found = climb(hits, randomStart(random), random);
            if (found.score() > best.score() + PROGRESS * (1 + Math.abs(best.score()))) {
                best = found;
            }
        }
        return best;
    }

    /** The score of given values, less the penalties. */
    double score(double[] hits, BitSet[] values) {
        Slice slice = sliceOf(hits, values, -1, -1);
        double penalties = 0;
        for (int a = 0; a < values.length; a++) {
            penalties += penaltyOf(values[a], a);
        }
        return score.value(slice, score.maximise(slice, limit)) - penalties;
    }

    private Found climb(double[] hits, BitSet[] start, SeededRandom random) {
        BitSet[] values = start;
        double current = Double.NEGATIVE_INFINITY;
        int[] order = new int[table.attributes()];
        Arrays.setAll(order, a -> a);
        boolean improved = true;
        while (improved) {
            improved = false;
            random.shuffle(order);
            for (int attribute : order) {
                Found step = improve(hits, values, attribute);
                if (step.score() > current + PROGRESS * (1 + Math.abs(step.score()))) {
                    current = step.score();
                    values = step.values();
                    improved = true;
                }
            }
        }
        return new Found(values, score(hits, values));
    }

    /** The best values of one attribute, given those of the others. */
    private Found improve(double[] hits, BitSet[] values, int attribute) {
        checkpoint.run();
        double others = 0;
        for (int a = 0; a < values.length; a++) {
            others += a == attribute ? 0 : penaltyOf(values[a], a);
        }
        int arity = table.arity(attribute);
        BitSet all = all(attribute);
        Slice everybody = sliceOf(hits, with(values, attribute, all), -1, -1);
        double best = score.value(everybody, score.maximise(everybody, limit));
        BitSet bestValues = all;
        double[] low = new double[arity];
        double[] high = new double[arity];
        double[] ends = intervals(hits, with(values, attribute, all), attribute, low, high);
        BitSet before = new BitSet();
        for (int i = 0; i + 1 < ends.length; i++) {
            BitSet chosen = new BitSet(arity);
            for (int v = 0; v < arity; v++) {
                chosen.set(v, low[v] <= ends[i] && high[v] >= ends[i + 1]);
            }
            if (chosen.isEmpty() || chosen.equals(before)) {
                continue;
            }
            checkpoint.run();
            before = chosen;
            Slice slice = sliceOf(hits, with(values, attribute, chosen), -1, -1);
            double value = score.value(slice, score.maximise(slice, limit)) - penalty * chosen.cardinality();
            if (value > best) {
                best = value;
                bestValues = chosen;
            }
        }
        return new Found(with(values, attribute, bestValues), best - others);
    }

    /**
     * For each value the interval of {@code |t|} in which its score is above the penalty, an empty one where there is
     * none; returns all ends in order.
     */
    private double[] intervals(double[] hits, BitSet[] values, int attribute, double[] low, double[] high) {
        double[] ends = new double[2 * low.length];
        int count = 0;
        for (int v = 0; v < low.length; v++) {
            low[v] = Double.POSITIVE_INFINITY;
            high[v] = Double.NEGATIVE_INFINITY;
            Slice slice = sliceOf(hits, values, attribute, v);
            double t = score.maximise(slice, limit);
            if (t == 0 || !(score.value(slice, t) > penalty)) {
                continue;
            }
            checkpoint.run();
            low[v] = Math.abs(score.inner(slice, penalty));
            high[v] = Math.abs(score.outer(slice, t, limit, penalty));
            ends[count++] = low[v];
            ends[count++] = high[v];
        }
        return Arrays.stream(ends, 0, count).sorted().distinct().toArray();
    }

    /** The persons of the chosen values; of one value of an attribute alone if {@code attribute} is one. */
    private Slice sliceOf(double[] hits, BitSet[] values, int attribute, int value) {
        int count = 0;
        for (int cell = 0; cell < table.cells(); cell++) {
            if (attribute >= 0 && table.code(cell, attribute) != value) {
                continue;
            }
            if (contains(table, values, cell)) {
                gathered[count++] = cell;
            }
        }
        return builder.slice(gathered, count, hits);
    }

    static boolean contains(CellTable table, BitSet[] values, int cell) {
        for (int a = 0; a < values.length; a++) {
            if (!values[a].get(table.code(cell, a))) {
                return false;
            }
        }
        return true;
    }

    /** An attribute of which every value is included restricts nobody and costs nothing. */
    private double penaltyOf(BitSet values, int attribute) {
        return values.cardinality() == table.arity(attribute) ? 0 : penalty * values.cardinality();
    }

    private BitSet all(int attribute) {
        BitSet all = new BitSet(table.arity(attribute));
        all.set(0, table.arity(attribute));
        return all;
    }

    private BitSet[] everybody() {
        BitSet[] values = new BitSet[table.attributes()];
        Arrays.setAll(values, this::all);
        return values;
    }

    private BitSet[] randomStart(SeededRandom random) {
        BitSet[] values = everybody();
        for (int a = 0; a < values.length; a++) {
            BitSet some = table.inhabited(a);
            if (random.nextInt(2) == 0 || some.cardinality() < 2) {
                continue;
            }
            int[] choices = some.stream().toArray();
            BitSet chosen = new BitSet();
            for (int value : choices) {
                chosen.set(value, random.nextInt(2) == 0);
            }
            if (chosen.isEmpty()) {
                chosen.set(choices[random.nextInt(choices.length)]);
            }
            values[a] = chosen.equals(some) ? all(a) : chosen;
        }
        return values;
    }

    private static BitSet[] with(BitSet[] values, int attribute, BitSet replaced) {
        BitSet[] changed = values.clone();
        changed[attribute] = replaced;
        return changed;
    }
}
