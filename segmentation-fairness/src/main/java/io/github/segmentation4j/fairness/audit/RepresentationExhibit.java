package io.github.segmentation4j.fairness.audit;

import io.github.segmentation4j.Exhibit;
import io.github.segmentation4j.Exhibit.Cell;
import io.github.segmentation4j.fairness.scan.GroupRepresentation;
import io.github.segmentation4j.fairness.scan.RepresentationReport;
import io.github.segmentation4j.quality.Statistic;
import java.util.ArrayList;
import java.util.List;

/** The groups against a reference population, as a table in which few persons are not told. */
final class RepresentationExhibit {
    private final RepresentationReport report;
    private final int minimum;

    RepresentationExhibit(RepresentationReport report, int minimum) {
        this.report = report;
        this.minimum = minimum;
    }

    /** Whether all groups are large enough to be told: a single one could be worked out from the others. */
    boolean tells() {
        return report.groups().stream().allMatch(group -> group.persons() >= minimum);
    }

    Exhibit.Table table() {
        boolean told = tells();
        List<List<Cell>> rows = new ArrayList<>();
        for (GroupRepresentation group : report.groups()) {
            boolean small = group.persons() < minimum;
            rows.add(List.of(
                    Cell.text(group.group()),
                    (told || small) && group.share() instanceof Statistic.Estimate share
                            ? new Cell.Share(group.persons(), group.of(), share.lower(), share.upper())
                            : Cell.text("not shown"),
                    Cell.amount(group.referenceShare()),
                    told ? Cell.of(group.ratio()) : Cell.text("not shown")));
        }
        rows.add(List.of(Cell.text("(missing)"), Cell.count(report.missing()), Cell.text(""), Cell.text("")));
        rows.add(List.of(
                Cell.text("p of such counts if drawn from the reference"),
                told ? Cell.of(report.p()) : Cell.text("not shown"),
                Cell.text(""),
                Cell.text("")));
        return new Exhibit.Table(
                "Groups of " + report.attribute() + " against the reference population",
                List.of("group", "share", "share in the reference", "ratio"),
                rows);
    }
}
