package io.github.segmentation4j.explain;

import io.github.segmentation4j.feature.Feature;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * The rules of a tree in words: for each segment the bounds on the way to its leaf, each of them once and tightest, or to
 * one of its leaves.
 */
final class RuleText {
    private static final int DIGITS_OF_A_DOUBLE = 17;
    private static final int LONGEST_PLAIN_EXPONENT = 15;

    private final List<Feature> features;
    private final List<List<String>> ways = new ArrayList<>();

    private RuleText(List<Feature> features, int segments) {
        this.features = features;
        for (int segment = 0; segment < segments; segment++) {
            ways.add(new ArrayList<>());
        }
    }

    static String of(SegmentRules.Node tree, List<Feature> features, int segments) {
        RuleText text = new RuleText(features, segments);
        text.add(tree, Map.of());
        StringJoiner lines = new StringJoiner("\n");
        for (int segment = 0; segment < segments; segment++) {
            lines.add("segment " + segment + ": " + String.join("; or ", text.ways.get(segment)));
        }
        return lines.toString();
    }

    private void add(SegmentRules.Node node, Map<Integer, Bounds> path) {
        if (node instanceof SegmentRules.Cut cut) {
            Bounds before = path.getOrDefault(cut.feature(), Bounds.NONE);
            // Deeper bounds are tighter: a cut parts centres or rows that are already within the bounds above it.
            add(cut.left(), with(path, cut.feature(), new Bounds(before.above, number(cut.threshold()))));
            add(cut.right(), with(path, cut.feature(), new Bounds(number(cut.threshold()), before.atMost)));
        } else if (node instanceof SegmentRules.Leaf leaf) {
            ways.get(leaf.segment()).add(words(path));
        }
    }

    private static Map<Integer, Bounds> with(Map<Integer, Bounds> path, int feature, Bounds bounds) {
        Map<Integer, Bounds> longer = new LinkedHashMap<>(path);
        longer.put(feature, bounds);
        return longer;
    }

    private String words(Map<Integer, Bounds> path) {
        if (path.isEmpty()) {
            return "every row";
        }
        List<String> conditions = new ArrayList<>();
        path.forEach((feature, bounds) -> {
            String name = features.get(feature).name();
            if (!bounds.above.isEmpty()) {
                conditions.add(name + " > " + bounds.above);
            }
            if (!bounds.atMost.isEmpty()) {
                conditions.add(name + " <= " + bounds.atMost);
            }
        });
        return String.join(" and ", conditions);
    }

    /** The fewest digits that give back the same number; {@link Double#toString} has more of them on some JDKs. */
    private static String number(double value) {
        BigDecimal exact = new BigDecimal(value);
        BigDecimal shortest = exact;
        for (int digits = DIGITS_OF_A_DOUBLE; digits > 0; digits--) {
            BigDecimal rounded = exact.round(new MathContext(digits));
            if (rounded.doubleValue() != value) {
                break;
            }
            shortest = rounded;
        }
        BigDecimal stripped = shortest.stripTrailingZeros();
        int exponent = stripped.precision() - stripped.scale();
        return Math.abs(exponent) > LONGEST_PLAIN_EXPONENT ? stripped.toString() : stripped.toPlainString();
    }

    /** What a feature must be above and at most; empty text where it has no bound. */
    private record Bounds(String above, String atMost) {
        private static final Bounds NONE = new Bounds("", "");
    }
}
