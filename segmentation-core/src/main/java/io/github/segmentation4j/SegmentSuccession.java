package io.github.segmentation4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What a refit made of the segments of a registry.
 *
 * @param before the registry of the earlier run
 * @param registry the one of the later run
 * @param changes what became of each segment: the kept, the split, the merged, the born, the died, each in the order of
 *     the clusters
 * @param migration the moves of customers, rows and columns in the order of the clusters
 */
public record SegmentSuccession(
        SegmentRegistry before, SegmentRegistry registry, List<SegmentChange> changes, MigrationMatrix migration) {
    /** Copies the list. */
    public SegmentSuccession {
        Objects.requireNonNull(before, "before");
        Objects.requireNonNull(registry, "registry");
        Objects.requireNonNull(migration, "migration");
        changes = List.copyOf(changes);
    }

    /** The changes of a kind, in order. */
    public <T extends SegmentChange> List<T> changes(Class<T> kind) {
        return changes.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /**
     * The changes in words, as a table, and the moves of customers, as flows, for a report. Numbers of customers are in the second
     * alone, so that what is hidden there cannot be read from the first.
     */
    public List<Exhibit> exhibits() {
        List<List<Exhibit.Cell>> rows = new ArrayList<>();
        for (SegmentChange change : changes) {
            rows.add(row(change));
        }
        return List.of(
                new Exhibit.Table("Changes of segments", List.of("change", "before", "after"), rows),
                migration.exhibit(before.labels(), registry.labels()));
    }

    private List<Exhibit.Cell> row(SegmentChange change) {
        if (change instanceof SegmentChange.Kept kept) {
            return row("kept", before.label(kept.id()), registry.label(kept.id()));
        }
        if (change instanceof SegmentChange.Split split) {
            return row("split", before.label(split.id()), labels(registry, split.parts()));
        }
        if (change instanceof SegmentChange.Merged merged) {
            return row("merged", labels(before, merged.parts()), registry.label(merged.id()));
        }
        return change instanceof SegmentChange.Born born
                ? row("born", "", registry.label(born.id()))
                : row("died", before.label(change.id()), "");
    }

    private static String labels(SegmentRegistry names, List<SegmentChange.Part> parts) {
        return parts.stream().map(part -> names.label(part.id())).collect(Collectors.joining("; "));
    }

    private static List<Exhibit.Cell> row(String change, String from, String to) {
        return List.of(Exhibit.Cell.text(change), Exhibit.Cell.text(from), Exhibit.Cell.text(to));
    }
}
