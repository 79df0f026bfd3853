package io.github.segmentation4j.fairness.monitor;

import io.github.segmentation4j.run.InvalidInputException;

/**
 * What happened to two groups between two looks: how many persons of each there were, and how many of them were selected,
 * or are in the segment. The order of the persons is of no account.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * @param firstHits how many persons of the first group were selected
 * @param first how many persons of the first group there were
 * @param secondHits how many persons of the second group were selected
 * @param second how many persons of the second group there were
 */
public record ParityBatch(int firstHits, int first, int secondHits, int second) {
    /** Checks the counts. */
    public ParityBatch {
        if (firstHits < 0 || firstHits > first || secondHits < 0 || secondHits > second) {
            throw new InvalidInputException("the selected of a batch must be from 0 to the persons, were " + firstHits
                    + " of " + first + " and " + secondHits + " of " + second);
        }
    }

    /** Whether both groups occur; a batch of one group says nothing about a difference. */
    boolean compares() {
        return first > 0 && second > 0;
    }

    double gap() {
        return (double) firstHits / first - (double) secondHits / second;
    }

    /** The number of persons whose comparison is as sharp if the groups were equally large. */
    double effectivePersons() {
        return 4.0 * first * second / ((double) first + second);
    }
}
