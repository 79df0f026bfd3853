package io.github.segmentation4j.explain;

import io.github.segmentation4j.data.AttributeRole;
import io.github.segmentation4j.data.Schema;
import io.github.segmentation4j.feature.Feature;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
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
 * attribute is ever in a name, however much it differs. A name holds no figure of its own: segments that still have the
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
     * A name for each profile, all different, in the order of the profiles.
     *
     * @param profiles of all segments of a segmentation
     * @param schema tells which attributes are protected
     */
    public static List<String> of(List<SegmentProfile> profiles, Schema schema) {
        List<String> shorter = new ArrayList<>();
        List<String> longer = new ArrayList<>();
        Map<String, Set<String>> longerByShorter = new HashMap<>();
        for (SegmentProfile profile : profiles) {
            List<FeatureProfile> parts = profile.distinctive(SMALLEST_DIFFERENCE).stream()
                    .filter(part -> !isProtected(part.feature(), schema))
                    .toList();
            String two = inWords(parts.stream().limit(PARTS).toList());
            String three = inWords(parts.stream().limit(PARTS + 1).toList());
            shorter.add(two);
            longer.add(three);
            longerByShorter.computeIfAbsent(two, name -> new HashSet<>()).add(three);
        }
        Set<String> used = new HashSet<>();
        List<String> names = new ArrayList<>();
        for (int s = 0; s < shorter.size(); s++) {
            // A third part that all of them share would tell nobody anything.
            boolean isToldApart =
                    longerByShorter.getOrDefault(shorter.get(s), Set.of()).size() > 1;
            names.add(unused(isToldApart ? longer.get(s) : shorter.get(s), used));
        }
        return List.copyOf(names);
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

    static String inWords(List<FeatureProfile> parts) {
        return parts.isEmpty()
                ? "close to average"
                : String.join(", ", parts.stream().map(SegmentNames::inWords).toList());
    }

    private static String inWords(FeatureProfile part) {
        boolean more = part.difference().orElseThrow() > 0;
        String name = part.feature().name();
        return switch (part.kind()) {
            case YES_NO -> (more ? "more often " : "less often ") + name;
            case NUMBER -> (more ? "high " : "low ") + name;
        };
    }
}
