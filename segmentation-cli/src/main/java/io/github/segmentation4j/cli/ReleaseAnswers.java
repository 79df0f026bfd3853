package io.github.segmentation4j.cli;

import io.github.segmentation4j.privacy.release.PrivateRange;
import io.github.segmentation4j.privacy.release.PrivateSegmentProfiles;
import io.github.segmentation4j.privacy.release.PrivateTable;
import java.util.ArrayList;
import java.util.List;

/**
 * What a release found. All of it may be told but for the names of segments that are not published.
 *
 * @param profiles of the segments that are published
 * @param ranges where the columns lie, if that was learned
 * @param lower what values were raised to
 * @param upper what values were lowered to
 * @param tables of groups and segments
 * @param segments the names of the segments by number
 */
@SuppressWarnings("ArrayRecordComponent") // handed from one method to the next
record ReleaseAnswers(
        PrivateSegmentProfiles profiles,
        List<PrivateRange> ranges,
        double[] lower,
        double[] upper,
        List<PrivateTable> tables,
        List<String> segments) {
    static boolean isKnown(PrivateRange range) {
        return range.lower().value().isPresent()
                && range.lower().orElseThrow() < range.upper().orElseThrow();
    }

    /** Whether the mean of a column may be told. */
    boolean isKnown(int column) {
        return ranges.isEmpty() || isKnown(ranges.get(column));
    }

    /** Why the mean of a column is not told. */
    String whyUnknown(int column) {
        PrivateRange range = ranges.get(column);
        return range.lower().value().isPresent()
                ? "all values that stood out from the noise are 0"
                : ReleaseResult.reason(range.lower());
    }

    /** The segments that were left out, whose names are known beforehand. */
    List<String> leftOut(KnownSegments known) {
        List<String> left = new ArrayList<>(known.names());
        profiles.profiles().forEach(profile -> left.remove(segments.get(profile.segment())));
        return left;
    }
}
