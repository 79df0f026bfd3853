/**
 * What a segment is like, in the customers' own units and in words. Nothing here decides who belongs to a segment.
 */
@NullMarked
package io.github.segmentation4j.explain;

import org.jspecify.annotations.NullMarked;
