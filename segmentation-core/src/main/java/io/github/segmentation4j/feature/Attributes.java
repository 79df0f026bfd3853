package io.github.segmentation4j.feature;

import io.github.segmentation4j.data.Attribute;
import io.github.segmentation4j.data.PurposeBoundView;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Every attribute of a customer that the purpose allows, in the order of the schema: numbers as they are, truth values
 * as 1 and 0, categories one-hot. Moments and texts are left out; ask for them by name.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class Attributes implements FeatureExtractor {
    private final Set<String> left;
    private final UnseenCategory unseen;
    private final MissingCategory missing;
    private final int levelLimit;

    private Attributes(Set<String> left, UnseenCategory unseen, MissingCategory missing, int levelLimit) {
        this.left = left;
        this.unseen = Objects.requireNonNull(unseen, "unseen");
        this.missing = Objects.requireNonNull(missing, "missing");
        this.levelLimit = levelLimit;
    }

    /** All attributes; a category may have up to 50 levels. */
    public static Attributes all() {
        return new Attributes(Set.of(), UnseenCategory.REFUSE, MissingCategory.ALL_ZERO, CategoryEncoding.LEVEL_LIMIT);
    }

    /** These without some; each must be in the schema. */
    public Attributes except(String... names) {
        Set<String> all = new LinkedHashSet<>(left);
        all.addAll(List.of(names));
        return new Attributes(Set.copyOf(all), unseen, missing, levelLimit);
    }

    /** These with a rule for categories that come up later; default {@link UnseenCategory#REFUSE}. */
    public Attributes withUnseen(UnseenCategory rule) {
        return new Attributes(left, rule, missing, levelLimit);
    }

    /** These with a rule for missing categories; default {@link MissingCategory#ALL_ZERO}. */
    public Attributes withMissing(MissingCategory rule) {
        return new Attributes(left, unseen, rule, levelLimit);
    }

    /**
     * These with a limit on the levels of one category; default 50.
     *
     * @param limit at least 1
     */
    public Attributes withLevelLimit(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("the limit on levels must be at least 1, was " + limit);
        }
        return new Attributes(left, unseen, missing, limit);
    }

    /**
     * Fits the encoding of each attribute.
     *
     * @throws InvalidInputException if the purpose allows no attribute, or one has more levels than the limit
     */
    @Override
    public FittedExtractor fit(PurposeBoundView view, RunContext context) {
        left.forEach(view.schema()::indexOf);
        List<FeatureExtractor> encodings = new ArrayList<>();
        for (Attribute attribute : view.attributes()) {
            if (!left.contains(attribute.name())) {
                switch (attribute.type()) {
                    case NUMBER, BOOLEAN -> encodings.add(Encoding.number(attribute.name()));
                    case CATEGORY ->
                        encodings.add(Encoding.oneHot(attribute.name())
                                .withUnseen(unseen)
                                .withMissing(missing)
                                .withLevelLimit(levelLimit));
                    case INSTANT, TEXT -> {}
                }
            }
        }
        if (encodings.isEmpty()) {
            throw new InvalidInputException("no attribute is a number, a truth value or a category and allowed for "
                    + view.purpose() + "; the access report says what was withheld and why");
        }
        return FeaturePipeline.of(encodings.toArray(FeatureExtractor[]::new)).fit(view, context);
    }

    @Override
    public String toString() {
        return "all attributes" + (left.isEmpty() ? "" : " except " + List.copyOf(left));
    }
}
