package io.github.segmentation4j.privacy.cluster;

import io.github.segmentation4j.cluster.CentroidModel;
import io.github.segmentation4j.privacy.accounting.PrivacyCost;
import io.github.segmentation4j.privacy.ledger.PrivacySpend;
import io.github.segmentation4j.quality.Statistic;
import java.util.List;

/**
 * What private clustering may tell: centres, noisy sizes, and what they cost. It holds no label, no inertia and no exact
 * number of rows; whoever computes these from the rows afterwards tells what this type does not.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * @param model puts rows into clusters; its centres are private, and so is what it says about rows of others
 * @param sizes of the clusters of the model, with noise; may be below 0
 * @param sizeDeviation the standard deviation of the noise of a size
 * @param coordinateDeviations for each cluster the standard deviation that noise gives a coordinate of its centre, in the
 *     units of the rows, as far as its noisy size tells; what the sample itself leaves uncertain is not in it
 * @param spend what the ledger booked
 * @param cost the guarantee of the whole answer
 * @param method how it was made
 * @param description the algorithm with its options
 */
public record PrivateClustering(
        CentroidModel model,
        List<Long> sizes,
        double sizeDeviation,
        List<Statistic> coordinateDeviations,
        PrivacySpend spend,
        PrivacyCost cost,
        DpKMeans.Method method,
        String description) {
    /** Copies the lists. */
    public PrivateClustering {
        sizes = List.copyOf(sizes);
        coordinateDeviations = List.copyOf(coordinateDeviations);
    }

    /** The method, its cost and how far off its answers are, in words. */
    public String describe() {
        return description + " by " + method.words() + " at " + cost + "; sizes are off by about "
                + Math.round(sizeDeviation) + " rows";
    }
}
