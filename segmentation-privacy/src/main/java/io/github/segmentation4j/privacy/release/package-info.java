/**
 * Private answers about customers: counts, sums, means, quantiles, histograms, profiles and tables, with bounded
 * contributions, one charge each and an expected error. How noise is drawn, what it costs and who may spend live in
 * noise, accounting and ledger.
 */
@NullMarked
package io.github.segmentation4j.privacy.release;

import org.jspecify.annotations.NullMarked;
