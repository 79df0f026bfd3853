package io.github.segmentation4j.quality;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.RunContext;
import java.util.Objects;

/** The density-based cluster validity index, from -1 to 1. */
public final class Dbcv implements ValidityIndex {
    static final String NAME = "dbcv";

    private final NoisePolicy noise;

    private Dbcv(NoisePolicy noise) {
        this.noise = noise;
    }

    /** The index that leaves noise out. */
    public static Dbcv withDefaults() {
        return new Dbcv(NoisePolicy.EXCLUDE);
    }

    /** This index with another way to take noise. */
    public Dbcv withNoise(NoisePolicy policy) {
        return new Dbcv(Objects.requireNonNull(policy, "policy"));
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
        throw new UnsupportedOperationException(noise.name());
    }
}
