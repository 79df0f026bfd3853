package io.github.segmentation4j.io;

import io.github.segmentation4j.Segment;
import io.github.segmentation4j.explain.FeatureProfile;
import io.github.segmentation4j.explain.PrototypeBand;
import io.github.segmentation4j.feature.Feature;
import io.github.segmentation4j.io.ReportModel.Block;
import io.github.segmentation4j.io.ReportModel.Figure;
import io.github.segmentation4j.io.ReportModel.Value;
import io.github.segmentation4j.io.ReportModel.Words;
import io.github.segmentation4j.quality.Statistic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The features of segments in a report: what differs most, and how. */
final class SegmentFeatures {
    /** More columns or rows than these are not read, and reports would grow with segments x features. */
    private static final int MOST_FEATURES = 20;

    /** A smaller probability is told as being below this one. */
    private static final double SMALLEST_CHANCE = 0.001;

    private static final int MOST_BOXES = 4;
    private static final int MOST_IN_PROTOTYPE = 5;

    private final ReportMaterial material;
    private final List<Segment> segments;
    /** Places of the features, the one that sets any segment apart most first. */
    private final List<Integer> order;

    SegmentFeatures(ReportMaterial material) {
        this.material = material;
        segments = material.proposal().segments();
        int features =
                segments.isEmpty() ? 0 : segments.get(0).profile().features().size();
        order = IntStream.range(0, features)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer f) -> -largest(f)))
                .toList();
    }

    private double largest(int feature) {
        return segments.stream()
                .filter(segment -> !material.isSmall(segment))
                .mapToDouble(segment -> magnitude(segment.profile().features().get(feature)))
                .max()
                .orElse(0);
    }

    private static double magnitude(FeatureProfile profile) {
        return Math.abs(profile.difference().value().orElse(0));
    }

    private Feature feature(int place) {
        return segments.get(0).profile().features().get(place).feature();
    }

    /** Every segment against all others. */
    Optional<Block> heat() {
        List<Integer> shown = order.stream().limit(MOST_FEATURES).toList();
        if (shown.isEmpty()) {
            return Optional.empty();
        }
        List<ReportModel.HeatRow> rows = new ArrayList<>();
        for (Segment segment : segments) {
            List<Value> values = shown.stream()
                    .map(f -> difference(segment, segment.profile().features().get(f)))
                    .toList();
            rows.add(new ReportModel.HeatRow(material.title(segment), values));
        }
        return Optional.of(new ReportModel.Heat(
                "What sets the segments apart",
                "Mean of the segment less mean of all others, in standard deviations." + leftOut(order.size()),
                shown.stream().map(f -> feature(f).name()).toList(),
                rows));
    }

    private static String leftOut(int features) {
        int more = features - MOST_FEATURES;
        return more <= 0 ? "" : " Left out: " + more + (more == 1 ? " feature" : " features") + " that differ less.";
    }

    private Value difference(Segment segment, FeatureProfile profile) {
        if (material.isSmall(segment) || speaksOfFew(profile)) {
            return Disclosure.withheld();
        }
        OptionalDouble difference = profile.difference().value();
        return difference.isPresent()
                ? new ReportModel.Effect(hundredths(difference.getAsDouble()))
                : new Words("undetermined");
    }

    /** The numbers that differ most, each over all segments. */
    List<Block> boxes() {
        return order.stream()
                .filter(f -> segments.stream()
                        .anyMatch(segment -> !material.isSmall(segment)
                                && !speaksOfFew(segment.profile().features().get(f))
                                && segment.profile().features().get(f).kind() == FeatureProfile.Kind.NUMBER))
                .limit(MOST_BOXES)
                .map(this::boxes)
                .toList();
    }

    private Block boxes(int place) {
        List<ReportModel.Box> boxes = new ArrayList<>();
        for (Segment segment : segments) {
            FeatureProfile profile = segment.profile().features().get(place);
            String title = material.title(segment);
            if (material.isSmall(segment) || speaksOfFew(profile) || profile.known() == 0) {
                Value none = Disclosure.withheld();
                boxes.add(new ReportModel.Box(title, none, none, none));
            } else {
                boxes.add(new ReportModel.Box(
                        title,
                        number(profile.lowerQuartile().value()),
                        number(profile.median().value()),
                        number(profile.upperQuartile().value())));
            }
        }
        return new ReportModel.Boxes(
                "The middle half of each segment: " + feature(place).name(),
                feature(place).unit(),
                boxes);
    }

    /** One segment by itself; it must not be a small one. */
    List<Block> of(Segment segment) {
        List<FeatureProfile> features = new ArrayList<>(segment.profile().features());
        features.sort(Comparator.comparingDouble(feature -> -magnitude(feature)));
        List<List<Value>> rows =
                features.stream().limit(MOST_FEATURES).map(this::row).toList();
        return List.of(
                new ReportModel.Paragraph(prototype(segment, features) + leftOut(features.size())),
                new ReportModel.Table(
                        "What is typical, what sets it apart most first",
                        List.of(
                                "feature",
                                "unit",
                                "typical",
                                "lower quartile",
                                "upper quartile",
                                "against the others",
                                "corrected p"),
                        rows));
    }

    /** What is typical in the features that set a segment apart most, in bands of all customers. */
    private String prototype(Segment segment, List<FeatureProfile> features) {
        Map<Feature, PrototypeBand> bands = segment.profile().prototype().stream()
                .collect(Collectors.toMap(PrototypeBand::feature, Function.identity()));
        String typical = features.stream()
                .filter(profile -> !speaksOfFew(profile))
                .flatMap(profile -> Stream.ofNullable(bands.get(profile.feature())))
                .filter(PrototypeBand.Described.class::isInstance)
                .limit(MOST_IN_PROTOTYPE)
                .map(band -> band.feature().name() + " " + band.inWords())
                .collect(Collectors.joining("; "));
        return typical.isEmpty() ? "Nothing is known of its customers." : "A typical customer: " + typical + ".";
    }

    /** Whether the numbers of a feature within a segment are about few persons. */
    private boolean speaksOfFew(FeatureProfile profile) {
        Disclosure disclosure = material.disclosure();
        OptionalDouble mean = profile.mean().value();
        boolean yesNo = profile.kind() == FeatureProfile.Kind.YES_NO && mean.isPresent();
        long yes = yesNo ? Math.round(mean.getAsDouble() * profile.known()) : 0;
        return disclosure.isFew(profile.known())
                || (yesNo && (disclosure.isFew(yes) || disclosure.isFew(profile.known() - yes)));
    }

    private List<Value> row(FeatureProfile profile) {
        boolean yesNo = profile.kind() == FeatureProfile.Kind.YES_NO;
        OptionalDouble mean = profile.mean().value();
        boolean few = speaksOfFew(profile);
        Value none = few ? Disclosure.withheld() : new Words("");
        Words unit = new Words(yesNo ? "share of yes" : profile.feature().unit());
        Words name = new Words(profile.feature().name());
        if (few || mean.isEmpty()) {
            Value unknown = few ? none : new Words("unknown");
            return List.of(name, unit, unknown, none, none, none, none);
        }
        OptionalDouble difference = profile.difference().value();
        Value effect = difference.isPresent() ? effect(profile.difference()) : new Words("undetermined");
        Value chance = chance(profile.adjustedP());
        if (yesNo) {
            Value share =
                    new ReportModel.Share(Figures.roundedShare(mean.getAsDouble()), Optional.empty(), Optional.empty());
            return List.of(name, unit, share, none, none, effect, chance);
        }
        return List.of(
                name,
                unit,
                number(profile.median().value()),
                number(profile.lowerQuartile().value()),
                number(profile.upperQuartile().value()),
                effect,
                chance);
    }

    private static ReportModel.Effect effect(Statistic difference) {
        Optional<ReportModel.Interval> interval = difference instanceof Statistic.Estimate estimate
                ? Optional.of(new ReportModel.Interval(hundredths(estimate.lower()), hundredths(estimate.upper())))
                : Optional.empty();
        return new ReportModel.Effect(hundredths(difference.orElseThrow()), interval);
    }

    private static double hundredths(double number) {
        return Math.rint(100 * number) / 100;
    }

    private static Value chance(Statistic adjustedP) {
        if (adjustedP.value().isEmpty()) {
            return new Words("undetermined");
        }
        double p = adjustedP.orElseThrow();
        return p < SMALLEST_CHANCE
                ? new Words("below " + SMALLEST_CHANCE)
                : new Figure(Math.rint(p / SMALLEST_CHANCE) * SMALLEST_CHANCE);
    }

    private static Value number(OptionalDouble number) {
        return number.isPresent() ? new Figure(Figures.ofOne(number.getAsDouble())) : new Words("unknown");
    }
}
