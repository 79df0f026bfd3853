/**
 * How unlike two rows are: dissimilarities that are learned from a {@link
 * io.github.segmentation4j.feature.FeatureMatrix} or need nothing. Who is grouped with whom because of it is the business
 * of {@code cluster}.
 */
@NullMarked
package io.github.segmentation4j.distance;

import org.jspecify.annotations.NullMarked;
