package io.github.segmentation4j.privacy.cluster;

import io.github.segmentation4j.cluster.Clusterer;
import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.cluster.TrainingSet;
import io.github.segmentation4j.feature.Learning;
import io.github.segmentation4j.run.RunContext;
import java.util.EnumSet;
import java.util.Set;

/**
 * Private clustering with raw labels of the training rows, which are NOT private: the model may be told to anybody, but
 * the label of a row, and any count, inertia or table made of labels, comes from the row itself and tells about it. For
 * those who may see the rows anyway; what leaves them goes through a ledger of its own.
 *
 * <p>Immutable and safe for use by several threads, as far as the noise of the clustering is.
 */
public final class NonPrivateLabels implements Clusterer {
    private final DpKMeans clusterer;

    private NonPrivateLabels(DpKMeans clusterer) {
        this.clusterer = clusterer;
    }

    /** Labels, which are not private, by a private model. Each fit spends on the ledger. */
    public static NonPrivateLabels of(DpKMeans clusterer) {
        return new NonPrivateLabels(clusterer);
    }

    /**
     * Fits privately, then puts each training row into the cluster of its nearest centre. The labels are raw.
     *
     * <p>The same rows do not give the same clusters again: noise differs from fit to fit, and each fit is paid for.
     */
    @Override
    public Clustering fit(TrainingSet training, RunContext context) {
        PrivateClustering found = clusterer.fit(training, context);
        return Clustering.of(found.model().assign(training.matrix(), context), found.model());
    }

    /** Features that know nothing of the customers, or only privately: others would tell what the clusterer hides. */
    @Override
    public Set<Learning> acceptedLearning() {
        return EnumSet.of(Learning.NOTHING, Learning.PRIVATELY);
    }

    @Override
    public String describe() {
        return "labels that are not private by " + clusterer.describe();
    }

    @Override
    public String toString() {
        return describe();
    }
}
