/**
 * Intervals, tests and corrections from counts and codes alone: what every judgement about groups rests on.
 * What a group is, which groups are compared and what a result means for a release is said elsewhere; nothing here
 * knows a customer, a segment or an attribute.
 */
@NullMarked
package io.github.segmentation4j.fairness.inference;

import org.jspecify.annotations.NullMarked;
