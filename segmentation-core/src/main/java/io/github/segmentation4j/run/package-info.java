/**
 * What every long-running call is handed from outside: seed, executor, listener, clock and cancellation, and the
 * errors it may throw. No customer data and no algorithm lives here.
 */
@NullMarked
package io.github.segmentation4j.run;

import org.jspecify.annotations.NullMarked;
