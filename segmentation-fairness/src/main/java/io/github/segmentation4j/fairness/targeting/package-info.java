/**
 * Who gets an offer when there are not enough: allocations, thresholds and rankings that keep groups within a band.
 * Tests of significance and audits of what was decided live elsewhere; nothing here changes a score.
 */
@NullMarked
package io.github.segmentation4j.fairness.targeting;

import org.jspecify.annotations.NullMarked;
