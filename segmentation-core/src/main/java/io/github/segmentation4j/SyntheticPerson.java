package io.github.segmentation4j;

import io.github.segmentation4j.explain.ExplanationPolicy;
import io.github.segmentation4j.explain.FeatureProfile;
import io.github.segmentation4j.explain.SegmentExplainer;
import io.github.segmentation4j.explain.SmallestChange;
import io.github.segmentation4j.explain.WhyThisSegment;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.feature.FeatureScale;
import io.github.segmentation4j.feature.FittedExtractor;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A person who does not exist, with what is typical for a segment: medians to two figures, which many customers share and
 * none is like in all of them at once; of yes and no what most have, of several levels the most frequent. A feature that does not come from one
 * described column gets the median of the segment's customers as it was clustered, to two figures too: unlike a mean it
 * tells nothing of one customer far off.
 */
final class SyntheticPerson {
    private static final MathContext TWO_FIGURES = new MathContext(2, RoundingMode.HALF_EVEN);

    /** Stands where a customer's explanation has a token: nobody gives feedback on a person who does not exist. */
    private static final String TOKEN = "example";

    private final SegmentationDraft draft;
    private final FittedExtractor extractor;
    private final int segment;
    private final double[] described;
    private final double[] values;

    private SyntheticPerson(SegmentationDraft draft, FittedExtractor extractor, int segment) {
        this.draft = draft;
        this.extractor = extractor;
        this.segment = segment;
        described = described();
        values = values();
    }

    /**
     * Why such a person would be in a segment.
     *
     * @param segment from 0
     * @return empty if the segment is too small to tell about, if the model puts the person elsewhere, or if the
     *     explanation would tell where a segment lies that is too small
     */
    static Optional<WhyThisSegment> explain(
            SegmentationDraft draft, FittedExtractor extractor, int segment, ExplanationPolicy policy) {
        if (isSmall(draft, segment)) {
            return Optional.empty();
        }
        SyntheticPerson person = new SyntheticPerson(draft, extractor, segment);
        if (Arrays.stream(person.values).anyMatch(Double::isNaN)
                || draft.clustering().model().assign(person.values) != segment) {
            return Optional.empty();
        }
        return person.why(policy).filter(why -> !tellsOfSmallSegment(draft, why));
    }

    private Optional<WhyThisSegment> why(ExplanationPolicy policy) {
        List<String> names = draft.segments().stream()
                .map(each -> isSmall(draft, each.number() - 1) ? "segment " + each.number() : each.name())
                .toList();
        return SegmentExplainer.of(draft.clustering().model(), names, withoutTokens(policy))
                .madeBy(extractor, draft.schema())
                .explain(
                        FeatureMatrix.of(draft.features().features(), new double[][] {values}),
                        FeatureMatrix.of(draft.described().features(), new double[][] {described}),
                        0,
                        draft.context());
    }

    /** The policy without its tokens: they are for customers, and a report must be the same each time. */
    private ExplanationPolicy withoutTokens(ExplanationPolicy policy) {
        ExplanationPolicy copy = ExplanationPolicy.of(policy.glossary(), policy.rights(), () -> TOKEN)
                .withChanges(policy.changes());
        if (policy.rules().isPresent()) {
            copy = copy.withRules(policy.rules().orElseThrow());
        }
        for (Segment each : draft.segments()) {
            if (policy.outcome(each.number()).isPresent()) {
                copy = copy.withOutcome(
                        each.number(), policy.outcome(each.number()).orElseThrow());
            }
        }
        return copy;
    }

    private static boolean isSmall(SegmentationDraft draft, int segment) {
        return draft.segments().get(segment).size() < draft.disclosureMinimum();
    }

    /** The border to a segment of few persons would tell where these few are. */
    private static boolean tellsOfSmallSegment(SegmentationDraft draft, WhyThisSegment why) {
        boolean next = why.reasons()
                .next()
                .filter(place -> isSmall(draft, place.number() - 1))
                .isPresent();
        return next
                || (why.change() instanceof SmallestChange.Found found && isSmall(draft, found.segment() - 1))
                || why.rulePath()
                        .filter(path -> isSmall(draft, path.segment().number() - 1))
                        .isPresent();
    }

    private double[] described() {
        List<FeatureProfile> profiles = draft.segments().get(segment).profile().features();
        double[] typical = new double[profiles.size()];
        Map<Set<String>, Integer> mostFrequent = new LinkedHashMap<>();
        Map<Set<String>, Integer> levels = new HashMap<>();
        for (int c = 0; c < typical.length; c++) {
            FeatureProfile profile = profiles.get(c);
            boolean isTold = profile.known() >= draft.disclosureMinimum();
            double value = profile.typical().value().orElse(Double.NaN);
            typical[c] = isTold ? value : Double.NaN;
            if (isTold && profile.kind() == FeatureProfile.Kind.YES_NO) {
                typical[c] = value > 0.5 ? 1 : 0;
                Set<String> field = profile.feature().attributes();
                levels.merge(field, 1, Integer::sum);
                Integer best = mostFrequent.get(field);
                if (best == null || value > profiles.get(best).typical().orElseThrow()) {
                    mostFrequent.put(field, c);
                }
            } else if (isTold) {
                typical[c] = rounded(value, draft.described().column(c));
            }
        }
        // A field with a column for each level: a person has one of them, even where none has the half of all.
        mostFrequent.forEach((field, column) -> {
            if (levels.getOrDefault(field, 0) > 1
                    && profiles.get(column).typical().orElseThrow() > 0) {
                typical[column] = 1;
            }
        });
        return typical;
    }

    /** Two figures, and whole where all customers have whole numbers. */
    private static double rounded(double value, double[] column) {
        double two = twoFigures(value);
        boolean isWhole = Arrays.stream(column).allMatch(each -> Double.isNaN(each) || each == Math.rint(each));
        return isWhole ? Math.rint(two) : two;
    }

    private double[] values() {
        Map<String, Integer> places = new HashMap<>();
        draft.described().features().forEach(feature -> places.put(feature.name(), places.size()));
        List<Optional<FeatureScale>> scales = extractor.scales();
        double[] row = new double[draft.features().columnCount()];
        for (int c = 0; c < row.length; c++) {
            Optional<FeatureScale> scale = scales.get(c);
            Integer place = scale.map(FeatureScale::described).map(places::get).orElse(null);
            double feature = place == null || Double.isNaN(described[place])
                    ? Double.NaN
                    : scale.orElseThrow().feature(described[place]);
            row[c] = Double.isNaN(feature) ? median(c) : feature;
        }
        return row;
    }

    private double median(int column) {
        double[] all = draft.features().column(column);
        int[] labels = draft.clustering().labels();
        double[] own = IntStream.range(0, all.length)
                .filter(row -> labels[row] == segment && !Double.isNaN(all[row]))
                .mapToDouble(row -> all[row])
                .sorted()
                .toArray();
        return own.length == 0 ? Double.NaN : twoFigures((own[(own.length - 1) / 2] + own[own.length / 2]) / 2);
    }

    private static double twoFigures(double value) {
        return new BigDecimal(value).round(TWO_FIGURES).doubleValue();
    }
}
