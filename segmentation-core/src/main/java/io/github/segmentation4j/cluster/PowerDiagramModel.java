package io.github.segmentation4j.cluster;

/**
 * A model whose clusters are the cells of a power diagram: a row belongs where its squared distance less the offset of
 * the cluster is least, of several the lowest, or to none where the model leaves far or incomplete rows out. The squared
 * distance is the sum over the features of feature weight x squared difference, so that it can be told apart feature by
 * feature, and two cells meet in a straight border. With all offsets 0 the cells are those of the nearest centres.
 *
 * <p>Implementations are immutable and safe for use by several threads.
 *
 * <p>References: F. Aurenhammer, Power diagrams: properties, algorithms and applications, SIAM Journal on Computing 1987.
 */
public interface PowerDiagramModel extends CentroidModel {
    /** The weight of each feature in squared distances: {@link #columnCount()} finite values of at least 0, copied. */
    double[] featureWeights();

    /**
     * What is taken from the squared distances to a cluster; 0 where only nearness counts.
     *
     * @param cluster 0 to {@link #clusterCount()} - 1
     */
    double offset(int cluster);
}
