/**
 * Checks that judge how segments treat the groups of people in them, with the statistics behind each verdict.
 * The statistics alone live in {@code inference}; nothing here changes a segmentation.
 */
@NullMarked
package io.github.segmentation4j.fairness.audit;

import org.jspecify.annotations.NullMarked;
