package io.github.segmentation4j.fairness.scan;

import java.util.Arrays;

/** Puts cells together to a {@link Slice}, equal probabilities to one entry. Used again after each slice; one thread. */
final class SliceBuilder {
    private static final int NONE = -1;

    private final CellTable table;
    private final boolean wantsProbabilities;
    private final int[] place;
    private int[] used = new int[16];
    private double[] probabilities = new double[16];
    private double[] counts = new double[16];
    private int size;

    SliceBuilder(CellTable table, ScanScore score) {
        this.table = table;
        this.wantsProbabilities = score == ScanScore.BERNOULLI;
        this.place = new int[wantsProbabilities ? table.distinctProbabilities() : 0];
        Arrays.fill(place, NONE);
    }

    /** The slice of some cells with their outcomes. */
    Slice slice(int[] cells, int count, double[] hits) {
        double sumHits = 0;
        double sumPersons = 0;
        double sumExpected = 0;
        for (int i = 0; i < count; i++) {
            sumHits += hits[cells[i]];
            sumPersons += table.persons(cells[i]);
            sumExpected += table.expected(cells[i]);
            if (wantsProbabilities) {
                table.addProbabilities(cells[i], this);
            }
        }
        Slice slice = new Slice(
                sumHits, sumPersons, sumExpected, Arrays.copyOf(probabilities, size), Arrays.copyOf(counts, size));
        for (int i = 0; i < size; i++) {
            place[used[i]] = NONE;
        }
        size = 0;
        return slice;
    }

    void addPersons(int index, double probability, double persons) {
        int at = place[index];
        if (at == NONE) {
            if (size == used.length) {
                used = Arrays.copyOf(used, 2 * size);
                probabilities = Arrays.copyOf(probabilities, 2 * size);
                counts = Arrays.copyOf(counts, 2 * size);
            }
            at = size++;
            place[index] = at;
            used[at] = index;
            probabilities[at] = probability;
            counts[at] = 0;
        }
        counts[at] += persons;
    }
}
