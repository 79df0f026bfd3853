package io.github.segmentation4j.quality;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.RunContext;
import java.util.Objects;
import java.util.Optional;

/**
 * The Davies-Bouldin index: for each cluster the worst ratio of (its spread + that of another cluster) to the distance
 * of their means, averaged over the clusters; from 0 upward, less is better. Spread is the mean distance to the mean.
 *
 * <p>It does not change when all columns are shifted or scaled together. Undetermined for fewer than 2 clusters, for as
 * many clusters as rows, and where two clusters have the same mean. Noise is left out unless {@link
 * #withNoise(NoisePolicy)} says otherwise. Time O((n + k²) d).
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: D. L. Davies, D. W. Bouldin, A cluster separation measure, IEEE Transactions on Pattern Analysis and
 * Machine Intelligence 1(2), 1979.
 *
 * <p>Implementation note: the exponents p and q of the paper are 2 and 1.
 */
public final class DaviesBouldin implements ValidityIndex {
    private static final String NAME = "Davies-Bouldin";

    private final NoisePolicy noise;

    private DaviesBouldin(NoisePolicy noise) {
        this.noise = noise;
    }

    /** The index, noise left out. */
    public static DaviesBouldin withDefaults() {
        return new DaviesBouldin(NoisePolicy.EXCLUDE);
    }

    /** This index with another way to take noise. */
    public DaviesBouldin withNoise(NoisePolicy policy) {
        return new DaviesBouldin(Objects.requireNonNull(policy, "policy"));
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
        Optional<String> obstacle = partition.whyNotComparable(NAME);
        if (obstacle.isPresent()) {
            return Statistic.undetermined(obstacle.get());
        }
        Scatter scatter = Scatter.of(matrix, partition, NAME, context);
        int k = partition.clusterCount();
        double sum = 0;
        for (int g = 0; g < k; g++) {
            context.throwIfCancelled(NAME);
            double worst = 0;
            for (int h = 0; h < k; h++) {
                if (h == g) {
                    continue;
                }
                double gap = scatter.gap(g, h);
                if (gap == 0) {
                    return Statistic.undetermined(
                            NAME + " divides by the distance of cluster means, and two clusters have the same mean");
                }
                worst = Math.max(worst, (scatter.spread(g) + scatter.spread(h)) / gap);
            }
            sum += worst;
        }
        return Partition.finite(NAME, sum / k);
    }
}
