package io.github.segmentation4j.quality;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.RunContext;
import java.util.Objects;

/**
 * The inertia: the sum of squared distances of the rows to the means of their clusters, in the squared units of the
 * columns; from 0 upward. It falls with every cluster that is added, so it compares partitions of equal size only.
 *
 * <p>Undetermined where no row counts. Noise is left out unless {@link #withNoise(NoisePolicy)} says otherwise. Time
 * O(n d). The centres are the means of the labelled rows, whatever centres a model may have.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: J. MacQueen, Some methods for classification and analysis of multivariate observations, Proceedings of
 * the Fifth Berkeley Symposium, 1967.
 */
public final class Inertia implements ValidityIndex {
    private static final String NAME = "inertia";

    private final NoisePolicy noise;

    private Inertia(NoisePolicy noise) {
        this.noise = noise;
    }

    /** The index, noise left out. */
    public static Inertia withDefaults() {
        return new Inertia(NoisePolicy.EXCLUDE);
    }

    /** This index with another way to take noise. */
    public Inertia withNoise(NoisePolicy policy) {
        return new Inertia(Objects.requireNonNull(policy, "policy"));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Direction direction() {
        return Direction.LOWER_IS_BETTER;
    }

    @Override
    public Statistic of(FeatureMatrix matrix, int[] labels, RunContext context) {
        Partition partition = Partition.of(matrix, labels, noise);
        if (partition.rows() == 0) {
            return Statistic.undetermined("inertia needs at least one row that is not noise");
        }
        return Partition.finite(
                NAME, Scatter.of(matrix, partition, NAME, context).within());
    }
}
