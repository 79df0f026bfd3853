package io.github.segmentation4j.cluster;

import java.util.OptionalDouble;

/**
 * What several clusterings agreed on: the models of the runs, and to which cluster each combination of their labels leads.
 * Keeps no training row, unless a model of a run does: then it is an {@link InstanceModel} as well.
 *
 * <p>Implementations are immutable and safe for use by several threads.
 */
public interface ConsensusModel extends ClusterModel {
    /** The number of runs, at least 1. */
    int runCount();

    /**
     * How sure the runs are of a row: the mean share of them that put it together with a training row of its cluster. Of a
     * row that belongs to no cluster, the share of runs that call it noise.
     *
     * @param row as {@link #assign(double[])} takes it
     * @return 0 to 1
     */
    double agreement(double[] row);

    /**
     * How well the runs agree with the clusters: the share of pairs of training rows on which a run says the same, together
     * or apart, as the mean of the runs (the mean Rand index). A row that is noise is together with no other. Rows count by
     * their weights.
     *
     * @return 0 to 1; empty if there was only one row, which has no pairs
     */
    OptionalDouble pairAgreement();
}
