package io.github.segmentation4j.quality;

import io.github.segmentation4j.cluster.CentroidModel;
import io.github.segmentation4j.cluster.MedoidModel;
import io.github.segmentation4j.cluster.SoftModel;
import java.util.Objects;

/**
 * Says for each cluster how strange it would be if a row belonged to it. Which score is used decides how small the sets of
 * {@link ConformalSegments} are, never whether they hold what they promise.
 *
 * <pre>{@code
 * NonconformityScore score = NonconformityScore.distance(model);
 * NonconformityScore own = row -> new double[] {Math.abs(row[0]), Math.abs(row[0] - 1)};
 * }</pre>
 *
 * <p>Implementations give the same numbers for the same row, and are safe for use by several threads.
 */
@FunctionalInterface
public interface NonconformityScore {
    /**
     * The scores of a row.
     *
     * @param row as uncertain as those the sets will be asked for; NaN for a missing value, which the score takes or refuses
     * @return one number for each cluster, higher the stranger it would be there; never NaN, infinite if need be
     */
    double[] of(double[] row);

    /**
     * 1 minus how much a row belongs to a cluster, from 0 to 1: the sets are as small on average as the memberships
     * allow.
     *
     * <p>Reference: M. Sadinle, J. Lei, L. Wasserman, Least ambiguous set-valued classifiers with bounded error levels, Journal
     * of the American Statistical Association 114, 2019.
     */
    static NonconformityScore membership(SoftModel model) {
        Objects.requireNonNull(model, "model");
        return row -> {
            double[] scores = model.memberships(row).clone();
            for (int j = 0; j < scores.length; j++) {
                scores[j] = 1 - scores[j];
            }
            return scores;
        };
    }

    /**
     * How much a row belongs to all the clusters that it belongs to more than to this one: 0 for the likeliest. Sets are the
     * likeliest clusters that together pass a threshold; they grow with the doubt about a row and are never empty.
     *
     * <p>Reference: Y. Romano, M. Sesia, E. Candès, Classification with valid and adaptive coverage, NeurIPS 2020. Deviation:
     * no part of the membership in the cluster itself is drawn and added, so the same row always gets the same set. Where the
     * likeliest cluster alone is right more often than the level asks, so are the sets.
     */
    static NonconformityScore cumulativeMembership(SoftModel model) {
        Objects.requireNonNull(model, "model");
        return row -> {
            double[] memberships = model.memberships(row);
            double[] scores = new double[memberships.length];
            for (int j = 0; j < scores.length; j++) {
                for (double other : memberships) {
                    scores[j] += other > memberships[j] ? other : 0;
                }
            }
            return scores;
        };
    }

    /**
     * The squared distance of a row to a centre as a share of the sum of it and that to the nearest other centre: from 0 at
     * the centre over a half between two to almost 1. Always 0 where there is a single cluster.
     */
    static NonconformityScore distance(CentroidModel model) {
        Objects.requireNonNull(model, "model");
        return row -> {
            double[] distances = new double[model.clusterCount()];
            for (int j = 0; j < distances.length; j++) {
                distances[j] = model.squaredDistance(row, j);
            }
            return DistanceShares.of(distances);
        };
    }

    /** The same with dissimilarities to medoids, not squared. */
    static NonconformityScore dissimilarity(MedoidModel model) {
        Objects.requireNonNull(model, "model");
        return row -> {
            double[] distances = new double[model.clusterCount()];
            for (int j = 0; j < distances.length; j++) {
                distances[j] = model.dissimilarity(row, j);
            }
            return DistanceShares.of(distances);
        };
    }
}
