/**
 * Distributions and tests that several modules judge with: quantiles, tails, exact tests and corrections for many
 * comparisons. Nobody outside the project may use it; what the numbers mean is said by whoever asks for them.
 */
@NullMarked
package io.github.segmentation4j.internal.statistic;

import org.jspecify.annotations.NullMarked;
