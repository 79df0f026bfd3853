package io.github.segmentation4j.quality;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.RunContext;
import java.util.Objects;

/** The Dunn index. */
public final class Dunn implements ValidityIndex {
    static final String NAME = "Dunn";

    private final NoisePolicy noise;

    private Dunn(NoisePolicy noise) {
        this.noise = noise;
    }

    /** The index, noise left out. */
    public static Dunn withDefaults() {
        return new Dunn(NoisePolicy.EXCLUDE);
    }

    /** This index with another way to take noise. */
    public Dunn withNoise(NoisePolicy policy) {
        return new Dunn(Objects.requireNonNull(policy, "policy"));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Direction direction() {
        return Direction.HIGHER_IS_BETTER;
    }

    @Override
    public Statistic of(FeatureMatrix matrix, int[] labels, RunContext context) {
        throw new UnsupportedOperationException("not in this commit " + noise);
    }
}
