package io.github.segmentation4j.benchmarks;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * One line of the table.
 *
 * @param shape the size of the problem
 * @param what was measured
 * @param contender who did it
 * @param threads that took part
 * @param median milliseconds
 * @param best milliseconds, what a busy machine disturbs least
 * @param ratio the median over that of the line it is compared with
 * @param inertia of the result over that of this library's k-means
 * @param heap megabytes the heap grew by at most, garbage that was not yet collected included
 * @param bytesPerRow allocated in an iteration, for each row
 */
record Measurement(
        Shape shape,
        String what,
        String contender,
        int threads,
        double median,
        double best,
        OptionalDouble ratio,
        OptionalDouble inertia,
        OptionalDouble heap,
        OptionalDouble bytesPerRow) {

    static final String ASSIGNMENT = "assignment";
    static final String SEEDING = "k-means++";
    static final String ITERATION = "iteration";
    static final String FIT = "whole fit";

    /** A line that knows times alone: those of several rounds, in milliseconds. */
    static Measurement of(Shape shape, String what, String contender, int threads, double... times) {
        double[] sorted = times.clone();
        Arrays.sort(sorted);
        return new Measurement(
                shape,
                what,
                contender,
                threads,
                sorted[sorted.length / 2],
                sorted[0],
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty());
    }

    /** This line with its ratio to the median of another. */
    Measurement over(Measurement reference) {
        return new Measurement(
                shape,
                what,
                contender,
                threads,
                median,
                best,
                OptionalDouble.of(median / reference.median),
                inertia,
                heap,
                bytesPerRow);
    }

    /** This line with what is known of its result and its memory. */
    Measurement with(OptionalDouble newInertia, OptionalDouble newHeap, OptionalDouble newBytesPerRow) {
        return new Measurement(
                shape, what, contender, threads, median, best, ratio, newInertia, newHeap, newBytesPerRow);
    }
}
