/**
 * Checks that stop a segmentation from doing harm: revealing a sensitive trait, being made of a vulnerability, pressing or
 * charging the vulnerable more, singling out a person; and the waivers by which somebody answers for an exception.
 * How well something can be told lives in {@code proxy}.
 */
@NullMarked
package io.github.segmentation4j.fairness.guard;

import org.jspecify.annotations.NullMarked;
