package io.github.segmentation4j.explain;

import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.feature.Feature;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.internal.statistic.PacedSort;
import io.github.segmentation4j.internal.statistic.TwoByTwo;
import io.github.segmentation4j.quality.Statistic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Profiles one column for all segments. The values are dealt out to their segments in one pass, in the order of the rows;
 * those in no segment come last.
 */
final class ColumnProfiler {
    private static final String UNKNOWN = "no value is known in this segment";
    private static final String TOO_LARGE = "the values are too large to compute with";

    /** Far enough from the ends of the doubles for every term of a sum to keep its digits. */
    private static final double SMALLEST_SQUARES = 1e-250;

    private static final double LARGEST_SQUARES = 1e300;

    private final Feature feature;
    private final Checkpoint checkpoint;
    private final int[] members;
    private final int known;
    private final FeatureProfile.Kind kind;
    private final boolean isWhole;
    private final double center;
    private final double deviation;

    /** The values of each segment and of no segment: in the order of the rows until {@link #sort()}. */
    private final double[][] groups;

    /** Sums around the mean of all, so that large means cost no digits. */
    private final double[] sums;

    private double sum;

    /**
     * Reads a column.
     *
     * @param members how many rows each segment has
     */
    ColumnProfiler(Feature feature, double[] values, int[] labels, int[] members, Checkpoint checkpoint) {
        this.feature = feature;
        this.members = members;
        this.checkpoint = checkpoint;
        int[] counts = new int[members.length + 1];
        int count = 0;
        double total = 0;
        boolean yesNo = true;
        boolean whole = true;
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < values.length; i++) {
            checkpoint.at(i);
            double value = values[i];
            if (!Double.isNaN(value)) {
                counts[group(labels[i])]++;
                count++;
                total += value;
                yesNo &= value == 0 || value == 1;
                whole &= value == Math.rint(value);
                least = Math.min(least, value);
                most = Math.max(most, value);
            }
        }
        known = count;
        kind = yesNo && count > 0 ? FeatureProfile.Kind.YES_NO : FeatureProfile.Kind.NUMBER;
        isWhole = whole;
        // The mean of equal values may differ from them by rounding, which would look like a deviation.
        boolean constant = least == most;
        center = count == 0 ? 0 : constant ? least : total / count;
        groups = new double[counts.length][];
        for (int g = 0; g < counts.length; g++) {
            groups[g] = new double[counts[g]];
        }
        sums = new double[counts.length];
        int[] next = new int[counts.length];
        double squares = 0;
        for (int i = 0; i < values.length; i++) {
            checkpoint.at(i);
            double value = values[i];
            if (!Double.isNaN(value)) {
                int group = group(labels[i]);
                groups[group][next[group]++] = value;
                sums[group] += value - center;
                sum += value - center;
                squares += (value - center) * (value - center);
            }
        }
        deviation = count == 0 || constant ? 0 : deviation(squares, Math.max(most - center, center - least));
    }

    /** The root of the mean square; of squares too small or too large for a double, in units of the largest gap. */
    private double deviation(double squares, double largest) {
        if (squares >= SMALLEST_SQUARES && squares <= LARGEST_SQUARES) {
            return Math.sqrt(squares / known);
        }
        double scaled = 0;
        for (double[] group : groups) {
            for (int i = 0; i < group.length; i++) {
                checkpoint.at(i);
                double gap = (group[i] - center) / largest;
                scaled += gap * gap;
            }
        }
        return Math.sqrt(scaled / known) * largest;
    }

    private int group(int label) {
        return label == Clustering.NOISE ? members.length : label;
    }

    /** The column of one segment; its probability is not yet corrected. */
    record Cell(FeatureProfile profile, PrototypeBand band) {}

    List<Cell> cells() {
        List<CentralMoments> moments = new ArrayList<>();
        for (int g = 0; g < groups.length; g++) {
            moments.add(moments(g));
        }
        List<CentralMoments> others = others(moments);
        sort();
        List<Cell> cells = new ArrayList<>();
        Optional<PopulationBands> bands = known > 0 && kind == FeatureProfile.Kind.NUMBER
                ? Optional.of(new PopulationBands(groups, isWhole))
                : Optional.empty();
        for (int s = 0; s < members.length; s++) {
            checkpoint.now();
            FeatureProfile profile = profile(s, moments.get(s), others.get(s));
            cells.add(new Cell(profile, band(s, profile, bands)));
        }
        return cells;
    }

    private void sort() {
        for (double[] group : groups) {
            PacedSort.sort(group, checkpoint);
        }
    }

    /** The moments of a group in standard deviations over all: nothing overflows, and no unit matters. */
    private CentralMoments moments(int group) {
        double[] own = groups[group];
        if (own.length == 0 || !isComparable()) {
            return CentralMoments.NONE;
        }
        double mean = sums[group] / own.length;
        double squares = 0;
        double cubes = 0;
        double fourths = 0;
        for (int i = 0; i < own.length; i++) {
            checkpoint.at(i);
            double gap = (own[i] - center - mean) / deviation;
            double square = gap * gap;
            squares += square;
            cubes += square * gap;
            fourths += square * square;
        }
        return new CentralMoments(own.length, mean / deviation, squares, cubes, fourths);
    }

    /** For each group the moments of all other ones: combined from both sides, as a subtraction would cost digits. */
    private static List<CentralMoments> others(List<CentralMoments> moments) {
        CentralMoments[] after = new CentralMoments[moments.size()];
        CentralMoments behind = CentralMoments.NONE;
        for (int g = moments.size() - 1; g >= 0; g--) {
            after[g] = behind;
            behind = moments.get(g).and(behind);
        }
        List<CentralMoments> others = new ArrayList<>();
        CentralMoments before = CentralMoments.NONE;
        for (int g = 0; g < after.length; g++) {
            others.add(before.and(after[g]));
            before = before.and(moments.get(g));
        }
        return others;
    }

    private boolean isComparable() {
        return deviation > 0 && deviation < Double.POSITIVE_INFINITY;
    }

    private FeatureProfile profile(int segment, CentralMoments own, CentralMoments rest) {
        double[] sorted = groups[segment];
        int count = sorted.length;
        if (count == 0) {
            Statistic none = Statistic.undetermined(UNKNOWN);
            return new FeatureProfile(
                    feature, kind, 0, members[segment], none, none, none, none, none, none, none, none);
        }
        Comparison comparison = compare(segment, own, rest);
        return new FeatureProfile(
                feature,
                kind,
                count,
                members[segment] - count,
                finite(center + sums[segment] / count),
                spread(own),
                quantile(sorted, 0.25),
                quantile(sorted, 0.5),
                quantile(sorted, 0.75),
                comparison.difference,
                comparison.share,
                comparison.probability);
    }

    private record Comparison(Statistic difference, Statistic share, Statistic probability) {}

    private Comparison compare(int segment, CentralMoments own, CentralMoments rest) {
        Statistic difference = difference(segment);
        if (kind == FeatureProfile.Kind.NUMBER) {
            Statistic share = Statistic.undetermined("a number has no share of yes");
            if (!(difference instanceof Statistic.Value value)) {
                return new Comparison(difference, share, difference);
            }
            MeanComparison means = new MeanComparison(own, rest);
            return new Comparison(means.withInterval(value.number()), share, means.pValue());
        }
        if (groups[segment].length == known) {
            return new Comparison(difference, difference, difference);
        }
        ShareComparison shares = new ShareComparison(table(segment));
        return difference instanceof Statistic.Value value
                ? new Comparison(
                        shares.withInterval(value.number()), shares.difference(), Statistic.of(shares.pValue()))
                : new Comparison(difference, shares.difference(), difference);
    }

    private TwoByTwo table(int segment) {
        long hits = yes(segment);
        long all = 0;
        for (int g = 0; g < groups.length; g++) {
            all += yes(g);
        }
        long size = groups[segment].length;
        return new TwoByTwo(hits, size, all - hits, known - size);
    }

    /** How many of a group said yes, once it is sorted. */
    private int yes(int group) {
        double[] sorted = groups[group];
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] == 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return sorted.length - low;
    }

    private PrototypeBand band(int segment, FeatureProfile profile, Optional<PopulationBands> bands) {
        if (profile.typical() instanceof Statistic.Undetermined none) {
            return new PrototypeBand.Undetermined(feature, none.reason());
        }
        return bands.map(all -> all.of(feature, profile.typical().orElseThrow()))
                .orElseGet(() -> PrototypeBand.Described.ofShare(feature, yes(segment), groups[segment].length));
    }

    /** The standard deviation of a segment in its own unit. */
    private Statistic spread(CentralMoments own) {
        if (deviation == Double.POSITIVE_INFINITY || Double.isNaN(deviation)) {
            return Statistic.undetermined(TOO_LARGE);
        }
        return finite(own.count() == 0 ? 0 : Math.sqrt(own.variance()) * deviation);
    }

    private Statistic difference(int segment) {
        int count = groups[segment].length;
        if (count == known) {
            return Statistic.undetermined("no value is known outside this segment");
        }
        if (!isComparable()) {
            return Statistic.undetermined(deviation == 0 ? "all values are equal" : TOO_LARGE);
        }
        double rest = (sum - sums[segment]) / (known - count);
        return finite((sums[segment] / count - rest) / deviation);
    }

    private static Statistic finite(double number) {
        return Double.isFinite(number) ? Statistic.of(number) : Statistic.undetermined(TOO_LARGE);
    }

    /** Linear interpolation between order statistics (Hyndman and Fan 1996, type 7). */
    private static Statistic quantile(double[] sorted, double probability) {
        double at = probability * (sorted.length - 1);
        int low = (int) at;
        int high = Math.min(low + 1, sorted.length - 1);
        return finite(sorted[low] + (at - low) * (sorted[high] - sorted[low]));
    }
}
