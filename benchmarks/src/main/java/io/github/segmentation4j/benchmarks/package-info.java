/**
 * Measurements of speed and accuracy against the plain formulation and against other libraries.
 * Correctness is never established here; the tests of each module do that.
 * Nothing of this module is published.
 */
@NullMarked
package io.github.segmentation4j.benchmarks;

import org.jspecify.annotations.NullMarked;
