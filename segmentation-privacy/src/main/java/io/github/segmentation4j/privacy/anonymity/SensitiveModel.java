package io.github.segmentation4j.privacy.anonymity;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import java.util.Arrays;

/** A model of the sensitive values in a class. */
abstract sealed class SensitiveModel extends AnonymityModel permits DiversityModel, ClosenessModel {
    private final Categories sensitive;

    SensitiveModel(Categories sensitive) {
        this.sensitive = sensitive;
    }

    final Categories sensitive() {
        return sensitive;
    }

    /** What is measured in a class with at least one known value. */
    abstract double value(Tally tally);

    @Override
    final double[] values(EquivalenceClasses classes, Checkpoint checkpoint) {
        if (classes.rows() != sensitive.size()) {
            throw new IllegalArgumentException("the sensitive values must be about the rows of the classes: "
                    + sensitive.size() + " and " + classes.rows() + " rows");
        }
        int[] ends = new int[classes.count()];
        int[] codes = new int[classes.rows()];
        int start = 0;
        for (int c = 0; c < ends.length; c++) {
            ends[c] = start;
            start += classes.size(c);
        }
        for (int row = 0; row < codes.length; row++) {
            checkpoint.at(row);
            codes[ends[classes.classOf(row)]++] = sensitive.code(row);
        }
        double[] values = new double[ends.length];
        Tally tally = new Tally();
        for (int c = 0; c < ends.length; c++) {
            checkpoint.at(c);
            tally.count(codes, ends[c] - classes.size(c), ends[c]);
            values[c] = tally.known() == 0 ? Double.NaN : value(tally);
        }
        return values;
    }

    /** The different known values of a class in order, and how many rows have each. Reused from class to class. */
    static final class Tally {
        private int[] levels = new int[16];
        private int[] counts = new int[16];
        private int distinct;
        private int known;

        /** Counts codes[from] to codes[to - 1], which it sorts. */
        void count(int[] codes, int from, int to) {
            Arrays.sort(codes, from, to);
            distinct = 0;
            known = 0;
            for (int i = from; i < to; i++) {
                if (codes[i] == Categories.MISSING) {
                    continue;
                }
                known++;
                if (distinct > 0 && levels[distinct - 1] == codes[i]) {
                    counts[distinct - 1]++;
                } else {
                    if (distinct == levels.length) {
                        levels = Arrays.copyOf(levels, 2 * distinct);
                        counts = Arrays.copyOf(counts, 2 * distinct);
                    }
                    levels[distinct] = codes[i];
                    counts[distinct++] = 1;
                }
            }
        }

        int distinct() {
            return distinct;
        }

        int known() {
            return known;
        }

        int level(int place) {
            return levels[place];
        }

        int count(int place) {
            return counts[place];
        }

        /** The counts from the smallest to the largest. */
        int[] sortedCounts() {
            int[] sorted = Arrays.copyOf(counts, distinct);
            Arrays.sort(sorted);
            return sorted;
        }
    }
}
