package io.github.segmentation4j.quality;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.RunContext;
import java.util.Objects;
import java.util.Optional;

/**
 * The Dunn index: the smallest distance between two rows of different clusters over the largest distance between two
 * rows of the same cluster, in Euclidean distance; from 0 upward, more is better. Above 1 every row is nearer to all rows
 * of its own cluster than to any row of another one.
 *
 * <p>It rests on two pairs of rows, so a single row in the wrong place decides it: it tells whether clusters are clean,
 * not whether they are good on the whole, which the silhouette does. It does not change when all columns are shifted or
 * scaled together. Undetermined for fewer than 2 clusters, for as many clusters as rows, and where no two rows of a
 * cluster differ. Noise is left out unless {@link #withNoise(NoisePolicy)} says otherwise.
 *
 * <p>Exact, in time O(n² d) and a copy of the matrix.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: J. C. Dunn, Well-separated clusters and optimal fuzzy partitions, Journal of Cybernetics 4(1), 1974.
 */
public final class Dunn implements ValidityIndex {
    private static final String NAME = "Dunn";

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
        Partition partition = Partition.of(matrix, labels, noise);
        Optional<String> obstacle = partition.whyNotComparable(NAME);
        if (obstacle.isPresent()) {
            return Statistic.undetermined(obstacle.get());
        }
        ExtremePairs pairs = ExtremePairs.of(matrix, partition, NAME, context);
        if (pairs.diameter() == 0) {
            return Statistic.undetermined(
                    NAME + " divides by the largest distance within a cluster, and no two rows of a cluster differ");
        }
        // An infinite diameter would make 0 of a ratio that is not.
        return Partition.finite(
                NAME, Double.isInfinite(pairs.diameter()) ? Double.NaN : pairs.separation() / pairs.diameter());
    }
}
