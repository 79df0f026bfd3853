package io.github.segmentation4j.fairness.monitor;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.fairness.group.Groups;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many persons of each group are in each segment at one time. Persons in no segment are in a segment {@value #NONE},
 * those without a known group in a group {@value Groups#MISSING}, so that nobody is dropped.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class Composition {
    /** The segment of persons who are in none. */
    public static final String NONE = "(no segment)";

    private static final String STORED = "composition/1";

    private final Map<String, Map<String, Long>> counts;

    private Composition(Map<String, Map<String, Long>> counts) {
        this.counts = counts;
    }

    /**
     * Counts persons.
     *
     * @param segments the segment of each person; segments are recognised later by their names
     * @param groups the group of each person, about the same rows
     */
    public static Composition of(Categories segments, Categories groups) {
        if (segments.size() != groups.size()) {
            throw new IllegalArgumentException("segments and groups must be about the same persons, were "
                    + segments.size() + " and " + groups.size() + " rows");
        }
        Map<String, Map<String, Long>> counts = new TreeMap<>();
        for (int row = 0; row < segments.size(); row++) {
            String segment = name(segments, row, NONE);
            counts.computeIfAbsent(segment, unseen -> new TreeMap<>())
                    .merge(name(groups, row, Groups.MISSING), 1L, Long::sum);
        }
        return new Composition(counts);
    }

    /** The names of the segments that have somebody, in alphabetical order. */
    public List<String> segments() {
        return List.copyOf(counts.keySet());
    }

    /** The persons of each group of a segment that has some, in alphabetical order; empty for a segment with nobody. */
    public Map<String, Long> groups(String segment) {
        return Collections.unmodifiableMap(counts.getOrDefault(segment, new TreeMap<>()));
    }

    /** What must be remembered to compare with it later; see {@link #restore}. */
    public ModelState state() {
        List<ModelState> segments = new ArrayList<>();
        counts.forEach((segment, groups) -> segments.add(ModelState.of("segment/1")
                .put("name", segment)
                .putTexts("groups", List.copyOf(groups.keySet()))
                .put(
                        "persons",
                        groups.values().stream().mapToDouble(Long::doubleValue).toArray())
                .build()));
        return ModelState.of(STORED).putChildren("segments", segments).build();
    }

    /**
     * A composition as {@link #state()} stored it.
     *
     * @throws InvalidInputException if it was stored by something else or altered
     */
    public static Composition restore(ModelState stored) {
        if (!stored.type().equals(STORED)) {
            throw new InvalidInputException("expected a stored " + STORED + ", was " + stored.type());
        }
        Map<String, Map<String, Long>> counts = new TreeMap<>();
        for (ModelState segment : stored.children("segments")) {
            List<String> groups = segment.texts("groups");
            double[] persons = segment.numbers("persons");
            if (groups.size() != persons.length) {
                throw new InvalidInputException("the stored " + STORED + " has groups without counts; it was altered");
            }
            Map<String, Long> row = new TreeMap<>();
            for (int g = 0; g < persons.length; g++) {
                if (!(persons[g] >= 1 && persons[g] == Math.rint(persons[g]) && persons[g] <= Integer.MAX_VALUE)) {
                    throw new InvalidInputException(
                            "the stored " + STORED + " has counts that are none; it was altered");
                }
                row.put(groups.get(g), (long) persons[g]);
            }
            counts.put(segment.text("name"), row);
        }
        return new Composition(counts);
    }

    private static String name(Categories categories, int row, String missing) {
        int code = categories.code(row);
        return code == Categories.MISSING ? missing : categories.levels().get(code);
    }
}
