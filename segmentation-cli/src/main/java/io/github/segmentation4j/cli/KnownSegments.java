package io.github.segmentation4j.cli;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.run.InvalidInputException;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The segments there are, or at most how many: known without looking at the customers.
 *
 * @param names by number; empty where they are chosen privately
 * @param count how many there are, or may be
 */
record KnownSegments(List<String> names, int count) {
    private static final int MOST = 1000;

    /** At most how many there are if nothing was said. */
    private static final int STANDARD = 100;

    /**
     * As typed.
     *
     * @param typed a number, or names
     * @param chosen whether the segments to publish are chosen privately, so that their names may come from the data
     */
    static KnownSegments of(List<String> typed, boolean chosen) {
        if (typed.isEmpty()) {
            if (chosen) {
                return new KnownSegments(List.of(), STANDARD);
            }
            throw new InvalidInputException("which segments there are must be known without looking at the customers:"
                    + " give their number or their names with --segments, or let --select choose those that are large"
                    + " enough to be named");
        }
        if (typed.size() > 1) {
            if (chosen) {
                throw new InvalidInputException(
                        "--select takes at most a number of --segments, as the names come from --labels");
            }
            if (new HashSet<>(typed).size() < typed.size()
                    || typed.size() > MOST
                    || typed.stream().anyMatch(String::isBlank)) {
                throw new InvalidInputException(
                        "--segments must name at most " + MOST + " segments, each once and none blank");
            }
            return new KnownSegments(List.copyOf(typed), typed.size());
        }
        int count = number(typed.get(0));
        if (chosen) {
            return new KnownSegments(List.of(), count);
        }
        return new KnownSegments(
                IntStream.range(0, count).mapToObj(String::valueOf).toList(), count);
    }

    private static int number(String typed) {
        int count = typed.matches("[0-9]{1,4}") ? Integer.parseInt(typed) : 0;
        if (count >= 1 && count <= MOST) {
            return count;
        }
        throw new InvalidInputException("--segments takes a number from 1 to " + MOST
                + ", for the labels 0 to one less, or several names, was '" + typed + "'");
    }

    boolean areChosen() {
        return names.isEmpty();
    }

    /** Segments as read with levels that are known. */
    Categories of(Categories read) {
        if (areChosen()) {
            if (read.levels().size() > count) {
                throw new InvalidInputException("--labels names more than " + count
                        + " different segments; say at most how many there are with --segments");
            }
            return read;
        }
        int[] places = read.levels().stream().mapToInt(names::indexOf).toArray();
        int[] codes = read.codes();
        for (int row = 0; row < codes.length; row++) {
            if (codes[row] != Categories.MISSING) {
                codes[row] = places[codes[row]];
                if (codes[row] < 0) {
                    throw InvalidInputException.atRow(
                            row + 1L,
                            "the segment of this customer is not among those of --segments, which are "
                                    + (count > 20 ? "0 to " + (count - 1) : String.join(", ", names)));
                }
            }
        }
        return Categories.of(read.name(), names, codes);
    }
}
