package io.github.segmentation4j.fairness.audit;

import io.github.segmentation4j.Exhibit;
import io.github.segmentation4j.Exhibit.Cell;
import io.github.segmentation4j.fairness.scan.DetectedSubset;
import io.github.segmentation4j.fairness.scan.Intersection;
import io.github.segmentation4j.quality.Statistic;
import java.util.ArrayList;
import java.util.List;

/** Tables of what was searched for beyond the attributes that were asked for. */
final class ScanExhibits {
    /** More rows are not read by anybody; how many there are stays in the last one. */
    private static final int MOST_ROWS = 20;

    private static final Cell HIDDEN = Cell.text("not shown");
    private static final Cell EMPTY = Cell.text("");

    private final AuditResult result;
    private final int minimum;

    ScanExhibits(AuditResult result, int minimum) {
        this.result = result;
        this.minimum = minimum;
    }

    List<Exhibit> all() {
        List<Exhibit> exhibits = new ArrayList<>();
        for (AttributeAudit attribute : result.audited()) {
            attribute
                    .representation()
                    .ifPresent(report -> exhibits.add(new RepresentationExhibit(report, minimum).table()));
        }
        result.intersections().forEach(scan -> exhibits.add(intersections(scan)));
        result.subset().ifPresent(subset -> exhibits.add(subset(subset)));
        return exhibits;
    }

    private Exhibit.Table intersections(ScannedIntersections scan) {
        List<Intersection> all = scan.report().intersections();
        List<List<Cell>> rows = new ArrayList<>();
        for (Intersection intersection : all.subList(0, Math.min(MOST_ROWS, all.size()))) {
            boolean told = tells(intersection, minimum);
            rows.add(List.of(
                    Cell.text(AuditWords.of(intersection)),
                    share(intersection.hits(), intersection.persons(), intersection.rate()),
                    share(intersection.otherHits(), intersection.otherPersons(), intersection.otherRate()),
                    told ? Cell.amount(intersection.difference()) : HIDDEN,
                    told ? Cell.amount(intersection.adjustedP()) : HIDDEN));
        }
        rows.add(List.of(
                Cell.text((all.size() - rows.size()) + " more are not shown; "
                        + scan.report().tooSmall()
                        + " were not compared because of fewer than "
                        + scan.report().minimum() + " persons, " + scan.report().withoutRest()
                        + " because of so few outside"),
                EMPTY,
                EMPTY,
                EMPTY,
                EMPTY));
        return new Exhibit.Table(
                "Intersections in " + AuditWords.target(scan, result) + " against everybody else",
                List.of("intersection", "rate", "rate of the others", "difference", "adjusted p"),
                rows);
    }

    static boolean tells(Intersection intersection, int minimum) {
        return intersection.hits() >= minimum
                && intersection.persons() - intersection.hits() >= minimum
                && intersection.otherHits() >= minimum
                && intersection.otherPersons() - intersection.otherHits() >= minimum;
    }

    private Exhibit.Table subset(DetectedSubset subset) {
        boolean told = tells(subset, minimum);
        return new Exhibit.Table(
                "Subset selected least often against what was expected",
                List.of("subset", "persons", "selected", "expected", "ratio", "p"),
                List.of(List.of(
                        Cell.text(subset.isPresent() ? AuditWords.subset(subset) : "nobody"),
                        Cell.count(subset.persons()),
                        Cell.count(subset.observed()),
                        told ? Cell.amount(subset.expected()) : HIDDEN,
                        told ? Cell.of(subset.ratio()) : HIDDEN,
                        Cell.of(subset.p()))));
    }

    static boolean tells(DetectedSubset subset, int minimum) {
        return subset.observed() >= minimum && subset.persons() - subset.observed() >= minimum;
    }

    private static Cell share(long hits, long persons, Statistic rate) {
        return rate instanceof Statistic.Estimate estimate
                ? new Cell.Share(hits, persons, estimate.lower(), estimate.upper())
                : Cell.text("nobody");
    }
}
