package io.github.segmentation4j.fairness.scan;

import io.github.segmentation4j.quality.Statistic;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The persons who have one value of each of some attributes, against everybody else.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * @param values the value of each attribute, in the order in which the attributes were given
 * @param persons how many there are
 * @param hits how many of them are selected
 * @param otherPersons how many persons there are beside them
 * @param otherHits how many of those are selected
 * @param p the two-sided probability of rates at least as different if the true ones are equal
 * @param adjustedP the same, corrected by Benjamini and Hochberg for all intersections compared
 */
public record Intersection(
        Map<String, String> values,
        long persons,
        long hits,
        long otherPersons,
        long otherHits,
        double p,
        double adjustedP) {
    /** Copies the values. */
    public Intersection {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** The share of the selected among these persons, with Wilson's interval of 95 % confidence. */
    public Statistic rate() {
        return Shares.of(hits, persons);
    }

    /** The share of the selected among everybody else, with Wilson's interval of 95 % confidence. */
    public Statistic otherRate() {
        return Shares.of(otherHits, otherPersons);
    }

    /** The rate less the rate of everybody else. */
    public double difference() {
        return (double) hits / persons - (double) otherHits / otherPersons;
    }

    String description() {
        List<String> parts = values.entrySet().stream()
                .map(entry -> entry.getKey() + " is " + entry.getValue())
                .toList();
        return String.join(" and ", parts);
    }
}
