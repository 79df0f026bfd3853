/**
 * Numbers that say how fair a segmentation or a decision is, each with a sentence that says what it means.
 * They are point values with the sizes of the groups; what they mean for a release is said in {@code audit}.
 */
@NullMarked
package io.github.segmentation4j.fairness.metric;

import org.jspecify.annotations.NullMarked;
