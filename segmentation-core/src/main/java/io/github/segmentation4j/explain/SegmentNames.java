package io.github.segmentation4j.explain;

import io.github.segmentation4j.data.AttributeRole;
import io.github.segmentation4j.data.Schema;
import io.github.segmentation4j.feature.Feature;
import io.github.segmentation4j.feature.FeatureMatrix;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Names for the segments of a segmentation, made from what sets each apart, such as {@code high monetary, low
 * daysSinceLast}.
 *
 * <p>A name speaks of the two features that set its segment apart most, by half a standard deviation or more and by more
 * than chance ({@link FeatureProfile#isDistinct}); of a third where segments would otherwise have the same name; and is
 * {@code close to average} if nothing is shown to set the segment apart. No feature that was made from a protected
 * attribute is ever in a name, however much it differs, and none that few customers have: {@code plan=ambassador} would
 * tell who is in the segment. A name holds no figure of its own: segments that still have the
 * same one are counted, as in {@code high monetary (2)}.
 *
 * <p>These are names to begin with: the registry of segments lets a person change them, and keeps the change.
 *
 * <p>Stateless and safe for use by several threads.
 */
public final class SegmentNames {
    static final double SMALLEST_DIFFERENCE = 0.5;
    static final int PARTS = 2;

    private SegmentNames() {}

    /**
     * A name for each profile, all different, in the order of the profiles. Features that few customers have may be in
     * them: for names that leave the house give the customers too.
     *
     * @param profiles of all segments of a segmentation
     * @param schema tells which attributes are protected
     */
    public static List<String> of(List<SegmentProfile> profiles, Schema schema) {
        return of(profiles, schema, Set.of());
    }

    /**
     * A name for each profile, all different, in the order of the profiles.
     *
     * @param profiles of all segments of a segmentation
     * @param schema tells which attributes are protected
     * @param described the rows that the profiles were made from
     * @param minimum the fewest customers that are told: a feature for which fewer have a known value other than 0 is in no
     *     name
     */
    public static List<String> of(List<SegmentProfile> profiles, Schema schema, FeatureMatrix described, int minimum) {
        Set<Feature> ofFew = new HashSet<>();
        for (int c = 0; c < described.columnCount(); c++) {
            int persons = 0;
            for (int row = 0; row < described.rowCount() && persons < minimum; row++) {
                double value = described.get(row, c);
                persons += value != 0 && !Double.isNaN(value) ? 1 : 0;
            }
            if (persons < minimum) {
                ofFew.add(described.features().get(c));
            }
        }
        return of(profiles, schema, ofFew);
    }

    private static List<String> of(List<SegmentProfile> profiles, Schema schema, Set<Feature> left) {
        List<List<String>> parts = new ArrayList<>();
        Map<Set<String>, Set<Set<String>>> longerByShorter = new HashMap<>();
        for (SegmentProfile profile : profiles) {
            List<String> most = profile.distinctive(SMALLEST_DIFFERENCE).stream()
                    .filter(part -> !isProtected(part.feature(), schema) && !left.contains(part.feature()))
                    .limit(PARTS + 1)
                    .map(SegmentNames::inWords)
                    .toList();
            parts.add(most);
            longerByShorter
                    .computeIfAbsent(first(PARTS, most), two -> new HashSet<>())
                    .add(Set.copyOf(most));
        }
        Map<Set<String>, String> nameOfParts = new HashMap<>();
        Set<String> used = new HashSet<>();
        List<String> names = new ArrayList<>();
        for (List<String> most : parts) {
            // A third part that all of them share would tell nobody anything.
            boolean isToldApart =
                    longerByShorter.getOrDefault(first(PARTS, most), Set.of()).size() > 1;
            Set<String> own = first(isToldApart ? PARTS + 1 : PARTS, most);
            // The same parts in another order are no other name.
            names.add(unused(nameOfParts.computeIfAbsent(own, any -> joined(List.copyOf(own))), used));
        }
        return List.copyOf(names);
    }

    /** The first parts, in their order. */
    private static Set<String> first(int count, List<String> parts) {
        return new LinkedHashSet<>(parts.subList(0, Math.min(count, parts.size())));
    }

    private static String unused(String name, Set<String> used) {
        String candidate = name;
        for (int use = 2; !used.add(candidate); use++) {
            candidate = name + " (" + use + ")";
        }
        return candidate;
    }

    private static boolean isProtected(Feature feature, Schema schema) {
        return feature.attributes().stream()
                .flatMap(name -> schema.findAttribute(name).stream())
                .anyMatch(attribute -> attribute.role() == AttributeRole.PROTECTED);
    }

    static String joined(List<String> parts) {
        return parts.isEmpty() ? "close to average" : String.join(", ", parts);
    }

    static String inWords(FeatureProfile part) {
        boolean more = part.difference().orElseThrow() > 0;
        String name = part.feature().name();
        return switch (part.kind()) {
            case YES_NO -> (more ? "more often " : "less often ") + name;
            case NUMBER -> (more ? "high " : "low ") + name;
        };
    }
}
