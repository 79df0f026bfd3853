package io.github.segmentation4j.privacy.local;

/**
 * What leaves a customer's device: already private, whoever reads it. A report must not be made twice from one value unless
 * both are paid for.
 *
 * <p>Implementations are immutable records and safe for use by several threads.
 */
public sealed interface LocalReport permits FrequencyReport, MeanReport {}
