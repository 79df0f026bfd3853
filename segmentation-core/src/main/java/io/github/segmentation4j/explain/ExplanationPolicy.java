package io.github.segmentation4j.explain;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the owner of segments adds so that they can be explained: what features are called, what segments lead to, what
 * customers can do, what they could change, and tokens for their feedback.
 *
 * <p>Immutable and safe for use by several threads, if the supplier of tokens is.
 */
public final class ExplanationPolicy {
    private final FeatureGlossary glossary;
    private final Rights rights;
    private final Supplier<String> tokens;
    private final ChangeRules changes;
    private final Optional<SegmentRules> rules;
    private final Map<Integer, Wording> outcomes;

    /**
     * What a customer can do, in words or as a link.
     *
     * @param optOut how to leave the segmentation
     * @param correct how to have data corrected
     * @param contest how to contest the segment before a person
     */
    public record Rights(Wording optOut, Wording correct, Wording contest) {
        /** Checks that nothing is null. */
        public Rights {
            Objects.requireNonNull(optOut, "optOut");
            Objects.requireNonNull(correct, "correct");
            Objects.requireNonNull(contest, "contest");
        }
    }

    private ExplanationPolicy(
            FeatureGlossary glossary,
            Rights rights,
            Supplier<String> tokens,
            ChangeRules changes,
            Optional<SegmentRules> rules,
            Map<Integer, Wording> outcomes) {
        this.glossary = glossary;
        this.rights = rights;
        this.tokens = tokens;
        this.changes = changes;
        this.rules = rules;
        this.outcomes = outcomes;
    }

    /**
     * A policy.
     *
     * @param tokens gives a new token for each explanation. A token must hold no personal data and nothing that could be
     *     worked out from them, such as a digest of an id: a random one, or a running number of the owner's
     */
    public static ExplanationPolicy of(FeatureGlossary glossary, Rights rights, Supplier<String> tokens) {
        return new ExplanationPolicy(
                Objects.requireNonNull(glossary, "glossary"),
                Objects.requireNonNull(rights, "rights"),
                Objects.requireNonNull(tokens, "tokens"),
                ChangeRules.defaults(),
                Optional.empty(),
                Map.of());
    }

    /** This policy with rules for the changes that are suggested. Default: {@link ChangeRules#defaults()}. */
    public ExplanationPolicy withChanges(ChangeRules newChanges) {
        return new ExplanationPolicy(
                glossary, rights, tokens, Objects.requireNonNull(newChanges, "changes"), rules, outcomes);
    }

    /**
     * This policy with short rules that come close to the segments. Default: none, where a release tells its own.
     *
     * @param newRules made from the features of the clustering or from the described columns
     */
    public ExplanationPolicy withRules(SegmentRules newRules) {
        return new ExplanationPolicy(glossary, rights, tokens, changes, Optional.of(newRules), outcomes);
    }

    /**
     * This policy with what a segment leads to. Default: nothing is said.
     *
     * @param segment from 1
     */
    public ExplanationPolicy withOutcome(int segment, Wording outcome) {
        if (segment < 1) {
            throw new IllegalArgumentException("segments are numbered from 1, was " + segment);
        }
        Map<Integer, Wording> more = new HashMap<>(outcomes);
        more.put(segment, Objects.requireNonNull(outcome, "outcome"));
        return new ExplanationPolicy(glossary, rights, tokens, changes, rules, more);
    }

    /** What features are called. */
    public FeatureGlossary glossary() {
        return glossary;
    }

    /** What a customer can do. */
    public Rights rights() {
        return rights;
    }

    /** What may be suggested. */
    public ChangeRules changes() {
        return changes;
    }

    /** Short rules that come close to the segments, if there are any. */
    public Optional<SegmentRules> rules() {
        return rules;
    }

    /** What a segment leads to, if somebody said. */
    public Optional<Wording> outcome(int segment) {
        return Optional.ofNullable(outcomes.get(segment));
    }

    String nextToken() {
        String token = tokens.get();
        if (token.isBlank()) {
            throw new IllegalStateException("the supplier of tokens must give texts that are not blank");
        }
        return token;
    }

    @Override
    public String toString() {
        return "explanation policy with a " + glossary;
    }
}
