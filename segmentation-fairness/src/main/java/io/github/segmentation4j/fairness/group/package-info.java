/**
 * Who belongs to which group, and the tables that fairness is told from: persons by segment, distances, decisions.
 * What a number on them means is said in {@code metric}; nothing here compares groups.
 */
@NullMarked
package io.github.segmentation4j.fairness.group;

import org.jspecify.annotations.NullMarked;
