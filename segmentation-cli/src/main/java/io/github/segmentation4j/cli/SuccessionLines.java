package io.github.segmentation4j.cli;

import io.github.segmentation4j.RegisteredSegment;
import io.github.segmentation4j.SegmentChange;
import io.github.segmentation4j.SegmentRegistry;
import io.github.segmentation4j.SegmentSuccession;
import java.util.List;
import java.util.stream.Collectors;

/** What became of segments, one line a change. No line holds a number of customers. */
final class SuccessionLines {
    private SuccessionLines() {}

    static String of(SegmentSuccession succession) {
        return succession.changes().stream()
                .map(change -> "  " + line(change, succession) + "\n")
                .collect(Collectors.joining());
    }

    private static String line(SegmentChange change, SegmentSuccession succession) {
        String before = names(succession.before(), before(change));
        String after = names(succession.registry(), after(change));
        String kind = kind(change);
        if (before.isEmpty() || after.isEmpty() || before.equals(after)) {
            return kind + ": " + (before.isEmpty() ? after : before);
        }
        return kind + ": " + before + " -> " + after;
    }

    static String kind(SegmentChange change) {
        if (change instanceof SegmentChange.Kept) {
            return "kept";
        }
        if (change instanceof SegmentChange.Split) {
            return "split";
        }
        if (change instanceof SegmentChange.Merged) {
            return "merged";
        }
        return change instanceof SegmentChange.Born ? "born" : "died";
    }

    /** The ids in the earlier run. */
    static List<Integer> before(SegmentChange change) {
        if (change instanceof SegmentChange.Merged merged) {
            return merged.parts().stream().map(SegmentChange.Part::id).toList();
        }
        return change instanceof SegmentChange.Born ? List.of() : List.of(change.id());
    }

    /** The ids in the later run. */
    static List<Integer> after(SegmentChange change) {
        if (change instanceof SegmentChange.Split split) {
            return split.parts().stream().map(SegmentChange.Part::id).toList();
        }
        return change instanceof SegmentChange.Died ? List.of() : List.of(change.id());
    }

    private static String names(SegmentRegistry registry, List<Integer> ids) {
        return ids.stream()
                .map(id -> id + " "
                        + registry.find(id).map(RegisteredSegment::name).orElseThrow())
                .collect(Collectors.joining("; "));
    }
}
