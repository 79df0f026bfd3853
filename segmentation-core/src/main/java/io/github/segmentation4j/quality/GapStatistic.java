package io.github.segmentation4j.quality;

import io.github.segmentation4j.cluster.Clusterer;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.RunContext;
import java.util.Objects;
import java.util.function.IntFunction;

/** The gap statistic. */
public final class GapStatistic {
    private static final int DEFAULT_SETS = 20;

    private final int referenceSets;
    private final Reference reference;
    private final Rule rule;
    private final NoisePolicy noise;

    /** What the reference rows are spread over evenly. */
    public enum Reference {
        /** The range of each column. */
        RANGES,
        /** The range along each principal direction of the rows, so that the box follows columns that go together. */
        PRINCIPAL_DIRECTIONS
    }

    /** Which number the gaps pick. */
    public enum Rule {
        /** The smallest number whose gap is at least the next one's less its standard error, as in the paper. */
        FIRST,
        /** The smallest number whose gap is at least the largest of all less its standard error. */
        GLOBAL
    }

    private GapStatistic(int referenceSets, Reference reference, Rule rule, NoisePolicy noise) {
        this.referenceSets = referenceSets;
        this.reference = Objects.requireNonNull(reference, "reference");
        this.rule = Objects.requireNonNull(rule, "rule");
        this.noise = Objects.requireNonNull(noise, "noise");
    }

    /** The gap over 20 reference sets along the principal directions, the first rule, noise left out. */
    public static GapStatistic withDefaults() {
        return new GapStatistic(DEFAULT_SETS, Reference.PRINCIPAL_DIRECTIONS, Rule.FIRST, NoisePolicy.EXCLUDE);
    }

    /**
     * This with another number of reference sets.
     *
     * @param count at least 2
     */
    public GapStatistic withReferenceSets(int count) {
        if (count < 2) {
            throw new IllegalArgumentException(
                    "there must be at least 2 reference sets to say how they vary, was " + count);
        }
        return new GapStatistic(count, reference, rule, noise);
    }

    /** This with reference rows spread in another way. */
    public GapStatistic withReference(Reference kind) {
        return new GapStatistic(referenceSets, kind, rule, noise);
    }

    /** This with another rule. */
    public GapStatistic withRule(Rule other) {
        return new GapStatistic(referenceSets, reference, other, noise);
    }

    /** This with another way to take noise. */
    public GapStatistic withNoise(NoisePolicy policy) {
        return new GapStatistic(referenceSets, reference, rule, policy);
    }

    /**
     * Measures the numbers from 1 to {@code most}.
     *
     * @param most at least 2
     * @param clusterers gives the clusterer for a number of clusters
     * @param matrix n rows x d columns, no value missing
     * @param context seed, executor, listener and cancellation
     */
    public GapReport measure(int most, IntFunction<Clusterer> clusterers, FeatureMatrix matrix, RunContext context) {
        if (referenceSets > 0) {
            throw new UnsupportedOperationException("not in this commit: " + reference + rule + noise);
        }
        return new GapReport(
                java.util.List.of(), java.util.OptionalInt.empty(), GapReport.Structure.UNDETERMINED, "", 0);
    }
}
