/**
 * What tells a protected attribute although nobody asked for it: single features, combinations of features, segments, and
 * how a gap in offers runs through them. What may follow from it is said in {@code guard}; nothing here changes a
 * segmentation.
 */
@NullMarked
package io.github.segmentation4j.fairness.proxy;

import org.jspecify.annotations.NullMarked;
