/**
 * The door a newcomer meets: {@link io.github.segmentation4j.Segmenter} turns customer data into a proposal, checks
 * judge it, a gate releases it. The algorithms behind it live in the packages below and never import this one.
 */
@NullMarked
package io.github.segmentation4j;

import org.jspecify.annotations.NullMarked;
