package io.github.segmentation4j.quality;

/** What an index does with rows labelled {@link io.github.segmentation4j.cluster.Clustering#NOISE}. */
public enum NoisePolicy {
    /** Leaves them out, as if they were not in the matrix. The default everywhere. */
    EXCLUDE,
    /** Takes each as a cluster of its own, so that noise costs something. */
    SINGLETONS,
    /** Takes all of them together as one more cluster. */
    ONE_CLUSTER
}
