package io.github.segmentation4j.fairness.audit;

import io.github.segmentation4j.fairness.scan.IntersectionReport;

/**
 * A scan of intersections.
 *
 * @param target the number of the segment from 1 whose members were looked for; 0 for the persons selected
 * @param report what was found
 */
record ScannedIntersections(int target, IntersectionReport report) {
    static final int SELECTED = 0;
}
