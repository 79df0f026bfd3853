package io.github.segmentation4j.io;

import io.github.segmentation4j.data.Categories;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the groups of a column, each text once. Not safe for use by several threads. */
final class TextColumn {
    private static final FileLayout LAYOUT = FileLayout.csv().withMissing(ColumnSketch.MISSING.toArray(String[]::new));

    private final ValueParser parser = new ValueParser(LAYOUT);
    private final String name;
    private final int place;
    private final Map<String, Integer> levels = new HashMap<>();
    private int[] codes = new int[1024];
    private int count;

    TextColumn(String name, int place) {
        this.name = name;
        this.place = place;
    }

    String name() {
        return name;
    }

    /** Adds the value of a row and returns whether it is there. */
    boolean add(DelimitedFile rows) {
        if (count == codes.length) {
            codes = Arrays.copyOf(codes, 2 * count);
        }
        String value = parser.value(rows.field(place));
        codes[count++] = value == null ? Categories.MISSING : code(value);
        return value != null;
    }

    private int code(String value) {
        @Nullable Integer known = levels.putIfAbsent(value, levels.size());
        return known == null ? levels.size() - 1 : known;
    }

    /** What was collected, the levels in their order. */
    Categories categories() {
        List<String> sorted = new ArrayList<>(levels.keySet());
        boolean numbers = sorted.stream().allMatch(ColumnSketch::isNumber);
        Comparator<String> byText = Comparator.naturalOrder();
        sorted.sort(numbers ? Comparator.comparingDouble(Double::parseDouble).thenComparing(byText) : byText);
        int[] places = new int[sorted.size()];
        for (int p = 0; p < places.length; p++) {
            places[levels.getOrDefault(sorted.get(p), 0)] = p;
        }
        int[] ordered = new int[count];
        for (int row = 0; row < count; row++) {
            ordered[row] = codes[row] < 0 ? Categories.MISSING : places[codes[row]];
        }
        return Categories.of(name, sorted, ordered);
    }
}
