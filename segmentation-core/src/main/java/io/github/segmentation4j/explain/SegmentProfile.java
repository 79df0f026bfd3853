package io.github.segmentation4j.explain;

import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.feature.Feature;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.internal.statistic.HolmCorrection;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a segment is like: how many customers it has, what is typical for them in their own units, and what sets them
 * apart from everyone else. Aggregates only.
 *
 * <p>Complexity: O(n d log n) time for n customers and d features, memory of two columns.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class SegmentProfile {
    private static final String STAGE = "profiling segments";
    private static final String TYPE = "segment-profile/2";

    /** How profiles were stored before they had a prototype. */
    private static final String FIRST_TYPE = "segment-profile/1";

    private final int size;
    private final double share;
    private final List<FeatureProfile> features;
    private final List<PrototypeBand> prototype;

    private SegmentProfile(int size, double share, List<FeatureProfile> features, List<PrototypeBand> prototype) {
        this.size = size;
        this.share = share;
        this.features = List.copyOf(features);
        this.prototype = List.copyOf(prototype);
    }

    /**
     * The profiles of all segments.
     *
     * @param described n rows in the units a person would use; missing values are counted and left out
     * @param labels for each row its segment, 0 to {@code segments - 1}, or {@link Clustering#NOISE}
     * @param segments the number of segments
     * @param context listener and cancellation
     * @return one profile for each segment, in order
     */
    public static List<SegmentProfile> of(FeatureMatrix described, int[] labels, int segments, RunContext context) {
        if (labels.length != described.rowCount()) {
            throw new IllegalArgumentException(
                    "there must be a label for each of the " + described.rowCount() + " rows, were " + labels.length);
        }
        Checkpoint checkpoint = Checkpoint.of(() -> context.throwIfCancelled(STAGE));
        int[] sizes = new int[segments];
        for (int label : labels) {
            if (label != Clustering.NOISE) {
                sizes[label]++;
            }
        }
        List<List<ColumnProfiler.Cell>> columns = new ArrayList<>();
        int total = Math.max(1, described.columnCount());
        for (int c = 0; c < described.columnCount(); c++) {
            context.report(STAGE, c, total);
            checkpoint.now();
            Feature feature = described.features().get(c);
            columns.add(new ColumnProfiler(feature, described.column(c), labels, sizes, checkpoint).cells());
        }
        List<List<FeatureProfile>> corrected = corrected(columns, segments);
        context.report(STAGE, total, total);
        checkpoint.now();
        List<SegmentProfile> result = new ArrayList<>();
        for (int s = 0; s < segments; s++) {
            int segment = s;
            double share = labels.length == 0 ? 0 : (double) sizes[s] / labels.length;
            List<PrototypeBand> bands =
                    columns.stream().map(column -> column.get(segment).band()).toList();
            result.add(new SegmentProfile(sizes[s], share, corrected.get(s), bands));
        }
        return List.copyOf(result);
    }

    /** The features of each segment, with the probabilities corrected for all that could be tested. */
    private static List<List<FeatureProfile>> corrected(List<List<ColumnProfiler.Cell>> columns, int segments) {
        double[] adjusted = HolmCorrection.adjust(columns.stream()
                .flatMap(List::stream)
                .flatMapToDouble(cell -> cell.profile().adjustedP().value().stream())
                .toArray());
        List<List<FeatureProfile>> result = new ArrayList<>();
        for (int s = 0; s < segments; s++) {
            result.add(new ArrayList<>());
        }
        int next = 0;
        for (List<ColumnProfiler.Cell> column : columns) {
            for (int s = 0; s < segments; s++) {
                FeatureProfile profile = column.get(s).profile();
                boolean isTested = profile.adjustedP().value().isPresent();
                result.get(s).add(isTested ? profile.withAdjustedP(Statistic.of(adjusted[next++])) : profile);
            }
        }
        return result;
    }

    /** The number of customers. */
    public int size() {
        return size;
    }

    /** The share of all segmented customers, from 0 to 1. */
    public double share() {
        return share;
    }

    /** Every feature, in the order of the matrix. */
    public List<FeatureProfile> features() {
        return features;
    }

    /**
     * The typical customer of the segment: for each feature, in the order of the matrix, the band of all customers that
     * the median of the segment falls into, or its share of yes.
     *
     * <p>Each feature stands for itself, so that nobody need be like this in all of them at once. A medoid, the customer
     * nearest to the centre, would be: but it is a real person, whose bands together could tell who it is and would then
     * disclose the rest. A median of an odd number of customers is one customer's value, but of that feature alone, and its
     * band is told instead.
     */
    public List<PrototypeBand> prototype() {
        return prototype;
    }

    /**
     * The features that set the segment apart, see {@link FeatureProfile#isDistinct}, largest difference first.
     *
     * @param atLeast the smallest difference that counts, in standard deviations, such as 0.5
     */
    public List<FeatureProfile> distinctive(double atLeast) {
        return features.stream()
                .filter(feature -> feature.isDistinct(atLeast))
                .sorted(Comparator.comparingDouble((FeatureProfile feature) -> -magnitude(feature)))
                .toList();
    }

    /**
     * A short description from the two features that set the segment apart most, such as {@code high monetary, low
     * daysSinceLast}; {@code close to average} if none is shown to differ by half a standard deviation. It knows nothing
     * of protected attributes: for names see {@link SegmentNames}.
     */
    public String summary() {
        return SegmentNames.joined(distinctive(SegmentNames.SMALLEST_DIFFERENCE).stream()
                .limit(SegmentNames.PARTS)
                .map(SegmentNames::inWords)
                .toList());
    }

    private static double magnitude(FeatureProfile feature) {
        return Math.abs(feature.difference().orElseThrow());
    }

    /** What must be stored to restore it. Quartiles are stored to three figures, as each may be what one customer has. */
    public ModelState state() {
        return ModelState.of(TYPE)
                .put("size", size)
                .put("share", share)
                .putChildren(
                        "features", features.stream().map(FeatureProfile::state).toList())
                .putChildren(
                        "prototype",
                        prototype.stream().map(PrototypeBand::state).toList())
                .build();
    }

    /** A profile from its stored state, or from that of an earlier version: then its prototype is undetermined. */
    public static SegmentProfile restore(ModelState state) {
        List<FeatureProfile> features =
                state.children("features").stream().map(FeatureProfile::restore).toList();
        List<PrototypeBand> prototype = state.type().equals(FIRST_TYPE)
                ? features.stream()
                        .<PrototypeBand>map(profile ->
                                new PrototypeBand.Undetermined(profile.feature(), FeatureProfile.STORED_EARLIER))
                        .toList()
                : state.children("prototype").stream()
                        .map(PrototypeBand::restore)
                        .toList();
        return new SegmentProfile(state.integer("size"), state.number("share"), features, prototype);
    }
}
