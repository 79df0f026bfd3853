package io.github.segmentation4j.privacy.anonymity;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.run.InvalidInputException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How categories become coarser level by level, such as town, county, country. The level that tells nothing is always
 * there above the last one.
 *
 * <pre>{@code
 * GeneralisationHierarchy places = GeneralisationHierarchy.parse("place", List.of(
 *     "Lyon;Rhone;France",
 *     "Nice;Alpes-Maritimes;France",
 *     "Bonn;Rhineland;Germany"));
 * QuasiIdentifier place = places.over(data.categories("place"));
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class GeneralisationHierarchy {
    private static final String SEPARATOR = ";";

    private final String name;
    private final int levels;
    private final Map<String, List<String>> pathOf;

    private GeneralisationHierarchy(String name, int levels, Map<String, List<String>> pathOf) {
        this.name = name;
        this.levels = levels;
        this.pathOf = pathOf;
    }

    /** A hierarchy without levels of its own: a value is told or it is not. */
    public static GeneralisationHierarchy flat(String name) {
        return new GeneralisationHierarchy(name, 0, Map.of());
    }

    /**
     * A hierarchy from maps.
     *
     * @param name what the values are
     * @param levels each maps every name of the level before, the values first, to what it becomes
     */
    public static GeneralisationHierarchy of(String name, List<Map<String, String>> levels) {
        if (levels.isEmpty()) {
            return flat(name);
        }
        Map<String, List<String>> paths = new LinkedHashMap<>();
        for (String value : levels.get(0).keySet()) {
            List<String> path = new ArrayList<>();
            String at = value;
            for (int level = 0; level < levels.size(); level++) {
                String next = levels.get(level).get(at);
                if (next == null) {
                    throw new IllegalArgumentException("level " + (level + 1) + " of hierarchy '" + name
                            + "' does not say what '" + at + "' becomes; add it");
                }
                path.add(next);
                at = next;
            }
            paths.put(value, List.copyOf(path));
        }
        return new GeneralisationHierarchy(name, levels.size(), Map.copyOf(paths));
    }

    /**
     * A hierarchy from lines {@code value;level 1;level 2}, one for each value.
     *
     * @param name what the values are
     * @param lines all with as many levels; blank ones are passed over
     */
    public static GeneralisationHierarchy parse(String name, List<String> lines) {
        List<Map<String, String>> levels = new ArrayList<>();
        Map<String, Integer> lineOf = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).isBlank()) {
                continue;
            }
            String[] fields = lines.get(i).split(SEPARATOR, -1);
            boolean first = lineOf.isEmpty();
            for (int level = 0; first && level < fields.length - 1; level++) {
                levels.add(new LinkedHashMap<>());
            }
            if (fields.length != levels.size() + 1) {
                throw InvalidInputException.atRow(
                        i + 1L,
                        "a line of hierarchy '" + name + "' must have " + (levels.size() + 1) + " fields, has "
                                + fields.length);
            }
            if (lineOf.putIfAbsent(fields[0].strip(), i) != null) {
                throw InvalidInputException.atRow(
                        i + 1L, "the value of this line of hierarchy '" + name + "' has a line already; take one out");
            }
            for (int level = 0; level < levels.size(); level++) {
                String next = fields[level + 1].strip();
                String before = levels.get(level).putIfAbsent(fields[level].strip(), next);
                if (before != null && !before.equals(next)) {
                    throw InvalidInputException.atRow(
                            i + 1L,
                            "field " + (level + 1) + " becomes something else in an earlier line of hierarchy '" + name
                                    + "'; each name must have one name above it");
                }
            }
        }
        if (lineOf.isEmpty()) {
            throw new InvalidInputException("hierarchy '" + name + "' has no lines; give one for each value");
        }
        return of(name, levels);
    }

    /** What the values are. */
    public String name() {
        return name;
    }

    /** The number of levels above the values, the one that tells nothing not counted. */
    public int levels() {
        return levels;
    }

    /**
     * A column with the levels of this hierarchy; a level at which all values are the same is joined with the last.
     *
     * @throws InvalidInputException if the hierarchy lacks values of the column
     */
    public QuasiIdentifier over(Categories column) {
        List<String[]> coarser = new ArrayList<>();
        int lacking = 0;
        for (int level = 0; level < levels; level++) {
            coarser.add(new String[column.levels().size()]);
        }
        for (int value = 0; levels > 0 && value < column.levels().size(); value++) {
            List<String> path = pathOf.get(column.levels().get(value));
            if (path == null) {
                lacking++;
                continue;
            }
            for (int level = 0; level < levels; level++) {
                coarser.get(level)[value] = path.get(level);
            }
        }
        if (lacking > 0) {
            throw InvalidInputException.inColumn(
                    column.name(), "hierarchy '" + name + "' lacks " + lacking + " of its values; add a line for each");
        }
        return QuasiIdentifier.of(column, coarser);
    }
}
