package io.github.segmentation4j.fairness.scan;

/**
 * The persons of some cells put together: how many outcomes they have, how many are expected, and how many of them have
 * which probability. Immutable.
 */
final class Slice {
    private final double hits;
    private final double persons;
    private final double expected;
    private final double[] probabilities;
    private final double[] counts;

    /** A slice that takes over its arrays. */
    Slice(double hits, double persons, double expected, double[] probabilities, double[] counts) {
        this.hits = hits;
        this.persons = persons;
        this.expected = expected;
        this.probabilities = probabilities;
        this.counts = counts;
    }

    double hits() {
        return hits;
    }

    double persons() {
        return persons;
    }

    double expected() {
        return expected;
    }

    /** The number of distinct probabilities; 0 where the score does not ask for them. */
    int size() {
        return probabilities.length;
    }

    double probability(int index) {
        return probabilities[index];
    }

    double persons(int index) {
        return counts[index];
    }
}
