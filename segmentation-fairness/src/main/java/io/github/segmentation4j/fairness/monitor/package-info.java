/**
 * Audits that are repeated: tests that may be looked at after every batch, and drift of segments against a baseline, both
 * with a bounded rate of false alarms. Audits of one segmentation at one time live elsewhere.
 */
@NullMarked
package io.github.segmentation4j.fairness.monitor;

import org.jspecify.annotations.NullMarked;
