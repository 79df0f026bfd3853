package io.github.segmentation4j.privacy.noise;

import io.github.segmentation4j.internal.random.SeededRandom;

/** Noise that repeats itself, for tests only: a source that main code cannot make. */
public final class SeededNoise {
    private SeededNoise() {}

    /** A source that gives the same bits for the same seed. */
    public static NoiseSource of(long seed) {
        SeededRandom random = SeededRandom.of(seed);
        return new NoiseSource(target -> {
            for (int i = 0; i < target.length; i++) {
                target[i] = (byte) (random.nextLong() >>> 56);
            }
        });
    }
}
