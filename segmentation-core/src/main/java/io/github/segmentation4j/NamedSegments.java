package io.github.segmentation4j;

import io.github.segmentation4j.data.CustomerData;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ProgressListener;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The segments of a run under the names that their registry knows them by.
 *
 * @param segments in the order of the clusters
 * @param registry their ids and names
 * @param succession what became of the segments of the release that was followed; null if none was
 * @param suspended the numbers of the segments that go on from suspended ones, ascending
 */
record NamedSegments(
        List<Segment> segments,
        SegmentRegistry registry,
        @Nullable SegmentSuccession succession,
        List<Integer> suspended) {

    /** Segments that follow no others. */
    static NamedSegments first(List<Segment> found) {
        SegmentRegistry registry =
                SegmentRegistry.starting(found.stream().map(Segment::name).toList());
        return new NamedSegments(registry.name(found), registry, null, List.of());
    }

    /**
     * Segments that follow those of an earlier release, which is asked where it would put the same customers.
     *
     * @param members of the segments, under their automatic names
     * @throws InvalidInputException if the earlier release cannot describe the customers
     */
    static NamedSegments following(
            ReleasedSegmentation earlier,
            CustomerData customers,
            List<Segment> found,
            SegmentMembers members,
            RunContext context) {
        SegmentAssignments before;
        try {
            // Its passes over the data would begin the listener's stages anew.
            before = earlier.assign(customers, context.withListener(ProgressListener.none()));
        } catch (InvalidInputException e) {
            throw new InvalidInputException(
                    "the release that is followed cannot put the customers into its segments: " + e.getMessage()
                            + "; give it what it asks for, or follow no release",
                    e);
        }
        SegmentSuccession succession = earlier.registry().next(SegmentMembers.of(before), members, context);
        SegmentRegistry registry = succession.registry();
        return new NamedSegments(
                registry.name(found), registry, succession, heirs(earlier.suspendedSegments(), succession));
    }

    /** The numbers of the segments that were kept, split or merged from some that were suspended. */
    private static List<Integer> heirs(List<Integer> suspended, SegmentSuccession succession) {
        Set<Integer> before = new HashSet<>();
        for (int number : suspended) {
            before.add(succession.before().segments().get(number - 1).id());
        }
        Set<Integer> heirs = new HashSet<>();
        for (SegmentChange change : succession.changes()) {
            if (change instanceof SegmentChange.Kept && before.contains(change.id())) {
                heirs.add(change.id());
            } else if (change instanceof SegmentChange.Split split && before.contains(split.id())) {
                split.parts().forEach(part -> heirs.add(part.id()));
            } else if (change instanceof SegmentChange.Merged merged
                    && merged.parts().stream().anyMatch(part -> before.contains(part.id()))) {
                heirs.add(merged.id());
            }
        }
        List<Integer> numbers = new ArrayList<>();
        for (RegisteredSegment segment : succession.registry().segments()) {
            if (heirs.contains(segment.id())) {
                numbers.add(segment.number());
            }
        }
        return List.copyOf(numbers);
    }
}
