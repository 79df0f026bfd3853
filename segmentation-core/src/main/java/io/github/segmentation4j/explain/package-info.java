/**
 * What a segment is like, in the customers' own units and in words, short rules that come close to a clustering, why one
 * customer is in a segment, and what customers say of that. Nothing here forms segments.
 */
@NullMarked
package io.github.segmentation4j.explain;

import org.jspecify.annotations.NullMarked;
