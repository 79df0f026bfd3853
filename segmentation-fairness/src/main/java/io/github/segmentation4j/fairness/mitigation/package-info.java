/**
 * Lessens bias before segments are made: steps that change features, and weights for rows.
 * Clusterers that are fair by themselves live in {@code cluster}; nothing here judges whether a result is fair.
 */
@NullMarked
package io.github.segmentation4j.fairness.mitigation;

import org.jspecify.annotations.NullMarked;
