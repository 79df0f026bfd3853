/**
 * Clustering under differential privacy, and the bounds and scaling it needs: what comes out may be told.
 * Counts, sums and tables of segments are release's; labels of the training rows are given by the explicit wrapper alone.
 */
@NullMarked
package io.github.segmentation4j.privacy.cluster;

import org.jspecify.annotations.NullMarked;
