package io.github.segmentation4j;

import io.github.segmentation4j.explain.FeatureProfile;
import io.github.segmentation4j.explain.SegmentRules;
import io.github.segmentation4j.feature.Feature;
import io.github.segmentation4j.feature.FeatureScale;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rules as a tree to be shown, in a person's own units where features can be traced. Thresholds are rounded, because an
 * exact one can be what one customer has: to at most a hundredth of the range in which the middle halves of the segments
 * lie, or to three digits far from it and where it is not known. The rules shown can therefore differ from the exact ones for customers
 * at a border.
 */
final class RulesExhibit {
    private static final int DIGITS = 3;
    private static final int STEPS_OF_A_RANGE = 100;
    private static final int LONGEST_PLAIN_EXPONENT = 9;

    private final SegmentRules rules;
    private final List<Segment> segments;
    private final List<Optional<FeatureScale>> scales;
    private final Map<String, Feature> described = new HashMap<>();
    private final Iterator<Integer> sizes;

    private RulesExhibit(
            SegmentRules rules, List<Segment> segments, List<Optional<FeatureScale>> scales, List<Feature> described) {
        this.rules = rules;
        this.segments = segments;
        this.scales = scales;
        described.forEach(feature -> this.described.put(feature.name(), feature));
        sizes = rules.leafSizes().iterator();
    }

    /**
     * The tree of rules.
     *
     * @param rules with the sizes of their leaves
     * @param segments those the rules lead to, profiled by the described columns
     * @param scales one for each feature of the rules
     * @param described the described columns
     */
    static Exhibit.Tree of(
            SegmentRules rules, List<Segment> segments, List<Optional<FeatureScale>> scales, List<Feature> described) {
        if (rules.segmentCount() != segments.size()
                || rules.features().size() != scales.size()
                || rules.leafSizes().isEmpty()) {
            throw new IllegalArgumentException("there must be a scale for each of the "
                    + rules.features().size() + " features, a segment for each of the " + rules.segmentCount()
                    + " that the rules lead to, and the sizes of their leaves; were " + scales.size() + " scales and "
                    + segments.size() + " segments");
        }
        return new Exhibit.Tree(
                "Short rules, thresholds rounded",
                new RulesExhibit(rules, segments, scales, described).node(rules.tree()));
    }

    private Exhibit.Node node(SegmentRules.Node node) {
        if (node instanceof SegmentRules.Cut cut) {
            Exhibit.Node atMost = node(cut.left());
            Exhibit.Node above = node(cut.right());
            return question(cut, atMost, above);
        }
        Segment segment = segments.get(((SegmentRules.Leaf) node).segment());
        return new Exhibit.Answer(segment.number() + " " + segment.name(), new Exhibit.Cell.Count(sizes.next()));
    }

    private Exhibit.Question question(SegmentRules.Cut cut, Exhibit.Node atMost, Exhibit.Node above) {
        Optional<FeatureScale> scale = scales.get(cut.feature());
        Optional<Feature> origin = scale.flatMap(to -> Optional.ofNullable(described.get(to.described())));
        double own = origin.isPresent() ? scale.orElseThrow().describe(cut.threshold()) : Double.NaN;
        boolean isTraced = Double.isFinite(own);
        Feature feature = isTraced ? origin.orElseThrow() : rules.features().get(cut.feature());
        double threshold = isTraced ? own : cut.threshold();
        List<FeatureProfile> profiles = profiles(feature);
        if (isAnswer(profiles) && threshold >= 0 && threshold < 1) {
            return new Exhibit.Question(answer(feature.name()), above, atMost);
        }
        String unit = feature.unit().isEmpty() ? "" : " " + feature.unit();
        return new Exhibit.Question(feature.name() + " at most " + rounded(threshold, profiles) + unit, atMost, above);
    }

    private List<FeatureProfile> profiles(Feature feature) {
        return segments.stream()
                .flatMap(segment -> segment.profile().features().stream())
                .filter(profile -> profile.feature().equals(feature))
                .toList();
    }

    /** Whether only yes and no occur. */
    private static boolean isAnswer(List<FeatureProfile> profiles) {
        return !profiles.isEmpty()
                && profiles.stream().allMatch(profile -> profile.kind() == FeatureProfile.Kind.YES_NO);
    }

    /** A column of a level is named {@code plan=basic}. */
    private static String answer(String name) {
        int equals = name.indexOf('=');
        return equals < 1 ? name + " is yes" : name.substring(0, equals) + " is " + name.substring(equals + 1);
    }

    private static String rounded(double threshold, List<FeatureProfile> profiles) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (FeatureProfile profile : profiles) {
            least = Math.min(least, profile.lowerQuartile().value().orElse(least));
            most = Math.max(most, profile.upperQuartile().value().orElse(most));
        }
        double range = most - least;
        BigDecimal exact = new BigDecimal(threshold);
        BigDecimal rounded;
        // Far from the range, steps of it would leave the digits of an outlier.
        if (range > 0 && range < Double.POSITIVE_INFINITY && threshold > least - range && threshold < most + range) {
            BigDecimal step = new BigDecimal(range / STEPS_OF_A_RANGE);
            rounded = exact.setScale(step.scale() - step.precision() + 1, RoundingMode.HALF_EVEN);
        } else {
            rounded = exact.round(new MathContext(DIGITS));
        }
        BigDecimal stripped = rounded.stripTrailingZeros();
        int exponent = stripped.precision() - stripped.scale();
        return Math.abs(exponent) > LONGEST_PLAIN_EXPONENT ? stripped.toString() : stripped.toPlainString();
    }
}
