/**
 * Whether a clustering is any good: validity indices, agreement with another labelling, stability, the choice of the
 * number of clusters. Nothing here changes a clustering.
 */
@NullMarked
package io.github.segmentation4j.quality;

import org.jspecify.annotations.NullMarked;
