/**
 * Looking up neighbours of points without looking at all of them. Everything here gives what a look at all of them would
 * give, to the bit. Nobody outside the project may use it.
 */
@NullMarked
package io.github.segmentation4j.internal.index;

import org.jspecify.annotations.NullMarked;
