package io.github.segmentation4j.privacy.audit;

import io.github.segmentation4j.cluster.CentroidModel;
import io.github.segmentation4j.cluster.ClusterModel;

/**
 * How much a model speaks for a row having been among those it was fitted on.
 *
 * <p>Implementations are immutable and safe for use by several threads.
 */
@FunctionalInterface
public interface MembershipScore {
    /**
     * The score of a row.
     *
     * @param model what an attacker has
     * @param row as many values as the model has columns
     * @return finite; higher for a likelier member
     */
    double score(ClusterModel model, double[] row);

    /**
     * The squared distance to the nearest centre, negated: centres are pulled towards the rows they were made of.
     *
     * <p>Throws IllegalArgumentException for a model without centres.
     */
    static MembershipScore nearestCentroid() {
        return (model, row) -> {
            if (!(model instanceof CentroidModel centres)) {
                throw new IllegalArgumentException("a model must have centres to measure how near a row is to one; give"
                        + " models of another kind a score of their own, see MembershipInference.withScore");
            }
            double nearest = Double.POSITIVE_INFINITY;
            for (int cluster = 0; cluster < centres.clusterCount(); cluster++) {
                nearest = Math.min(nearest, centres.squaredDistance(row, cluster));
            }
            return -nearest;
        };
    }
}
