package io.github.segmentation4j.cluster;

/**
 * A model that keeps the features of training rows, because clusters of any shape have no centres to stand for them. What
 * is stored of it holds data of single customers and must be guarded like the customers' data.
 */
public interface InstanceModel extends ClusterModel {
    /** How many rows it keeps; equal ones count once. */
    int instanceCount();
}
