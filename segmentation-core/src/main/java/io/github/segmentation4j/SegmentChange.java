package io.github.segmentation4j;

import io.github.segmentation4j.quality.Statistic;
import java.util.List;
import java.util.Objects;

/**
 * What became of segments in a refit. Ids are those of a {@link SegmentRegistry}; shares are of customers who are in both
 * runs unless said otherwise.
 *
 * <p>Each id of the earlier run is kept, or else ends in a split or merger, or else died. Each id of the later run was
 * kept, or else began in a split or merger, or else was born. An id may be kept and split, or kept and merged.
 *
 * <p>Implementations are immutable and safe for use by several threads.
 */
public sealed interface SegmentChange {
    /**
     * A segment is in both runs.
     *
     * @param id its id
     * @param similarity of the two, from 0 to 1, see {@link SegmentMatching}
     * @param stayed of the customers who were in it the share who still are
     * @param returning of the customers who are in it the share who were
     */
    record Kept(int id, double similarity, Statistic stayed, Statistic returning) implements SegmentChange {
        /** Checks that nothing is null. */
        public Kept {
            Objects.requireNonNull(stayed, "stayed");
            Objects.requireNonNull(returning, "returning");
        }
    }

    /**
     * One segment of the earlier run became several.
     *
     * @param id of the earlier segment
     * @param parts the later segments, two or more, that mainly came from it; shares are of the earlier segment
     */
    record Split(int id, List<Part> parts) implements SegmentChange {
        /** Copies the list. */
        public Split {
            parts = List.copyOf(parts);
        }
    }

    /**
     * Several segments of the earlier run became one.
     *
     * @param id of the later segment
     * @param parts the earlier segments, two or more, that mainly went into it; shares are of the later segment
     */
    record Merged(int id, List<Part> parts) implements SegmentChange {
        /** Copies the list. */
        public Merged {
            parts = List.copyOf(parts);
        }
    }

    /**
     * A new segment that is like none before and no part of one.
     *
     * @param id its id, never used before
     * @param newcomers of all its customers the share who were not in the earlier run
     */
    record Born(int id, Statistic newcomers) implements SegmentChange {
        /** Checks that nothing is null. */
        public Born {
            Objects.requireNonNull(newcomers, "newcomers");
        }
    }

    /**
     * A segment that is no more and went into no other.
     *
     * @param id its id, never to be used again
     * @param gone of all its customers the share who are not in the later run
     */
    record Died(int id, Statistic gone) implements SegmentChange {
        /** Checks that nothing is null. */
        public Died {
            Objects.requireNonNull(gone, "gone");
        }
    }

    /**
     * A segment on the side of the several.
     *
     * @param id its id
     * @param customers those it has in common with the one
     * @param share of the one, above 0 to 1
     */
    record Part(int id, long customers, double share) {}

    /** The id of the segment it is about. */
    int id();
}
