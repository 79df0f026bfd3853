/**
 * Segments whose make-up obeys rules about protected groups: rules, certified assignments and what they cost.
 * Judging segments that are there already is done in {@code metric} and {@code audit}; decisions in {@code mitigation}.
 */
@NullMarked
package io.github.segmentation4j.fairness.cluster;

import org.jspecify.annotations.NullMarked;
