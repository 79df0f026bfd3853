package io.github.segmentation4j.fairness.scan;

import io.github.segmentation4j.internal.random.SeededRandom;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * {@link ScanCells} as arrays, for a search that passes over them many times: the values of each cell, and the persons of
 * the cell by probability. Immutable.
 */
final class CellTable {
    private final int attributes;
    private final int[] arity;
    private final int[] codes;
    private final int[] firstEntry;
    private final double[] distinct;
    private final int[] probability;
    private final double[] persons;
    private final double[] hits;
    private final double[] expected;
    private final double[] cellPersons;
    private final BinomialDraw[] draws;
    private final BitSet[] inhabited;

    CellTable(ScanCells cells) {
        List<ScanCells.Entry> entries = cells.entries();
        attributes = cells.attributes().size();
        arity = cells.levels().stream().mapToInt(List::size).toArray();
        distinct = entries.stream()
                .mapToDouble(ScanCells.Entry::probability)
                .sorted()
                .distinct()
                .toArray();
        probability = new int[entries.size()];
        persons = new double[entries.size()];
        draws = new BinomialDraw[entries.size()];
        int[] starts = new int[entries.size() + 1];
        int[] values = new int[entries.size() * attributes];
        int count = 0;
        for (int e = 0; e < entries.size(); e++) {
            ScanCells.Entry entry = entries.get(e);
            if (e == 0 || !entry.codes().equals(entries.get(e - 1).codes())) {
                starts[count] = e;
                for (int a = 0; a < attributes; a++) {
                    values[count * attributes + a] = entry.codes().get(a);
                }
                count++;
            }
            probability[e] = Arrays.binarySearch(distinct, entry.probability());
            persons[e] = entry.persons();
            draws[e] = new BinomialDraw(entry.persons(), entry.probability());
        }
        starts[count] = entries.size();
        firstEntry = Arrays.copyOf(starts, count + 1);
        codes = Arrays.copyOf(values, count * attributes);
        hits = new double[count];
        expected = new double[count];
        cellPersons = new double[count];
        inhabited = new BitSet[attributes];
        Arrays.setAll(inhabited, a -> new BitSet(arity[a]));
        for (int cell = 0; cell < count; cell++) {
            for (int e = firstEntry[cell]; e < firstEntry[cell + 1]; e++) {
                hits[cell] += entries.get(e).hits();
                cellPersons[cell] += persons[e];
                expected[cell] += entries.get(e).persons() * entries.get(e).probability();
            }
            for (int a = 0; a < attributes; a++) {
                inhabited[a].set(code(cell, a));
            }
        }
    }

    int attributes() {
        return attributes;
    }

    int arity(int attribute) {
        return arity[attribute];
    }

    /** The values of an attribute that somebody has. */
    BitSet inhabited(int attribute) {
        return inhabited[attribute];
    }

    int cells() {
        return hits.length;
    }

    int code(int cell, int attribute) {
        return codes[cell * attributes + attribute];
    }

    int distinctProbabilities() {
        return distinct.length;
    }

    /** The observed outcomes of each cell, copied. */
    double[] hits() {
        return hits.clone();
    }

    double expected(int cell) {
        return expected[cell];
    }

    double persons(int cell) {
        return cellPersons[cell];
    }

    /** Outcomes of each cell as they would be if every expected probability were true. */
    double[] drawHits(SeededRandom random) {
        double[] drawn = new double[hits.length];
        for (int cell = 0; cell < drawn.length; cell++) {
            for (int e = firstEntry[cell]; e < firstEntry[cell + 1]; e++) {
                drawn[cell] += draws[e].next(random);
            }
        }
        return drawn;
    }

    /** Adds the persons of a cell to a table of how many have which probability. */
    void addProbabilities(int cell, SliceBuilder builder) {
        for (int e = firstEntry[cell]; e < firstEntry[cell + 1]; e++) {
            builder.addPersons(probability[e], distinct[probability[e]], persons[e]);
        }
    }
}
