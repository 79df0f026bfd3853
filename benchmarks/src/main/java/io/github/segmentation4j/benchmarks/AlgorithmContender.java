package io.github.segmentation4j.benchmarks;

import java.util.function.Supplier;

/**
 * Whoever takes part in the table of all algorithms.
 *
 * <p>Implementations are used by one thread; the threads they start themselves are their own business.
 */
public interface AlgorithmContender {
    /** What it is called in the table: short. */
    String name();

    /** How many threads it may keep busy, for the table. */
    int threads();

    /** Whether it can do this. */
    boolean takes(Task task);

    /**
     * Does it, from rows that are {@code double[][]}. The time this takes is measured, that of the supplier is not.
     *
     * @param task one it takes
     * @param sample the rows of the task
     */
    Supplier<Outcome> run(Task task, Sample sample);
}
