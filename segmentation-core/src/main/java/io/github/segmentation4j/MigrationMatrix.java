package io.github.segmentation4j;

import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.InvalidInputException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * How customers moved between the segments of two runs: for each segment of the earlier run (a row) and of the later run
 * (a column) the customers they have in common, who joined since and who left. Segments are counted from 0; {@link
 * Clustering#NOISE} stands for the customers in no segment, a state of its own.
 *
 * <pre>{@code
 * MigrationMatrix moves = MigrationMatrix.of(marchIds, marchLabels, juneIds, juneLabels);
 * long stayed = moves.count(0, 0);
 * }</pre>
 *
 * <p>Customers are told apart by id; no id is kept. Counts are exact, and <b>small ones speak of single customers</b>:
 * {@link #exhibit} holds them as counts of persons, which a report hides below its minimum. Time O(n) for n customers
 * and O(a b) for a and b segments. Immutable and safe for use by several threads.
 */
public final class MigrationMatrix {
    /** The most segments of a run: two such runs have 2^24 counts, 64 MB, and matching them is cubic work. */
    static final int MOST_SEGMENTS = 4096;

    private static final String NO_SEGMENT = "no segment";
    private static final String LEFT = "left";
    private static final String JOINED = "joined";

    private static final Integer SEEN = -1;

    private final int before;
    private final int after;
    // (before + 1) x (after + 1), row-major; the last row and column are those in no segment.
    private final int[] counts;
    private final int[] left;
    private final int[] joined;
    private final long[] rowSums;
    private final long[] columnSums;
    private final long common;

    private MigrationMatrix(int before, int after, int[] counts, int[] left, int[] joined) {
        this.before = before;
        this.after = after;
        this.counts = counts;
        this.left = left;
        this.joined = joined;
        rowSums = new long[before + 1];
        columnSums = new long[after + 1];
        long sum = 0;
        for (int i = 0; i <= before; i++) {
            for (int j = 0; j <= after; j++) {
                int count = counts[i * (after + 1) + j];
                rowSums[i] += count;
                columnSums[j] += count;
                sum += count;
            }
        }
        common = sum;
    }

    /**
     * The moves between two labellings. A run has as many segments as its highest label says, those without a customer
     * included.
     *
     * @param oldIds the ids of the customers of the earlier run, each once
     * @param oldLabels for each of them the segment, 0 to 4,095, or {@link Clustering#NOISE}
     * @param newIds the ids of the customers of the later run, each once, in any order
     * @param newLabels for each of them the segment, 0 to 4,095, or {@link Clustering#NOISE}
     * @throws IllegalArgumentException if ids and labels differ in number, or a label is out of range
     * @throws InvalidInputException if an id comes twice within a run
     */
    public static MigrationMatrix of(List<String> oldIds, int[] oldLabels, List<String> newIds, int[] newLabels) {
        return between(
                SegmentMembers.of(oldIds, oldLabels, segmentsIn(oldLabels)),
                SegmentMembers.of(newIds, newLabels, segmentsIn(newLabels)),
                Checkpoint.none());
    }

    private static int segmentsIn(int[] labels) {
        int highest = 0;
        for (int label : labels) {
            highest = Math.max(highest, Math.min(label, MOST_SEGMENTS - 1));
        }
        return highest + 1;
    }

    static MigrationMatrix between(SegmentMembers old, SegmentMembers current, Checkpoint checkpoint) {
        int columns = current.segmentCount() + 1;
        int[] counts = new int[(old.segmentCount() + 1) * columns];
        int[] left = new int[old.segmentCount() + 1];
        int[] joined = new int[columns];
        Map<String, Integer> states = states(old, left, checkpoint);
        IntFunction<String> ids = current.ids();
        for (int i = 0; i < current.size(); i++) {
            checkpoint.at(i);
            int column = place(current.label(i), current.segmentCount());
            // What was found is marked, so that each customer of either run is met once.
            Integer row = states.put(ids.apply(i), SEEN);
            if (row == null) {
                joined[column]++;
            } else if (row.equals(SEEN)) {
                throw duplicate(i, "later");
            } else {
                counts[row * columns + column]++;
                left[row]--;
            }
        }
        return new MigrationMatrix(old.segmentCount(), current.segmentCount(), counts, left, joined);
    }

    private static Map<String, Integer> states(SegmentMembers old, int[] sizes, Checkpoint checkpoint) {
        Integer[] boxed = IntStream.range(0, sizes.length).boxed().toArray(Integer[]::new);
        Map<String, Integer> states = new HashMap<>((int) Math.min(1 << 30, old.size() * 4L / 3 + 1));
        IntFunction<String> ids = old.ids();
        for (int i = 0; i < old.size(); i++) {
            checkpoint.at(i);
            int row = place(old.label(i), old.segmentCount());
            if (states.put(ids.apply(i), boxed[row]) != null) {
                throw duplicate(i, "earlier");
            }
            sizes[row]++;
        }
        return states;
    }

    private static InvalidInputException duplicate(int index, String run) {
        return InvalidInputException.atRow(
                index + 1L, "this customer id came before in the " + run + " run; give each customer once");
    }

    private static int place(int label, int segments) {
        return label == Clustering.NOISE ? segments : label;
    }

    /** The number of segments of the earlier run. */
    public int oldSegments() {
        return before;
    }

    /** The number of segments of the later run. */
    public int newSegments() {
        return after;
    }

    /**
     * The customers who were in one segment and are in another, or in none.
     *
     * @param oldSegment from 0, or {@link Clustering#NOISE}
     * @param newSegment from 0, or {@link Clustering#NOISE}
     */
    public long count(int oldSegment, int newSegment) {
        return counts[row(oldSegment) * (after + 1) + column(newSegment)];
    }

    /** The customers of an earlier segment, or of none, who are in both runs. */
    public long staying(int oldSegment) {
        return rowSums[row(oldSegment)];
    }

    /** The customers of a later segment, or of none, who are in both runs. */
    public long known(int newSegment) {
        return columnSums[column(newSegment)];
    }

    /** The customers of an earlier segment, or of none, who are not in the later run. */
    public long left(int oldSegment) {
        return left[row(oldSegment)];
    }

    /** The customers of a later segment, or of none, who were not in the earlier run. */
    public long joined(int newSegment) {
        return joined[column(newSegment)];
    }

    /** The customers of an earlier segment, or of none. */
    public long oldSize(int oldSegment) {
        return staying(oldSegment) + left(oldSegment);
    }

    /** The customers of a later segment, or of none. */
    public long newSize(int newSegment) {
        return known(newSegment) + joined(newSegment);
    }

    /** The customers in both runs. */
    public long common() {
        return common;
    }

    /** Of the customers of an earlier segment who are in both runs, the share that is now in a given segment. */
    public Statistic outflow(int oldSegment, int newSegment) {
        return share(
                count(oldSegment, newSegment), staying(oldSegment), "no customer of this segment is in the later run");
    }

    /** Of the customers of a later segment who are in both runs, the share that came from a given segment. */
    public Statistic inflow(int oldSegment, int newSegment) {
        return share(count(oldSegment, newSegment), known(newSegment), "no customer of this segment was there before");
    }

    /** The share of the customers of an earlier segment who are not in the later run. */
    public Statistic leavingRate(int oldSegment) {
        return share(left(oldSegment), oldSize(oldSegment), "the segment had no customer");
    }

    /** The share of the customers of a later segment who were not in the earlier run. */
    public Statistic joiningRate(int newSegment) {
        return share(joined(newSegment), newSize(newSegment), "the segment has no customer");
    }

    private static Statistic share(long part, long whole, String whyNot) {
        return whole == 0 ? Statistic.undetermined(whyNot) : Statistic.of((double) part / whole);
    }

    /**
     * The moves as flows: one for each that has any customer, joining and leaving included. One count a flow, so that a
     * report can hide small ones and what would give them away, and draw the rest.
     *
     * @param oldNames a name for each segment of the earlier run, all different, and none of {@code no segment}, {@code
     *     joined} and {@code left}, which stand for themselves
     * @param newNames a name for each segment of the later run, likewise
     */
    public Exhibit exhibit(List<String> oldNames, List<String> newNames) {
        requireNames(oldNames, before, "earlier");
        requireNames(newNames, after, "later");
        List<Exhibit.Flow> flows = new ArrayList<>();
        for (int i = 0; i <= before; i++) {
            String from = i == before ? NO_SEGMENT : oldNames.get(i);
            for (int j = 0; j <= after; j++) {
                addFlow(flows, from, j == after ? NO_SEGMENT : newNames.get(j), counts[i * (after + 1) + j]);
            }
            addFlow(flows, from, LEFT, left[i]);
        }
        for (int j = 0; j <= after; j++) {
            addFlow(flows, JOINED, j == after ? NO_SEGMENT : newNames.get(j), joined[j]);
        }
        return new Exhibit.Flows("Moves between segments", "before", "after", flows);
    }

    private static void addFlow(List<Exhibit.Flow> flows, String from, String to, int customers) {
        if (customers > 0) {
            flows.add(new Exhibit.Flow(from, to, new Exhibit.Cell.Count(customers)));
        }
    }

    private static void requireNames(List<String> names, int segments, String run) {
        if (names.size() != segments) {
            throw new IllegalArgumentException("there must be a name for each of the " + segments + " segments of the "
                    + run + " run, were " + names.size());
        }
        Set<String> taken = new HashSet<>(List.of(NO_SEGMENT, LEFT, JOINED));
        for (String name : names) {
            if (!taken.add(name)) {
                throw new IllegalArgumentException("the name '" + name + "' came twice among the segments of the " + run
                        + " run or stands for none; names must be different, and none of '" + NO_SEGMENT + "', '" + LEFT
                        + "', '" + JOINED + "'");
            }
        }
    }

    private int row(int segment) {
        requireSegment(segment, before, "earlier");
        return place(segment, before);
    }

    private int column(int segment) {
        requireSegment(segment, after, "later");
        return place(segment, after);
    }

    private static void requireSegment(int segment, int segments, String run) {
        if (segment < Clustering.NOISE || segment >= segments) {
            throw new IllegalArgumentException(
                    "a segment of the " + run + " run must be -1 (none) to " + (segments - 1) + ", was " + segment);
        }
    }

    @Override
    public String toString() {
        return before + " to " + after + " segments, " + common + " common customers";
    }
}
