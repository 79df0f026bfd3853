/**
 * Exact noise: whole numbers drawn with integer arithmetic from a secure source, and the mechanisms that add them.
 * Costs live in accounting; what is counted and summed lives in release.
 */
@NullMarked
package io.github.segmentation4j.privacy.noise;

import org.jspecify.annotations.NullMarked;
