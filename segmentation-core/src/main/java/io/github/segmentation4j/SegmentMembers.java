package io.github.segmentation4j;

import io.github.segmentation4j.cluster.Clustering;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Who was in which segment in one run, with what is known of the segments: what a {@link SegmentRegistry} compares. Not
 * for keeping: it holds customer ids.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class SegmentMembers {
    private final IntFunction<String> ids;
    private final int[] labels;
    private final int segments;
    private final List<String> names;
    private final Optional<SegmentCentres> centres;

    private SegmentMembers(
            IntFunction<String> ids, int[] labels, int segments, List<String> names, Optional<SegmentCentres> centres) {
        this.ids = ids;
        this.labels = labels;
        this.segments = segments;
        this.names = names;
        this.centres = centres;
    }

    /** The customers a proposal was made from. Centres are the segments' means in the customers' own units. */
    public static SegmentMembers of(SegmentationProposal proposal) {
        SegmentationDraft draft = proposal.draft();
        return described(draft.view()::id, draft.clustering().labels(), draft.segments())
                .withNames(draft.named().registry().automaticNames());
    }

    /**
     * Customers whom a released segmentation put into segments: those of its own time, or those of a refit, which tells
     * the two segmentations apart with nobody joined or left. Centres are the segments' means when they were made. Those
     * in suspended segments are members like all others.
     */
    public static SegmentMembers of(SegmentAssignments assignments) {
        ReleasedSegments segments = assignments.segments();
        return described(assignments::id, assignments.labels(), segments.all())
                .withNames(segments.registry().automaticNames());
    }

    /**
     * The segments of a release with nobody in them, so that they are compared by their centres alone: whether they are
     * the same can be told, splits and mergers cannot.
     */
    public static SegmentMembers of(ReleasedSegmentation release) {
        return described(
                        place -> {
                            throw new IndexOutOfBoundsException(place);
                        },
                        new int[0],
                        release.segments())
                .withNames(release.registry().automaticNames());
    }

    /** Customers in segments that have their automatic names. */
    static SegmentMembers described(IntFunction<String> ids, int[] labels, List<Segment> segments) {
        requireSegmentCount(segments.size());
        return new SegmentMembers(
                ids,
                labels,
                segments.size(),
                segments.stream().map(Segment::name).toList(),
                Optional.of(SegmentCentres.of(segments)));
    }

    /**
     * Customers and labels that anybody made, without names and centres.
     *
     * @param ids the ids of the customers, each once; copied
     * @param labels for each customer 0 to {@code segments - 1}, or {@link Clustering#NOISE}; copied
     * @param segments the number of segments, 1 to 4,096
     */
    public static SegmentMembers of(List<String> ids, int[] labels, int segments) {
        if (ids.size() != labels.length) {
            throw new IllegalArgumentException("there must be a label for each of the " + ids.size()
                    + " customers, were " + labels.length + "; pass ids and labels of the same run");
        }
        requireSegmentCount(segments);
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < Clustering.NOISE || labels[i] >= segments) {
                throw new IllegalArgumentException("label of customer " + (i + 1) + " must be -1 (no segment) to "
                        + (segments - 1) + ", was " + labels[i] + "; number the segments from 0");
            }
        }
        return new SegmentMembers(List.copyOf(ids)::get, labels.clone(), segments, List.of(), Optional.empty());
    }

    private static void requireSegmentCount(int segments) {
        if (segments < 1 || segments > MigrationMatrix.MOST_SEGMENTS) {
            throw new IllegalArgumentException("the number of segments must be 1 to " + MigrationMatrix.MOST_SEGMENTS
                    + ", was " + segments + "; number the segments from 0 without gaps");
        }
    }

    /**
     * These members with the automatic names of their segments.
     *
     * @param newNames one for each segment, not blank
     */
    public SegmentMembers withNames(List<String> newNames) {
        if (newNames.size() != segments) {
            throw new IllegalArgumentException(
                    "there must be a name for each of the " + segments + " segments, were " + newNames.size());
        }
        if (newNames.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("a name of a segment must not be blank");
        }
        return new SegmentMembers(ids, labels, segments, List.copyOf(newNames), centres);
    }

    /**
     * These members with the centres of their segments. Two runs are compared in the features that both have by name,
     * each difference divided by the standard deviation of the feature (the quadratic mean of those of the two runs).
     *
     * @param features a name for each of d features, all different
     * @param newCentres segments x d, finite; copied
     * @param deviations for each feature its standard deviation over the customers, finite, 0 or more; copied
     */
    public SegmentMembers withCentres(List<String> features, double[][] newCentres, double[] deviations) {
        if (newCentres.length != segments) {
            throw new IllegalArgumentException(
                    "there must be a centre for each of the " + segments + " segments, were " + newCentres.length);
        }
        return new SegmentMembers(
                ids, labels, segments, names, Optional.of(SegmentCentres.of(features, newCentres, deviations)));
    }

    /** The number of customers, those in no segment included. */
    public int size() {
        return labels.length;
    }

    /** The number of segments. */
    public int segmentCount() {
        return segments;
    }

    /** The automatic names of the segments; empty if none were given. */
    public List<String> names() {
        return names;
    }

    IntFunction<String> ids() {
        return ids;
    }

    int label(int customer) {
        return labels[customer];
    }

    Optional<SegmentCentres> centres() {
        return centres;
    }

    @Override
    public String toString() {
        return labels.length + " customers in " + segments + " segments";
    }
}
