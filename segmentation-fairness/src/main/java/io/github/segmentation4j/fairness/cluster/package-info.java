/**
 * Segments that are fair to groups: rules and certified assignments that obey them, clusterers, what segments cost each
 * group, and how new customers are placed. Whether a finished segmentation is fair is judged in {@code audit}.
 */
@NullMarked
package io.github.segmentation4j.fairness.cluster;

import org.jspecify.annotations.NullMarked;
