/**
 * Answers made private on the customer's own device: frequency oracles, private means, and what adds their reports up.
 * Noise on answers that a trusted host computes lives in noise and release; no budget is kept here.
 */
@NullMarked
package io.github.segmentation4j.privacy.local;

import org.jspecify.annotations.NullMarked;
