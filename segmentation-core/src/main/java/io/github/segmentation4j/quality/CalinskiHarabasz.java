package io.github.segmentation4j.quality;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.RunContext;
import java.util.Objects;
import java.util.Optional;

/**
 * The Calinski-Harabasz index, or variance ratio: the spread of the cluster means over the spread of the rows about
 * them, each by its degrees of freedom, {@code (B / (k - 1)) / (W / (n - k))}; from 0 upward, more is better.
 *
 * <p>It does not change when all columns are shifted or scaled together. Undetermined for fewer than 2 clusters, for as
 * many clusters as rows, and where the rows of every cluster are all equal, because W is then 0. Noise is left out
 * unless {@link #withNoise(NoisePolicy)} says otherwise. Time O(n d).
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: T. Caliński, J. Harabasz, A dendrite method for cluster analysis, Communications in Statistics 3(1),
 * 1974.
 */
public final class CalinskiHarabasz implements ValidityIndex {
    private static final String NAME = "Calinski-Harabasz";

    private final NoisePolicy noise;

    private CalinskiHarabasz(NoisePolicy noise) {
        this.noise = noise;
    }

    /** The index, noise left out. */
    public static CalinskiHarabasz withDefaults() {
        return new CalinskiHarabasz(NoisePolicy.EXCLUDE);
    }

    /** This index with another way to take noise. */
    public CalinskiHarabasz withNoise(NoisePolicy policy) {
        return new CalinskiHarabasz(Objects.requireNonNull(policy, "policy"));
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
        Scatter scatter = Scatter.of(matrix, partition, NAME, context);
        double within = scatter.within();
        if (within == 0) {
            return Statistic.undetermined(
                    NAME + " divides by the spread within clusters, and the rows of every cluster are all equal");
        }
        int k = partition.clusterCount();
        return Partition.finite(NAME, (scatter.between() / (k - 1)) / (within / (partition.rows() - k)));
    }
}
