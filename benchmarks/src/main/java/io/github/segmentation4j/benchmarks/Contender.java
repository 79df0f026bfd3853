package io.github.segmentation4j.benchmarks;

import java.util.function.Supplier;

/**
 * A k-means, or any other clustering, that takes part in a {@link Comparison}.
 *
 * <p>Implementations are used by one thread; the threads they start themselves are their own business.
 */
public interface Contender {
    /** What it is called in the table and on the command line: short, without blanks or commas. */
    String name();

    /** How many threads it keeps busy, for the table. */
    int threads();

    /** Where its first centroids come from, which decides how it is timed. */
    Starts starts();

    /**
     * Brings the rows into the layout it works on. The time this takes is part of a whole fit, not of an iteration.
     *
     * @param workload rows and starts
     */
    Fit prepare(Workload workload);

    /** Where first centroids come from. */
    enum Starts {
        /** From {@link Workload#starts()}. An iteration is the time of a run over its number of iterations. */
        GIVEN,
        /**
         * From its own seeding, which must choose the same every time. An iteration is what a run of 21 iterations takes
         * longer than a run of one, over 20.
         */
        OWN,
        /** No Lloyd iterations from given starts, so nothing but the whole fit is timed and nothing is checked. */
        FREE
    }

    /** Rows in the layout of a contender, ready to be clustered. */
    interface Fit extends AutoCloseable {
        /**
         * Clusters. The time this takes is measured, that of the supplier is not.
         *
         * @param iterations of Lloyd's to make from the starts; {@link Starts#FREE} ignores it
         * @return the centroids it arrived at, in any order
         */
        Supplier<double[][]> run(int iterations);

        /** Ends what {@code prepare} started, such as threads; does nothing if not said. */
        @Override
        default void close() {}
    }
}
