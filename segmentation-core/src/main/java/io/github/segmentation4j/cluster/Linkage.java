package io.github.segmentation4j.cluster;

/**
 * How far apart two clusters are, by which {@link Agglomerative} decides which to merge next. The height of a merge is
 * this distance.
 *
 * <p>Safe for use by several threads.
 *
 * <p>References: J. H. Ward, Hierarchical grouping to optimize an objective function, Journal of the American Statistical
 * Association 58, 1963; G. N. Lance, W. T. Williams, A general theory of classificatory sorting strategies, The Computer
 * Journal 9, 1967.
 */
public enum Linkage {
    /**
     * The root of twice what the merge adds to the sum of squared Euclidean distances of the rows to their centres:
     * compact clusters of like size. Two rows are as far apart as their Euclidean distance.
     */
    WARD("ward"),

    /** The mean dissimilarity of the pairs of rows, one of each cluster. */
    AVERAGE("average"),

    /** The largest dissimilarity of two rows, one of each cluster: no cluster is wider than its height. */
    COMPLETE("complete"),

    /** The smallest dissimilarity of two rows, one of each cluster: clusters of any shape, and chains of rows. */
    SINGLE("single"),

    /** The Euclidean distance of the centres. A merge can lie lower than the merges within it. */
    CENTROID("centroid");

    private final String words;

    Linkage(String words) {
        this.words = words;
    }

    /** For descriptions. */
    String words() {
        return words;
    }

    /** Whether it follows from centres and weights, which are Euclidean. */
    boolean isOfCentres() {
        return this == WARD || this == CENTROID;
    }
}
