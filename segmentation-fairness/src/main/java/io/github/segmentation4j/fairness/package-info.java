/**
 * How segments treat the groups of people in them: metrics, audits with statistics, mitigation and fair clustering.
 * Every number travels with the sizes of the groups and an interval.
 * Privacy does not live here, nor does anything that reads files or prints.
 */
@NullMarked
package io.github.segmentation4j.fairness;

import org.jspecify.annotations.NullMarked;
