package io.github.segmentation4j.fairness.proxy;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.internal.random.SeededRandom;
import java.util.Arrays;

/**
 * A sample of the rows whose group is known, dealt into folds so that each has about the same share of every group. Rows
 * of the sample are numbered fold after fold.
 */
final class Folds {
    private final int[] rows;
    private final int[] starts;

    private Folds(int[] rows, int[] starts) {
        this.rows = rows;
        this.starts = starts;
    }

    /** Takes all rows, or as many of each group as bring the sample to about the limit. */
    static Folds of(Categories groups, int limit, int count, long seed) {
        int[] sizes = groups.counts();
        int known = groups.size() - sizes[groups.levels().size()];
        int[][] members = new int[groups.levels().size()][];
        for (int level = 0; level < members.length; level++) {
            members[level] = new int[sizes[level]];
        }
        int[] filled = new int[members.length];
        for (int row = 0; row < groups.size(); row++) {
            int level = groups.code(row);
            if (level != Categories.MISSING) {
                members[level][filled[level]++] = row;
            }
        }
        int[][] folds = new int[count][known];
        int[] dealt = new int[count];
        int next = 0;
        for (int level = 0; level < members.length; level++) {
            SeededRandom.of(SeededRandom.derive(seed, level)).shuffle(members[level]);
            int taken = known <= limit ? sizes[level] : (int) (((long) sizes[level] * limit + known - 1) / known);
            for (int i = 0; i < taken; i++) {
                folds[next][dealt[next]++] = members[level][i];
                next = (next + 1) % count;
            }
        }
        return joined(folds, dealt, SeededRandom.derive(seed, members.length));
    }

    private static Folds joined(int[][] folds, int[] dealt, long seed) {
        int[] starts = new int[folds.length + 1];
        for (int fold = 0; fold < folds.length; fold++) {
            starts[fold + 1] = starts[fold] + dealt[fold];
        }
        int[] rows = new int[starts[folds.length]];
        for (int fold = 0; fold < folds.length; fold++) {
            int[] own = Arrays.copyOf(folds[fold], dealt[fold]);
            // Groups must not lie one behind the other where only the first rows are looked at.
            SeededRandom.of(SeededRandom.derive(seed, fold)).shuffle(own);
            System.arraycopy(own, 0, rows, starts[fold], own.length);
        }
        return new Folds(rows, starts);
    }

    int count() {
        return starts.length - 1;
    }

    int size() {
        return rows.length;
    }

    /** The row of the data behind a row of the sample. */
    int row(int sampled) {
        return rows[sampled];
    }

    int start(int fold) {
        return starts[fold];
    }

    int end(int fold) {
        return starts[fold + 1];
    }

    /** Codes of the rows outside a fold. */
    byte[] without(int fold, byte[] codes) {
        byte[] rest = new byte[size() - (end(fold) - start(fold))];
        System.arraycopy(codes, 0, rest, 0, start(fold));
        System.arraycopy(codes, end(fold), rest, start(fold), size() - end(fold));
        return rest;
    }

    /** Sides of the rows outside a fold. */
    boolean[] without(int fold, boolean[] sides) {
        boolean[] rest = new boolean[size() - (end(fold) - start(fold))];
        System.arraycopy(sides, 0, rest, 0, start(fold));
        System.arraycopy(sides, end(fold), rest, start(fold), size() - end(fold));
        return rest;
    }
}
