/**
 * What a segment is like, in the customers' own units and in words, and short rules that come close to a clustering.
 * Nothing here forms segments.
 */
@NullMarked
package io.github.segmentation4j.explain;

import org.jspecify.annotations.NullMarked;
