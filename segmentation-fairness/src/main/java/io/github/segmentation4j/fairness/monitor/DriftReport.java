package io.github.segmentation4j.fairness.monitor;

import io.github.segmentation4j.Exhibit;
import io.github.segmentation4j.Exhibit.Cell;
import java.util.List;

/**
 * What a {@link CompositionDrift} found.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * @param segments every segment that has somebody at either time, in alphabetical order
 * @param level the probability of a false alarm over all segments
 */
public record DriftReport(List<SegmentDrift> segments, double level) {
    /** Copies the list. */
    public DriftReport {
        segments = List.copyOf(segments);
    }

    /** The segments whose groups have changed by more than chance explains. */
    public List<SegmentDrift> drifted() {
        return segments.stream()
                .filter(segment -> segment.verdict() != DriftVerdict.NOT_SHOWN
                        && segment.verdict() != DriftVerdict.INSUFFICIENT_DATA)
                .toList();
    }

    /** The segments, one a row. */
    public Exhibit.Table table() {
        List<List<Cell>> rows = segments.stream()
                .map(segment -> List.of(
                        Cell.text(segment.segment()),
                        Cell.count(segment.before()),
                        Cell.count(segment.now()),
                        Cell.of(segment.stabilityIndex()),
                        Cell.of(segment.divergence()),
                        Cell.of(segment.adjustedP()),
                        Cell.text(words(segment.verdict()))))
                .toList();
        return new Exhibit.Table(
                "Groups of each segment against the baseline",
                List.of("segment", "before", "now", "stability index", "Jensen-Shannon", "adjusted p", "drift"),
                rows);
    }

    private static String words(DriftVerdict verdict) {
        return switch (verdict) {
            case NOT_SHOWN -> "not shown";
            case SLIGHT -> "slight";
            case MODERATE -> "moderate";
            case LARGE -> "large";
            case INSUFFICIENT_DATA -> "not enough persons";
        };
    }
}
