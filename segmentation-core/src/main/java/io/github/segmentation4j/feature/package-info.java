/**
 * Numbers that describe customers: extractors from a {@link io.github.segmentation4j.data.PurposeBoundView}, transforms
 * of a {@link io.github.segmentation4j.feature.FeatureMatrix}, and what both learn. Which customers are alike is the
 * business of {@code cluster}.
 */
@NullMarked
package io.github.segmentation4j.feature;

import org.jspecify.annotations.NullMarked;
