/**
 * Checks that nobody stands out in what is released: groups of customers who cannot be told apart.
 * Noise and its cost live in packages of their own; nothing here changes a value.
 */
@NullMarked
package io.github.segmentation4j.privacy.anonymity;

import org.jspecify.annotations.NullMarked;
