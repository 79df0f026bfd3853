/**
 * Numbers that say how a group fares, each with the sizes behind it and an interval.
 * What a number means for a release is said in {@code audit}; nothing here knows a segmentation.
 */
@NullMarked
package io.github.segmentation4j.fairness.metric;

import org.jspecify.annotations.NullMarked;
