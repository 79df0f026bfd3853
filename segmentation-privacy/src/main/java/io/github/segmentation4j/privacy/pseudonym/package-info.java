/**
 * Names and fields that say nothing without a key: pseudonyms for each purpose, encrypted fields, and keys of customers
 * that can be erased. Whoever holds the keys can undo all of it; what needs no trust in a key lives in release and local.
 */
@NullMarked
package io.github.segmentation4j.privacy.pseudonym;

import org.jspecify.annotations.NullMarked;
