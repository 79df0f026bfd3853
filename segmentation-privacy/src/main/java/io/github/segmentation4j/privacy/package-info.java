/**
 * What may be told about the people in a segment and what it costs: noise, accounting, anonymity and pseudonyms.
 * Noise comes from a source of its own and never from the seed of a run.
 * Fairness does not live here, nor does anything that reads files or prints.
 */
@NullMarked
package io.github.segmentation4j.privacy;

import org.jspecify.annotations.NullMarked;
