package io.github.segmentation4j.fairness.proxy;

/**
 * The part of one segment in a gap between two groups.
 *
 * @param label the segment, -1 for those in none
 * @param firstMembers persons of the first group in it
 * @param firstOffered those among them with the offer
 * @param secondMembers persons of the second group in it
 * @param secondOffered those among them with the offer
 * @param composition the difference of the groups' shares in the segment, times the mean of their rates
 * @param rate the difference of their rates in the segment, times the mean of their shares
 */
public record SegmentEffect(
        int label,
        long firstMembers,
        long firstOffered,
        long secondMembers,
        long secondOffered,
        double composition,
        double rate) {}
