/**
 * Searches over many groups at once: subsets, intersections and the make-up of the data, each with an error rate that
 * holds for the whole search. Tests of one named group and verdicts on a segmentation live elsewhere.
 */
@NullMarked
package io.github.segmentation4j.fairness.scan;

import org.jspecify.annotations.NullMarked;
