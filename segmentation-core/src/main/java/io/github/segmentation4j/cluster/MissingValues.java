package io.github.segmentation4j.cluster;

/**
 * What a clusterer does with rows that miss values. There is no silent way: whoever wants such rows clustered says how.
 *
 * <p>Safe for use by several threads.
 */
public enum MissingValues {
    /** A missing value is an error that says where it is. */
    REFUSE("refused"),

    /** A row with a missing value takes no part and is {@link Clustering#NOISE}, in the fit and later. */
    LEAVE_OUT("left out"),

    /**
     * A row is compared in the columns it has, and counts in the means of those: k-means on the observed values. A row
     * without any value is {@link Clustering#NOISE}. Rows that miss values look nearer to everything, so columns should be
     * scaled alike and misses be few.
     *
     * <p>Reference: J. T. Chi, E. C. Chi, R. G. Baraniuk, k-POD: a method for k-means clustering of missing data, The
     * American Statistician 70(1), 2016. Deviation: the same sum is lowered directly, by Lloyd's steps on the observed
     * values, instead of by filling in.
     */
    OBSERVED_ONLY("observed only");

    private final String words;

    MissingValues(String words) {
        this.words = words;
    }

    /** For descriptions. */
    String words() {
        return words;
    }
}
