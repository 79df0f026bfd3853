package io.github.segmentation4j.fairness.targeting;

import io.github.segmentation4j.internal.parallel.Checkpoint;

/**
 * Every value the lowest rate of disjoint groups can have, in rising order: the fractions k / n of every group. Immutable.
 */
final class Levels {
    private final int[] hits;
    private final int[] of;

    /** The levels of groups of these sizes, each at least 1. */
    Levels(int[] sizes, Checkpoint checkpoint) {
        long count = sizes.length;
        for (int size : sizes) {
            count += size;
        }
        hits = new int[Math.toIntExact(count)];
        of = new int[hits.length];
        int[] next = new int[sizes.length];
        for (int level = 0; level < hits.length; level++) {
            checkpoint.at(level);
            int least = -1;
            for (int g = 0; g < sizes.length; g++) {
                boolean open = next[g] <= sizes[g];
                if (open && (least < 0 || (long) next[g] * sizes[least] < (long) next[least] * sizes[g])) {
                    least = g;
                }
            }
            hits[level] = next[least]++;
            of[level] = sizes[least];
        }
    }

    int count() {
        return hits.length;
    }

    int hits(int level) {
        return hits[level];
    }

    int of(int level) {
        return of[level];
    }
}
