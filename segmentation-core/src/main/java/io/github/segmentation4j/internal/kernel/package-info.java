/**
 * The loops that touch every number: how points are laid out in memory and how each finds its nearest centroid.
 * Nobody outside the project may use it; nothing here knows what a customer is.
 */
@NullMarked
package io.github.segmentation4j.internal.kernel;

import org.jspecify.annotations.NullMarked;
