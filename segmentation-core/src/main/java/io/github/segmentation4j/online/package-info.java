/**
 * Segments over time: learning from events one by one, rules over a time window, forgetting a customer, and drift. Holds
 * state that changes, one owner each; what it hands out is immutable. Fits nothing from scratch: see {@code cluster}.
 */
@NullMarked
package io.github.segmentation4j.online;

import org.jspecify.annotations.NullMarked;
