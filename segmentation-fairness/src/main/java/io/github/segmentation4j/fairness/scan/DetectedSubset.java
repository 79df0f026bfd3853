package io.github.segmentation4j.fairness.scan;

import io.github.segmentation4j.Exhibit;
import io.github.segmentation4j.Exhibit.Cell;
import io.github.segmentation4j.quality.Statistic;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The persons whose outcomes deviate most from what was expected of them, as a {@link SubsetScan} found them.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * @param restrictions for each attribute that restricts the subset the values it takes, in the order of the names of the
 *     attributes; an attribute that is not named takes every value
 * @param direction {@link ScanDirection#HIGHER} or {@link ScanDirection#LOWER}
 * @param persons how many persons are in the subset; 0 if nobody deviates to that side
 * @param observed how many of them have the outcome
 * @param expected how many of them were expected to have it
 * @param score the log-likelihood ratio less the penalties, 0 or more unless it was counted in other cells
 * @param p the probability of a score at least as high, anywhere in the search, if every expectation is right
 */
public record DetectedSubset(
        Map<String, List<String>> restrictions,
        ScanDirection direction,
        long persons,
        long observed,
        double expected,
        double score,
        Statistic p) {
    /** Copies the restrictions. */
    public DetectedSubset {
        TreeMap<String, List<String>> sorted = new TreeMap<>();
        restrictions.forEach((attribute, values) -> sorted.put(attribute, List.copyOf(values)));
        restrictions = Collections.unmodifiableMap(sorted);
        Objects.requireNonNull(p, "p");
    }

    /** Whether anybody deviates to that side at all. */
    public boolean isPresent() {
        return persons > 0;
    }

    /** The observed outcomes for each expected one. */
    public Statistic ratio() {
        return persons == 0 ? Statistic.undetermined("nobody is in the subset") : Statistic.of(observed / expected);
    }

    /** The subset as one row. */
    public Exhibit.Table table() {
        return new Exhibit.Table(
                "Subset of the largest deviation",
                List.of("subset", "outcomes", "persons", "observed", "expected", "ratio", "score", "p"),
                List.of(List.of(
                        Cell.text(description()),
                        Cell.text(direction == ScanDirection.HIGHER ? "more than expected" : "fewer than expected"),
                        Cell.count(persons),
                        Cell.count(observed),
                        Cell.amount(expected),
                        Cell.of(ratio()),
                        Cell.amount(score),
                        Cell.of(p))));
    }

    private String description() {
        if (persons == 0) {
            return "nobody";
        }
        return restrictions.isEmpty()
                ? "everybody"
                : String.join(
                        " and ",
                        restrictions.entrySet().stream()
                                .map(entry -> entry.getKey() + " is " + String.join(" or ", entry.getValue()))
                                .toList());
    }
}
