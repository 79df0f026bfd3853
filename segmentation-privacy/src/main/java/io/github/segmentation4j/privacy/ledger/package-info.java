/**
 * Budgets: who spent what of which data set, refused atomically before it is too much, and the charge by which an answer
 * pays.
 * How costs add up is accounting's.
 */
@NullMarked
package io.github.segmentation4j.privacy.ledger;

import org.jspecify.annotations.NullMarked;
