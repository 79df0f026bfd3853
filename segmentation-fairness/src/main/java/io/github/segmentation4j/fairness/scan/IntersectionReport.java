package io.github.segmentation4j.fairness.scan;

import io.github.segmentation4j.Exhibit;
import io.github.segmentation4j.Exhibit.Cell;
import io.github.segmentation4j.quality.Statistic;
import java.util.ArrayList;
import java.util.List;

/**
 * What an {@link IntersectionScan} found.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * @param intersections those compared, the least likely by chance first, then the larger difference
 * @param persons how many persons were scanned
 * @param hits how many of them are selected
 * @param minimum the fewest persons, inside and outside, that were compared
 * @param tooSmall how many intersections have somebody, but fewer persons than the minimum
 * @param withoutRest how many intersections are large enough but leave fewer persons than the minimum outside
 */
public record IntersectionReport(
        List<Intersection> intersections, long persons, long hits, int minimum, long tooSmall, long withoutRest) {
    /** Copies the list. */
    public IntersectionReport {
        intersections = List.copyOf(intersections);
    }

    /**
     * The intersections that differ from everybody else; of these an expected share of at most {@code level} does so by
     * chance.
     *
     * @param level above 0 and below 1
     */
    public List<Intersection> significant(double level) {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("the level must lie between 0 and 1, was " + level);
        }
        return intersections.stream()
                .filter(intersection -> intersection.adjustedP() <= level)
                .toList();
    }

    /**
     * The first intersections, one a row, and in a last row how many were not compared.
     *
     * @param most how many intersections to show, 0 or more
     */
    public Exhibit.Table table(int most) {
        List<List<Cell>> rows = new ArrayList<>();
        for (Intersection intersection : intersections.subList(0, Math.min(most, intersections.size()))) {
            rows.add(List.of(
                    Cell.text(intersection.description()),
                    share(intersection.hits(), intersection.persons(), intersection.rate()),
                    share(intersection.otherHits(), intersection.otherPersons(), intersection.otherRate()),
                    Cell.amount(intersection.difference()),
                    Cell.amount(intersection.p()),
                    Cell.amount(intersection.adjustedP())));
        }
        rows.add(List.of(
                Cell.text(tooSmall + " more have fewer than " + minimum + " persons, " + withoutRest
                        + " leave fewer than that outside; " + (intersections.size() - rows.size()) + " are not shown"),
                Cell.text(""),
                Cell.text(""),
                Cell.text(""),
                Cell.text(""),
                Cell.text("")));
        return new Exhibit.Table(
                "Intersections against everybody else",
                List.of("intersection", "rate", "rate of the others", "difference", "p", "adjusted p"),
                rows);
    }

    private static Cell share(long hits, long persons, Statistic rate) {
        return rate instanceof Statistic.Estimate estimate
                ? new Cell.Share(hits, persons, estimate.lower(), estimate.upper())
                : Cell.text("nobody");
    }
}
