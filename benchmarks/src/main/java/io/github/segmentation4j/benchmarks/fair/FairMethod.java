package io.github.segmentation4j.benchmarks.fair;

/** A way to cluster fairly. Implementations are immutable. */
public interface FairMethod {
    /** Its name in the table. */
    String name();

    /**
     * Clusters the rows.
     *
     * @param clusters at least 1
     * @param target the balance every cluster should have; methods that have another knob say so
     * @return a cluster for each row
     */
    int[] labels(FairData data, int clusters, double target, long seed);
}
