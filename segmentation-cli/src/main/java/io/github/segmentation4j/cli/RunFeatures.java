package io.github.segmentation4j.cli;

import io.github.segmentation4j.ReleasedSegmentation;
import io.github.segmentation4j.data.Attribute;
import io.github.segmentation4j.data.AttributeRole;
import io.github.segmentation4j.data.AttributeType;
import io.github.segmentation4j.data.EventStream;
import io.github.segmentation4j.data.Purpose;
import io.github.segmentation4j.data.Schema;
import io.github.segmentation4j.explain.ChangeRules;
import io.github.segmentation4j.feature.Encoding;
import io.github.segmentation4j.feature.Feature;
import io.github.segmentation4j.feature.FeaturePipeline;
import io.github.segmentation4j.feature.FeatureStep;
import io.github.segmentation4j.feature.Imputation;
import io.github.segmentation4j.feature.Rfm;
import io.github.segmentation4j.feature.Scaling;
import io.github.segmentation4j.run.InvalidInputException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The features of a run: recency, frequency and monetary value of each kind of event, on a logarithmic scale because they
 * are skewed, and every number, all brought to mean 0 and deviation 1; beside them flags and categories as 0 and 1. Those
 * are not scaled: a category then weighs about as much as a number, and a rare value does not outweigh everything else.
 * Categories that few customers have and the schema does not declare count as none, so that no model tells of a single
 * customer.
 * Missing numbers and flags become the median.
 */
final class RunFeatures {
    private RunFeatures() {}

    /**
     * The features from some fields.
     *
     * @param wanted names of attributes and of kinds of events; empty for all that the purpose allows
     * @param minimumSize a category that fewer customers have counts as none
     */
    static FeatureStep[] of(Schema schema, Purpose purpose, List<String> wanted, int minimumSize) {
        requireKnown(schema, purpose, wanted);
        List<FeatureStep> numbers = new ArrayList<>();
        List<FeatureStep> categories = new ArrayList<>();
        for (EventStream stream : schema.streams()) {
            if (isWanted(stream.name(), wanted) && isUsable(stream, purpose)) {
                Rfm rfm = Rfm.of(stream.name()).amount(stream.amounts().get(0));
                numbers.add(FeaturePipeline.of(rfm, Scaling.signedLog1p()).named(stream.name()));
            }
        }
        for (Attribute attribute : schema.attributes()) {
            if (isWanted(attribute.name(), wanted) && isUsable(attribute, purpose)) {
                switch (attribute.type()) {
                    case NUMBER -> numbers.add(Encoding.number(attribute.name()));
                    case BOOLEAN -> categories.add(Encoding.flag(attribute.name()));
                    default -> categories.add(Encoding.oneHot(attribute.name()).withMinimumCount(minimumSize));
                }
            }
        }
        List<FeatureStep> steps = new ArrayList<>();
        if (!numbers.isEmpty()) {
            numbers.add(Imputation.median());
            numbers.add(Scaling.standard());
            steps.add(FeaturePipeline.of(numbers.toArray(FeatureStep[]::new)));
        }
        if (!categories.isEmpty()) {
            categories.add(Imputation.median());
            steps.add(FeaturePipeline.of(categories.toArray(FeatureStep[]::new)));
        }
        if (steps.isEmpty()) {
            throw new InvalidInputException(
                    "the schema has no number, flag, category or events with an amount that may be" + " used for "
                            + purpose + "; allow some or choose another purpose");
        }
        return steps.toArray(FeatureStep[]::new);
    }

    /** What may be suggested of these features: purchases and days are counted in whole numbers, and not below none. */
    static ChangeRules changes(ReleasedSegmentation released) {
        Set<String> made = released.features().stream().map(Feature::name).collect(Collectors.toSet());
        ChangeRules changes = ChangeRules.defaults();
        for (EventStream stream : released.schema().streams()) {
            for (String measure : List.of("frequency", "daysSinceLast")) {
                String name = stream.name() + "." + measure;
                if (made.contains(name)) {
                    changes = changes.whole(name).between(name, 0, Double.POSITIVE_INFINITY);
                }
            }
        }
        return changes;
    }

    private static boolean isWanted(String name, List<String> wanted) {
        return wanted.isEmpty() || wanted.contains(name);
    }

    private static boolean isUsable(EventStream stream, Purpose purpose) {
        return stream.handling().allows(purpose) && !stream.amounts().isEmpty();
    }

    private static boolean isUsable(Attribute attribute, Purpose purpose) {
        boolean encodable = attribute.type() == AttributeType.NUMBER
                || attribute.type() == AttributeType.BOOLEAN
                || attribute.type() == AttributeType.CATEGORY;
        return encodable
                && attribute.role() == AttributeRole.FEATURE
                && attribute.handling().allows(purpose);
    }

    /** A name that is asked for and cannot be used is an error, never a silent gap. */
    private static void requireKnown(Schema schema, Purpose purpose, List<String> wanted) {
        Set<String> usable = new HashSet<>();
        Stream.concat(
                        schema.attributes().stream()
                                .filter(attribute -> isUsable(attribute, purpose))
                                .map(Attribute::name),
                        schema.streams().stream()
                                .filter(stream -> isUsable(stream, purpose))
                                .map(EventStream::name))
                .forEach(usable::add);
        for (String name : wanted) {
            if (!usable.contains(name)) {
                throw new InvalidInputException(
                        "--features names '" + name + "', which the schema does not declare as a"
                                + " number, flag, category or events with an amount for " + purpose + "; usable are "
                                + usable.stream().sorted().toList());
            }
        }
    }
}
