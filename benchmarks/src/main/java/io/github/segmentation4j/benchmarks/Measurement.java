package io.github.segmentation4j.benchmarks;

/**
 * One line of the table.
 *
 * @param shape the size of the problem
 * @param what was measured
 * @param threads that took part
 * @param milliseconds the median
 */
record Measurement(Shape shape, String what, int threads, double milliseconds) {}
