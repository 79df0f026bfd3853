/**
 * Attacks on what was released, and what they prove: lower bounds on epsilon, and who can be told to have been a member.
 * Nothing here is private itself: audits run on data of their own or inside the house, and spend no budget.
 */
@NullMarked
package io.github.segmentation4j.privacy.audit;

import org.jspecify.annotations.NullMarked;
