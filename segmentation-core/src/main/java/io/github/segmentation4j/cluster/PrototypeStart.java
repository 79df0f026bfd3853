package io.github.segmentation4j.cluster;

/**
 * How {@link KModes} and {@link KPrototypes} choose the first prototypes of a run.
 *
 * <p>Safe for use by several threads.
 */
public enum PrototypeStart {
    /**
     * The first prototype is the row whose categories are the most frequent on average; each further one is the row with
     * the largest product of that average and its distance to the nearest prototype before it. Ties go to the row whose
     * values come first. It draws nothing, so only the first run starts so; any further restart starts as {@link #HUANG}.
     *
     * <p>Reference: F. Cao, J. Liang, L. Bai, A new initialization method for categorical data clustering, Expert Systems
     * with Applications 36(7), 2009. Extension to numbers: a number counts as the category of the sixteenth of the range of
     * its column that it lies in, and distances are those of the clusterer.
     */
    CAO("Cao"),

    /**
     * Each prototype draws a value of every column, as often as it occurs, and becomes the row nearest to what was drawn
     * that differs from the prototypes before it, of several the one that comes first.
     *
     * <p>Reference: Z. Huang, Extensions to the k-means algorithm for clustering large data sets with categorical values,
     * Data Mining and Knowledge Discovery 2(3), 1998.
     */
    HUANG("Huang");

    private final String words;

    PrototypeStart(String words) {
        this.words = words;
    }

    /** For descriptions. */
    String words() {
        return words;
    }
}
