package io.github.segmentation4j.quality;

import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * What the gap statistic measured for each number of clusters, the number it picks, and whether it sees clusters at all.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class GapReport {
    private final List<Point> points;
    private final OptionalInt clusterCount;
    private final Structure structure;
    private final String reason;
    private final int referenceSets;

    /** Whether the rows are in clusters at all, compared with rows that are spread evenly. */
    public enum Structure {
        /** Some number of clusters fits the rows clearly better than it would fit rows that are spread evenly. */
        FOUND,
        /** No number of clusters does: one cluster describes the rows as well as any other number. */
        NONE_FOUND,
        /** The gap of one cluster, or that of every other number, could not be computed. */
        UNDETERMINED
    }

    /**
     * A number of clusters that was measured.
     *
     * @param clusterCount the number
     * @param logDispersion the natural logarithm of the sum of squared distances of the rows to the means of their
     *     clusters
     * @param referenceMean the mean of the same over the reference sets
     * @param gap the mean less the value of the rows: the more, the more the clusters owe to structure
     * @param standardError of the gap, the error of the mean included
     */
    public record Point(
            int clusterCount,
            Statistic logDispersion,
            Statistic referenceMean,
            Statistic gap,
            Statistic standardError) {
        /** Checks the statistics. */
        public Point {
            Objects.requireNonNull(logDispersion, "logDispersion");
            Objects.requireNonNull(referenceMean, "referenceMean");
            Objects.requireNonNull(gap, "gap");
            Objects.requireNonNull(standardError, "standardError");
        }
    }

    GapReport(List<Point> points, OptionalInt clusterCount, Structure structure, String reason, int referenceSets) {
        this.points = List.copyOf(points);
        this.clusterCount = clusterCount;
        this.structure = structure;
        this.reason = reason;
        this.referenceSets = referenceSets;
    }

    /** The numbers that were measured, ascending, 1 first. */
    public List<Point> points() {
        return points;
    }

    /** The number the rule picks; empty where it finds none, and then {@link #reason()} says why. */
    public OptionalInt clusterCount() {
        return clusterCount;
    }

    /** Whether there are clusters at all. */
    public Structure structure() {
        return structure;
    }

    /** Why this number, or why none: an English sentence about totals only. */
    public String reason() {
        return reason;
    }

    /** How many sets of evenly spread rows were compared with. */
    public int referenceSets() {
        return referenceSets;
    }

    @Override
    public String toString() {
        return "gap statistic over " + points.size() + " numbers of clusters: " + reason;
    }
}
