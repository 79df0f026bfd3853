/**
 * Whether somebody stands out in what is released, measured and mended by coarsening and leaving out: groups who cannot
 * be told apart, tables with hidden cells, differences between releases.
 * Noise and its cost live in packages of their own; nothing here draws at random.
 */
@NullMarked
package io.github.segmentation4j.privacy.anonymity;

import org.jspecify.annotations.NullMarked;
