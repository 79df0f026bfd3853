package io.github.segmentation4j.benchmarks;

/**
 * One line of the table.
 *
 * @param shape the size of the problem
 * @param what was measured
 * @param threads that took part
 * @param median milliseconds
 * @param best milliseconds, what a busy machine disturbs least
 */
record Measurement(Shape shape, String what, int threads, double median, double best) {}
