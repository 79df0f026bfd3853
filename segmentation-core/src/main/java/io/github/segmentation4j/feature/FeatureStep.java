package io.github.segmentation4j.feature;

/**
 * A step on the way to a {@link FeatureMatrix}: an extractor adds columns, a transform works on all columns added before
 * it, a mitigation does so knowing protected groups.
 */
public sealed interface FeatureStep permits FeatureExtractor, FeatureTransform, MitigationTransform {}
