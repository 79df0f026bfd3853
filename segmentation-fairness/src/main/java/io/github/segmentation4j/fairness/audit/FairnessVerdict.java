package io.github.segmentation4j.fairness.audit;

import java.util.Locale;

/** What the data say about a group in a segment. */
public enum FairnessVerdict {
    /** The share of the group is shown to be close to its overall share: the whole interval lies within the bounds. */
    NO_MATERIAL_DISPARITY,
    /** The share lies outside the bounds and chance does not explain it. */
    DISPARITY,
    /** The data allow neither of the two statements above. */
    INCONCLUSIVE,
    /** The group or the segment has too few persons to say anything. */
    INSUFFICIENT_DATA;

    /** The verdict as it stands in a table for persons, such as {@code no material disparity}. */
    String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
