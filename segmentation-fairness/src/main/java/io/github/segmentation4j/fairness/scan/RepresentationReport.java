package io.github.segmentation4j.fairness.scan;

import io.github.segmentation4j.Exhibit;
import io.github.segmentation4j.Exhibit.Cell;
import io.github.segmentation4j.fairness.group.Groups;
import io.github.segmentation4j.quality.Statistic;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What {@link Representation} found.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * @param attribute the attribute whose groups were compared
 * @param groups the groups of the reference, then those that only the data have
 * @param missing how many persons of the data have no known group; they are in no share
 * @param pooledGroups how many groups were put together for the test, because fewer than 5 persons were expected in one
 * @param p the probability of counts at least as far from the reference if the data were drawn from it
 */
public record RepresentationReport(
        String attribute, List<GroupRepresentation> groups, long missing, int pooledGroups, Statistic p) {
    /** Copies the list. */
    public RepresentationReport {
        groups = List.copyOf(groups);
        Objects.requireNonNull(p, "p");
    }

    /** How many persons of the data belong to groups that the reference does not have; the test leaves them out. */
    public long outsideReference() {
        return groups.stream()
                .filter(group -> group.referenceShare() == 0)
                .mapToLong(GroupRepresentation::persons)
                .sum();
    }

    /** The groups, one a row, and the persons whose group is missing. */
    public Exhibit.Table table() {
        List<List<Cell>> rows = new ArrayList<>();
        for (GroupRepresentation group : groups) {
            rows.add(List.of(
                    Cell.text(group.group()),
                    Cell.count(group.persons()),
                    group.share() instanceof Statistic.Estimate share
                            ? new Cell.Share(group.persons(), group.of(), share.lower(), share.upper())
                            : Cell.text("nobody"),
                    Cell.amount(group.referenceShare()),
                    Cell.of(group.ratio())));
        }
        rows.add(List.of(Cell.text(Groups.MISSING), Cell.count(missing), Cell.text(""), Cell.text(""), Cell.text("")));
        return new Exhibit.Table(
                "Groups of " + attribute + " against the reference population",
                List.of("group", "persons", "share", "share in the reference", "ratio"),
                rows);
    }
}
