/**
 * Segments that are fair to groups: clusterers, what they cost each group, and how new customers are placed.
 * Whether a finished segmentation is fair is judged in {@code audit}.
 */
@NullMarked
package io.github.segmentation4j.fairness.cluster;

import org.jspecify.annotations.NullMarked;
