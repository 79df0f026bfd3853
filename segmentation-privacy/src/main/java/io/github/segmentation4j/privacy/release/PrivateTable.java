package io.github.segmentation4j.privacy.release;

import io.github.segmentation4j.privacy.ledger.PrivacySpend;
import java.util.List;
import java.util.Objects;

/**
 * A private table of groups and segments, in two readings of the same noise. The estimates are right on average and have
 * intervals; they serve further computation. The counts are whole, not negative and add up to their totals; they serve
 * display, and are too large on average where a cell is nearly empty.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class PrivateTable {
    private final String name;
    private final List<String> groups;
    private final int segments;
    private final List<PrivateEstimate> cells;
    private final long[] counts;
    private final PrivacySpend spend;

    /** Takes over an array nobody else holds; cells group by group. */
    PrivateTable(
            String name,
            List<String> groups,
            int segments,
            List<PrivateEstimate> cells,
            long[] counts,
            PrivacySpend spend) {
        this.name = name;
        this.groups = groups;
        this.segments = segments;
        this.cells = cells;
        this.counts = counts;
        this.spend = spend;
    }

    /** What the groups are, such as {@code sex}. */
    public String name() {
        return name;
    }

    /** The names of the groups. */
    public List<String> groups() {
        return groups;
    }

    /** The number of segments. */
    public int segmentCount() {
        return segments;
    }

    /** What the table was charged as. */
    public PrivacySpend spend() {
        return spend;
    }

    /** The number of rows of a group in a segment, right on average, with its expected error. */
    public PrivateEstimate estimate(int group, int segment) {
        return cells.get(cell(group, segment));
    }

    /** The number of rows of a group in a segment, at least 0. */
    public long count(int group, int segment) {
        return counts[cell(group, segment)];
    }

    /** The counts of a group together. */
    public long groupTotal(int group) {
        long total = 0;
        for (int segment = 0; segment < segments; segment++) {
            total += count(group, segment);
        }
        return total;
    }

    /** The counts of a segment together. */
    public long segmentTotal(int segment) {
        long total = 0;
        for (int group = 0; group < groups.size(); group++) {
            total += count(group, segment);
        }
        return total;
    }

    /** All counts together: what the estimates add up to, or 0 if that is less. */
    public long total() {
        long total = 0;
        for (long count : counts) {
            total += count;
        }
        return total;
    }

    private int cell(int group, int segment) {
        Objects.checkIndex(group, groups.size());
        Objects.checkIndex(segment, segments);
        return group * segments + segment;
    }
}
