package io.github.segmentation4j.fairness.group;

import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.run.InvalidInputException;
import java.util.List;
import java.util.Objects;

/**
 * How many persons of each group are in each segment, and how many in none: k segments and {@link #LEFT_OUT} x groups.
 *
 * <p>Counts are exact whole numbers unless memberships are probabilities, then they are expected numbers. Persons whose
 * group is unknown are counted apart, for each segment.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class SegmentTable {
    /** The place of the persons in no segment, which comes before the first segment. */
    public static final int LEFT_OUT = -1;

    // Beyond this a double no longer tells whole numbers apart.
    private static final long LARGEST_EXACT = 1L << 53;

    private final String name;
    private final List<String> groups;
    private final GroupKind kind;
    private final List<GroupSize> suppressed;
    /** The first row is the left out, the next one segment 0. */
    private final double[][] counts;

    private final double[] missing;
    private final double[] known;
    private final double[] groupTotals;

    private SegmentTable(
            String name,
            List<String> groups,
            GroupKind kind,
            List<GroupSize> suppressed,
            double[][] counts,
            double[] missing,
            double[] known) {
        this.name = Objects.requireNonNull(name, "name");
        this.groups = groups;
        this.kind = kind;
        this.suppressed = suppressed;
        this.counts = counts;
        this.missing = missing;
        this.known = known;
        groupTotals = new double[groups.size()];
        for (double[] row : counts) {
            for (int group = 0; group < groupTotals.length; group++) {
                groupTotals[group] += row[group];
            }
        }
    }

    /** The table of a clustering. */
    public static SegmentTable of(Clustering clustering, Groups groups) {
        return of(clustering.labels(), clustering.clusterCount(), groups);
    }

    /**
     * The table of labels.
     *
     * @param labels for each person the segment, from 0 to {@code segments - 1}, or {@link #LEFT_OUT}
     * @param segments how many there are, those that are empty included
     * @param groups of the same persons in the same order
     */
    public static SegmentTable of(int[] labels, int segments, Groups groups) {
        if (labels.length != groups.size()) {
            throw new InvalidInputException("labels and groups must be about the same persons: " + labels.length
                    + " labels, groups of " + groups.size());
        }
        double[][] counts = new double[segments + 1][groups.groupCount()];
        double[] missing = new double[segments + 1];
        double[] persons = new double[segments + 1];
        for (int row = 0; row < labels.length; row++) {
            if (labels[row] < LEFT_OUT || labels[row] >= segments) {
                throw InvalidInputException.atRow(
                        row + 1L, "a label must be -1 to " + (segments - 1) + ", was " + labels[row]);
            }
            int place = labels[row] + 1;
            for (int group = 0; group < groups.groupCount(); group++) {
                counts[place][group] += groups.membership(row, group);
            }
            missing[place] += groups.missing(row);
            persons[place]++;
        }
        double[] known = groups.kind() == GroupKind.OVERLAPPING ? persons : sums(counts);
        return new SegmentTable(
                groups.name(), groups.names(), groups.kind(), groups.suppressed(), counts, missing, known);
    }

    /**
     * The table of counts alone, of disjoint groups and with nobody left out.
     *
     * @param name what the groups are
     * @param groups the names of the groups
     * @param counts segments x groups, 0 or more
     */
    public static SegmentTable ofCounts(String name, List<String> groups, long[][] counts) {
        return ofCounts(name, groups, counts, new long[groups.size()]);
    }

    /**
     * The table of counts alone, of disjoint groups.
     *
     * @param name what the groups are
     * @param groups the names of the groups
     * @param counts segments x groups, 0 or more
     * @param leftOut for each group the persons in no segment, 0 or more
     */
    public static SegmentTable ofCounts(String name, List<String> groups, long[][] counts, long[] leftOut) {
        double[][] all = new double[counts.length + 1][];
        all[0] = exact(leftOut, groups.size());
        for (int segment = 0; segment < counts.length; segment++) {
            all[segment + 1] = exact(counts[segment], groups.size());
        }
        return new SegmentTable(
                name, List.copyOf(groups), GroupKind.DISJOINT, List.of(), all, new double[all.length], sums(all));
    }

    /** What the groups are. */
    public String name() {
        return name;
    }

    /** The names of the groups. */
    public List<String> groupNames() {
        return groups;
    }

    /** The number of groups. */
    public int groupCount() {
        return groups.size();
    }

    /** How persons belong to the groups. */
    public GroupKind kind() {
        return kind;
    }

    /** The groups that were put aside because they are too small to be told; their persons are not in this table. */
    public List<GroupSize> suppressed() {
        return suppressed;
    }

    /** The place of a group among the names. */
    public int indexOf(String group) {
        return GroupNames.indexOf(groups, group);
    }

    /** The number of segments, those that are empty included; {@link #LEFT_OUT} is not one of them. */
    public int segmentCount() {
        return counts.length - 1;
    }

    /**
     * How many persons of a group are in a segment.
     *
     * @param segment from 0, or {@link #LEFT_OUT}
     * @param group the place of the group
     */
    public double count(int segment, int group) {
        return counts[segment + 1][group];
    }

    /**
     * How many persons of a segment could belong to the groups: all but those whose group is unknown or put aside.
     *
     * @param segment from 0, or {@link #LEFT_OUT}
     */
    public double known(int segment) {
        return known[segment + 1];
    }

    /** How many persons could belong to the groups, those left out included. */
    public double known() {
        double sum = 0;
        for (double persons : known) {
            sum += persons;
        }
        return sum;
    }

    /**
     * How many persons of a segment belong to nobody knows which group.
     *
     * @param segment from 0, or {@link #LEFT_OUT}
     */
    public double missing(int segment) {
        return missing[segment + 1];
    }

    /** How many persons belong to a group, those left out included. */
    public double groupTotal(int group) {
        return groupTotals[group];
    }

    private static double[] sums(double[][] counts) {
        double[] sums = new double[counts.length];
        for (int row = 0; row < counts.length; row++) {
            for (double count : counts[row]) {
                sums[row] += count;
            }
        }
        return sums;
    }

    private static double[] exact(long[] counts, int groups) {
        if (counts.length != groups) {
            throw new InvalidInputException(
                    "there must be one count for each of the " + groups + " groups, were " + counts.length);
        }
        double[] numbers = new double[groups];
        for (int group = 0; group < groups; group++) {
            if (counts[group] < 0 || counts[group] > LARGEST_EXACT) {
                throw new InvalidInputException("a count must be 0 to 2^53, was " + counts[group]);
            }
            numbers[group] = counts[group];
        }
        return numbers;
    }

    @Override
    public String toString() {
        return segmentCount() + " segments x " + groups.size() + " groups by " + name;
    }
}
