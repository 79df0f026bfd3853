package io.github.segmentation4j.explain;

import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.feature.Feature;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.internal.statistic.PacedSort;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What a segment is like: how many customers it has, what is typical for them in their own units, and what sets them
 * apart from everyone else. Aggregates only.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class SegmentProfile {
    private static final String STAGE = "profiling segments";

    private final int size;
    private final double share;
    private final List<FeatureProfile> features;

    private SegmentProfile(int size, double share, List<FeatureProfile> features) {
        this.size = size;
        this.share = share;
        this.features = List.copyOf(features);
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
        List<List<FeatureProfile>> profiles = new ArrayList<>();
        for (int s = 0; s < segments; s++) {
            profiles.add(new ArrayList<>());
        }
        Checkpoint checkpoint = Checkpoint.of(() -> context.throwIfCancelled(STAGE));
        int columns = Math.max(1, described.columnCount());
        for (int c = 0; c < described.columnCount(); c++) {
            context.report(STAGE, c, columns);
            checkpoint.now();
            ColumnProfiler profiler =
                    new ColumnProfiler(described.features().get(c), described.column(c), labels, checkpoint);
            List<FeatureProfile> column = profiler.profiles(segments);
            for (int s = 0; s < segments; s++) {
                profiles.get(s).add(column.get(s));
            }
        }
        context.report(STAGE, columns, columns);
        checkpoint.now();
        int[] sizes = new int[segments];
        for (int label : labels) {
            if (label != Clustering.NOISE) {
                sizes[label]++;
            }
        }
        List<SegmentProfile> result = new ArrayList<>();
        for (int s = 0; s < segments; s++) {
            double share = labels.length == 0 ? 0 : (double) sizes[s] / labels.length;
            result.add(new SegmentProfile(sizes[s], share, profiles.get(s)));
        }
        return List.copyOf(result);
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
     * The features that set the segment apart, largest difference first.
     *
     * @param atLeast the smallest difference that counts, in standard deviations, such as 0.5
     */
    public List<FeatureProfile> distinctive(double atLeast) {
        return features.stream()
                .filter(feature -> magnitude(feature) >= atLeast)
                .sorted(Comparator.comparingDouble((FeatureProfile feature) -> -magnitude(feature)))
                .toList();
    }

    /**
     * A short description from the two features that set the segment apart most, such as {@code high monetary, low
     * daysSinceLast}; {@code close to average} if none differs by half a standard deviation.
     */
    public String summary() {
        List<FeatureProfile> most = distinctive(0.5);
        if (most.isEmpty()) {
            return "close to average";
        }
        return String.join(
                ", ", most.stream().limit(2).map(SegmentProfile::inWords).toList());
    }

    private static String inWords(FeatureProfile profile) {
        boolean more = profile.difference().orElseThrow() > 0;
        String name = profile.feature().name();
        return switch (profile.kind()) {
            case YES_NO -> (more ? "more often " : "less often ") + name;
            case NUMBER -> (more ? "high " : "low ") + name;
        };
    }

    private static double magnitude(FeatureProfile feature) {
        OptionalDouble difference = feature.difference().value();
        return difference.isPresent() ? Math.abs(difference.getAsDouble()) : -1;
    }

    /** What must be stored to restore it. */
    public ModelState state() {
        return ModelState.of("segment-profile/1")
                .put("size", size)
                .put("share", share)
                .putChildren(
                        "features", features.stream().map(FeatureProfile::state).toList())
                .build();
    }

    /** A profile from its stored state. */
    public static SegmentProfile restore(ModelState state) {
        return new SegmentProfile(
                state.integer("size"),
                state.number("share"),
                state.children("features").stream().map(FeatureProfile::restore).toList());
    }

    /** Profiles one column for all segments. */
    private static final class ColumnProfiler {
        private final Feature feature;
        private final double[] values;
        private final int[] labels;
        private final FeatureProfile.Kind kind;
        private final double center;
        private final double deviation;
        private final int known;
        private final Checkpoint checkpoint;
        private double sum;

        private ColumnProfiler(Feature feature, double[] values, int[] labels, Checkpoint checkpoint) {
            this.feature = feature;
            this.values = values;
            this.labels = labels;
            this.checkpoint = checkpoint;
            int count = 0;
            double total = 0;
            boolean yesNo = true;
            for (int i = 0; i < values.length; i++) {
                checkpoint.at(i);
                double value = values[i];
                if (!Double.isNaN(value)) {
                    count++;
                    total += value;
                    yesNo &= value == 0 || value == 1;
                }
            }
            known = count;
            center = count == 0 ? 0 : total / count;
            double squares = 0;
            for (int i = 0; i < values.length; i++) {
                checkpoint.at(i);
                double value = values[i];
                if (!Double.isNaN(value)) {
                    // Sums are taken around the mean, so that large means cost no digits.
                    sum += value - center;
                    squares += (value - center) * (value - center);
                }
            }
            deviation = count == 0 ? 0 : Math.sqrt(squares / count);
            kind = yesNo && count > 0 ? FeatureProfile.Kind.YES_NO : FeatureProfile.Kind.NUMBER;
        }

        private List<FeatureProfile> profiles(int segments) {
            int[] members = new int[segments];
            for (int label : labels) {
                if (label != Clustering.NOISE) {
                    members[label]++;
                }
            }
            List<FeatureProfile> profiles = new ArrayList<>();
            for (int s = 0; s < segments; s++) {
                profiles.add(of(s, members[s]));
            }
            return profiles;
        }

        private FeatureProfile of(int segment, int members) {
            double[] own = new double[members];
            int count = 0;
            double ownSum = 0;
            for (int row = 0; row < values.length; row++) {
                checkpoint.at(row);
                if (labels[row] == segment && !Double.isNaN(values[row])) {
                    own[count++] = values[row];
                    ownSum += values[row] - center;
                }
            }
            if (count == 0) {
                Statistic none = Statistic.undetermined("no value is known in this segment");
                return new FeatureProfile(feature, kind, 0, members, none, none, none, none, none);
            }
            double[] sorted = Arrays.copyOf(own, count);
            PacedSort.sort(sorted, checkpoint);
            return new FeatureProfile(
                    feature,
                    kind,
                    count,
                    members - count,
                    Statistic.of(center + ownSum / count),
                    quantile(sorted, 0.25),
                    quantile(sorted, 0.5),
                    quantile(sorted, 0.75),
                    difference(ownSum, count));
        }

        private Statistic difference(double ownSum, int count) {
            if (count == known) {
                return Statistic.undetermined("no value is known outside this segment");
            }
            if (!(deviation > 0)) {
                return Statistic.undetermined("all values are equal");
            }
            double rest = (sum - ownSum) / (known - count);
            return Statistic.of((ownSum / count - rest) / deviation);
        }

        /** Linear interpolation between order statistics (Hyndman and Fan 1996, type 7). */
        private static Statistic quantile(double[] sorted, double probability) {
            double at = probability * (sorted.length - 1);
            int low = (int) at;
            int high = Math.min(low + 1, sorted.length - 1);
            return Statistic.of(sorted[low] + (at - low) * (sorted[high] - sorted[low]));
        }
    }
}
