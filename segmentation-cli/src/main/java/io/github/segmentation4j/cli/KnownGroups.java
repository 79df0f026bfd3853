package io.github.segmentation4j.cli;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.run.InvalidInputException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The columns of --protected in groups that are known without looking at the customers: a list of groups that was read off
 * the data would tell for certain that somebody is in each.
 */
final class KnownGroups {
    /** Of a value that is not in the list. */
    private static final String OTHER = "other";

    private final List<String> columns;
    private final Map<String, List<String>> lists;
    private final ProtectedColumns bands;

    private KnownGroups(List<String> columns, Map<String, List<String>> lists, ProtectedColumns bands) {
        this.columns = columns;
        this.lists = lists;
        this.bands = bands;
    }

    /**
     * Groups for columns.
     *
     * @param columns the columns of --protected
     * @param typed the options --groups, such as {@code sex=f,m}
     * @param typedBands the options --bands, such as {@code age=30,50}
     */
    static KnownGroups of(List<String> columns, List<String> typed, List<String> typedBands) {
        ProtectedColumns bands = ProtectedColumns.of(columns, typedBands);
        Map<String, List<String>> lists = new LinkedHashMap<>();
        for (String text : typed) {
            int sign = text.indexOf('=');
            String column = text.substring(0, Math.max(0, sign));
            List<String> groups = List.of(text.substring(sign + 1).split(",", -1));
            if (!columns.contains(column) || groups.stream().anyMatch(String::isBlank)) {
                throw new InvalidInputException("--groups must be COL=A,B with a column of --protected, which names "
                        + columns + ", was '" + text + "'");
            }
            Set<String> levels = new LinkedHashSet<>(groups);
            levels.add(OTHER);
            if (bands.hasBands(column) || lists.putIfAbsent(column, List.copyOf(levels)) != null) {
                throw new InvalidInputException("'" + column + "' has groups already; give --groups or --bands once");
            }
        }
        for (String column : columns) {
            if (!bands.hasBands(column) && !lists.containsKey(column)) {
                throw new InvalidInputException("which groups '" + column
                        + "' has must be known without looking at the customers; name them with --groups " + column
                        + "=A,B, or cut numbers with --bands " + column + "=N,N");
            }
        }
        return new KnownGroups(List.copyOf(columns), lists, bands);
    }

    List<String> columns() {
        return columns;
    }

    /** Columns as read, in groups. */
    List<Categories> grouped(List<Categories> read) {
        return read.stream().map(this::grouped).toList();
    }

    /** The groups without a customer. */
    List<Categories> ofNobody() {
        return grouped(columns.stream()
                .map(column -> Categories.of(column, List.of(), new int[0]))
                .toList());
    }

    private Categories grouped(Categories column) {
        List<String> groups = lists.get(column.name());
        if (groups == null) {
            return bands.grouped(List.of(column)).get(0);
        }
        Map<String, Integer> places = new HashMap<>();
        for (String group : groups) {
            places.put(group, places.size());
        }
        List<Integer> placeOf = new ArrayList<>();
        for (String level : column.levels()) {
            placeOf.add(places.getOrDefault(level, places.getOrDefault(OTHER, 0)));
        }
        int[] codes = column.codes();
        for (int row = 0; row < codes.length; row++) {
            codes[row] = codes[row] == Categories.MISSING ? Categories.MISSING : placeOf.get(codes[row]);
        }
        return Categories.of(column.name(), groups, codes);
    }
}
