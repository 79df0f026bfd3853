package io.github.segmentation4j.fairness.scan;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.fairness.group.Groups;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.InvalidInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Persons put together by what a {@link SubsetScan} may ask of them: for each combination of attribute values, and each
 * expected probability within it, how many persons there are and how many of them have the outcome. Nothing is lost by
 * that, and no row of a person is kept.
 *
 * <p>A missing value is a value of its own, {@value Groups#MISSING}: whoever withholds an attribute can be treated unlike the
 * others, too.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class ScanCells {
    private final List<String> attributes;
    private final List<List<String>> levels;
    private final List<Entry> entries;

    private ScanCells(List<String> attributes, List<List<String>> levels, List<Entry> entries) {
        if (entries.isEmpty()) {
            throw new InvalidInputException("a scan needs at least one person, there was none");
        }
        this.attributes = attributes;
        this.levels = levels;
        this.entries = entries;
    }

    /**
     * The cells of persons.
     *
     * @param attributes at least one attribute, all about the same rows, with names that differ
     * @param outcomes for each row whether the person has the outcome
     * @param expected for each row the probability of the outcome if all is well, above 0 and below 1: a score, or the
     *     overall share for everybody
     * @throws InvalidInputException if a probability is not above 0 and below 1, or if there are no rows
     */
    public static ScanCells of(List<Categories> attributes, boolean[] outcomes, double[] expected) {
        List<List<String>> levels = new ArrayList<>();
        for (Categories attribute : attributes) {
            if (attribute.size() != outcomes.length || expected.length != outcomes.length) {
                throw new IllegalArgumentException("attributes, outcomes and expected probabilities must be about the"
                        + " same rows, were " + attribute.size() + ", " + outcomes.length + " and " + expected.length);
            }
            levels.add(attribute.levels());
        }
        Builder builder = builder(attributes.stream().map(Categories::name).toList(), levels);
        int[] codes = new int[attributes.size()];
        for (int row = 0; row < outcomes.length; row++) {
            if (!(expected[row] > 0 && expected[row] < 1)) {
                throw InvalidInputException.atRow(
                        row + 1L, "an expected probability must lie above 0 and below 1; clip certain ones");
            }
            for (int a = 0; a < codes.length; a++) {
                codes[a] = attributes.get(a).code(row);
            }
            builder.count(codes, expected[row], 1, outcomes[row] ? 1 : 0);
        }
        return builder.build();
    }

    /**
     * Starts cells from counts.
     *
     * @param attributes the names of at least one attribute, no two alike
     * @param levels for each attribute the names of its values
     */
    public static Builder builder(List<String> attributes, List<List<String>> levels) {
        return new Builder(attributes, levels);
    }

    /** The names of the attributes. */
    public List<String> attributes() {
        return attributes;
    }

    /** For each attribute the names of its values; {@value Groups#MISSING} is one of them. */
    public List<List<String>> levels() {
        return levels;
    }

    /** The number of persons. */
    public long persons() {
        return entries.stream().mapToLong(Entry::persons).sum();
    }

    /** The number of persons with the outcome. */
    public long observed() {
        return entries.stream().mapToLong(Entry::hits).sum();
    }

    /** The expected number of persons with the outcome. */
    public double expected() {
        double sum = 0;
        for (Entry entry : entries) {
            sum += entry.persons() * entry.probability();
        }
        return sum;
    }

    /**
     * These persons at random in two parts, to find a subset in one and to confirm it in the other.
     *
     * @param holdoutShare the probability of a person to be held out, above 0 and below 1
     * @param seed decides who is
     * @throws InvalidInputException if nobody is left in one of the parts
     */
    public Split split(double holdoutShare, long seed) {
        if (!(holdoutShare > 0 && holdoutShare < 1)) {
            throw new IllegalArgumentException("the share to hold out must lie between 0 and 1, was " + holdoutShare);
        }
        SeededRandom random = SeededRandom.of(seed);
        List<Entry> search = new ArrayList<>();
        List<Entry> holdout = new ArrayList<>();
        for (Entry entry : entries) {
            int hits = new BinomialDraw(entry.hits(), holdoutShare).next(random);
            int others = new BinomialDraw(entry.persons() - entry.hits(), holdoutShare).next(random);
            holdout.add(entry.with(hits + others, hits));
            search.add(entry.with(entry.persons() - hits - others, entry.hits() - hits));
        }
        search.removeIf(entry -> entry.persons() == 0);
        holdout.removeIf(entry -> entry.persons() == 0);
        return new Split(new ScanCells(attributes, levels, search), new ScanCells(attributes, levels, holdout));
    }

    /** Ordered by their values, then by probability. */
    List<Entry> entries() {
        return entries;
    }

    /**
     * Two parts of the same persons.
     *
     * @param search those to scan
     * @param holdout those to confirm with
     */
    public record Split(ScanCells search, ScanCells holdout) {}

    /** Persons with the same values and the same probability. */
    record Entry(List<Integer> codes, double probability, int persons, int hits) {
        Entry with(int newPersons, int newHits) {
            return new Entry(codes, probability, newPersons, newHits);
        }
    }

    /** Collects {@link ScanCells} from counts. Not safe for use by several threads. */
    public static final class Builder {
        private final List<String> attributes;
        private final List<List<String>> levels;
        private final Map<Key, int[]> counts = new HashMap<>();

        private Builder(List<String> attributes, List<List<String>> levels) {
            if (attributes.isEmpty() || attributes.size() != levels.size()) {
                throw new IllegalArgumentException("a scan needs at least one attribute and the levels of each, were "
                        + attributes.size() + " and " + levels.size());
            }
            if (attributes.stream().distinct().count() < attributes.size()) {
                throw new IllegalArgumentException("attributes must have different names, were " + attributes);
            }
            this.attributes = List.copyOf(attributes);
            this.levels = levels.stream()
                    .map(names -> {
                        List<String> all = new ArrayList<>(names);
                        if (!all.contains(Groups.MISSING)) {
                            all.add(Groups.MISSING);
                        }
                        return List.copyOf(all);
                    })
                    .toList();
        }

        /**
         * Adds a cell. All its persons are taken to have the same probability; where they do not, add the cell once for
         * each probability, and the scan stays exact.
         *
         * @param values the value of each attribute, {@value Groups#MISSING} for a missing one
         * @param persons at least 1
         * @param observed how many of them have the outcome
         * @param expected how many of them are expected to have it, above 0 and below {@code persons}
         */
        public Builder add(List<String> values, int persons, int observed, double expected) {
            if (values.size() != attributes.size()) {
                throw new IllegalArgumentException(
                        "a cell needs a value of each of " + attributes + ", had " + values.size());
            }
            if (persons < 1 || observed < 0 || observed > persons) {
                throw new InvalidInputException(
                        "a cell needs persons and from 0 to as many outcomes, were " + persons + " and " + observed);
            }
            if (!(expected > 0 && expected < persons)) {
                throw new InvalidInputException("the expected number of outcomes must lie above 0 and below the "
                        + persons + " persons of the cell; clip certain ones");
            }
            int[] codes = new int[values.size()];
            for (int a = 0; a < codes.length; a++) {
                int code = levels.get(a).indexOf(values.get(a));
                if (code < 0) {
                    throw InvalidInputException.inColumn(attributes.get(a), "a cell has a value that is no level");
                }
                codes[a] = code;
            }
            count(codes, expected / persons, persons, observed);
            return this;
        }

        /**
         * The cells.
         *
         * @throws InvalidInputException if there are none
         */
        public ScanCells build() {
            List<Entry> entries = new ArrayList<>(counts.size());
            counts.forEach((key, count) -> entries.add(new Entry(key.codes(), key.probability(), count[0], count[1])));
            entries.sort(Comparator.comparing(Entry::codes, Builder::compare).thenComparing(Entry::probability));
            return new ScanCells(attributes, levels, List.copyOf(entries));
        }

        private void count(int[] codes, double probability, int persons, int hits) {
            List<Integer> values = new ArrayList<>(codes.length);
            for (int a = 0; a < codes.length; a++) {
                values.add(codes[a] < 0 ? levels.get(a).indexOf(Groups.MISSING) : codes[a]);
            }
            int[] count = counts.computeIfAbsent(new Key(values, probability), unseen -> new int[2]);
            count[0] = Math.addExact(count[0], persons);
            count[1] += hits;
        }

        private static int compare(List<Integer> first, List<Integer> second) {
            return Arrays.compare(
                    first.stream().mapToInt(Integer::intValue).toArray(),
                    second.stream().mapToInt(Integer::intValue).toArray());
        }

        private record Key(List<Integer> codes, double probability) {}
    }
}
