package io.github.segmentation4j.online;

import io.github.segmentation4j.cluster.CentroidModel;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What was learned up to an instant. Immutable and safe for use by several threads; later events do not change it.
 *
 * @param model the centroids; clusters keep the numbers of the model that learning began with
 * @param weights for each cluster the decayed number of events at {@code asOf}, the starting weight included
 * @param sizes for each cluster the number of customers kept whose last event fell into it
 * @param asOf the watermark: events before it are learned, all others are not
 * @param learned the number of events learned
 */
public record OnlineSnapshot(
        CentroidModel model, List<Double> weights, List<Integer> sizes, Instant asOf, long learned) {
    /** Checks that the parts belong together, and copies the lists. */
    public OnlineSnapshot {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(asOf, "asOf");
        weights = List.copyOf(weights);
        sizes = List.copyOf(sizes);
        if (weights.size() != model.clusterCount() || sizes.size() != model.clusterCount()) {
            throw new IllegalArgumentException("there must be a weight and a size for each of " + model.clusterCount()
                    + " clusters, were " + weights.size() + " and " + sizes.size());
        }
    }
}
