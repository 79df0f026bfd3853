/**
 * Which rows are alike: algorithms that turn a {@link io.github.segmentation4j.feature.FeatureMatrix} into a {@link
 * io.github.segmentation4j.cluster.Clustering}. Whether the result is any good is the business of {@code quality}.
 */
@NullMarked
package io.github.segmentation4j.cluster;

import org.jspecify.annotations.NullMarked;
