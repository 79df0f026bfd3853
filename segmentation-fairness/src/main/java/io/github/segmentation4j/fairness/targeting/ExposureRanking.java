package io.github.segmentation4j.fairness.targeting;

import java.util.List;

/**
 * A ranked list and what it shows of the protected group.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * @param ids from the first place to the last
 * @param minima the fewest protected candidates in the first 1, 2, ... places
 * @param reached how many there are
 */
public record ExposureRanking(List<String> ids, List<Integer> minima, List<Integer> reached) {
    /** Copies the lists. */
    public ExposureRanking {
        ids = List.copyOf(ids);
        minima = List.copyOf(minima);
        reached = List.copyOf(reached);
    }

    /** Whether every minimum is reached; if not, there were too few protected candidates and all of them are ranked. */
    public boolean keepsMinima() {
        for (int place = 0; place < minima.size(); place++) {
            if (reached.get(place) < minima.get(place)) {
                return false;
            }
        }
        return true;
    }
}
