/**
 * What private answers cost: typed events, their composition, and conversions that err on the safe side.
 * Who may spend how much is the ledger's; nothing here draws noise.
 */
@NullMarked
package io.github.segmentation4j.privacy.accounting;

import org.jspecify.annotations.NullMarked;
