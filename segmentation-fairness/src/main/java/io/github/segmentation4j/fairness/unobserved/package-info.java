/**
 * What can be said of groups when their attribute is missing, guessed, disguised or counted with noise.
 * Every answer is an interval or the reason why there is none; guessing the group of a person lives nowhere.
 */
@NullMarked
package io.github.segmentation4j.fairness.unobserved;

import org.jspecify.annotations.NullMarked;
