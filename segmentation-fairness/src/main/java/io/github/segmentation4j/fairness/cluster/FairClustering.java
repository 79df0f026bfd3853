package io.github.segmentation4j.fairness.cluster;

import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.quality.Statistic;

/**
 * Segments whose make-up obeys rules, with the certificate of their assignment and what k-means without rules costs.
 *
 * @param clustering labels that obey the rules, the model of the means and the inertia
 * @param assignment the same labels as an assignment to the means: no assignment that obeys the rules costs less there
 *     than its lower bound, and its offsets are the prices of the rules. What other means could reach it does not tell
 * @param plainInertia the inertia of k-means with as many restarts, which knows no rules, at least 0
 */
public record FairClustering(Clustering clustering, CertifiedAssignment assignment, double plainInertia) {
    /** The sum of the squared distances of the rows to the means of their segments. */
    public double inertia() {
        return clustering.inertia().orElseThrow();
    }

    /** The inertia as a multiple of that of k-means: 1.05 says that the rules cost 5 %. Undetermined where that is 0. */
    public Statistic price() {
        return plainInertia > 0
                ? Statistic.of(inertia() / plainInertia)
                : Statistic.undetermined("k-means has an inertia of 0, so nothing can be a multiple of it");
    }
}
