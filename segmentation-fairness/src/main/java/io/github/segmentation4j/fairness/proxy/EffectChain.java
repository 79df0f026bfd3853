package io.github.segmentation4j.fairness.proxy;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.internal.statistic.StandardNormal;
import io.github.segmentation4j.quality.Statistic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Follows a gap in offers between two groups back through the segments: how much of it is there because the groups sit
 * in different segments (composition), and how much because they fare differently within the same ones (rate). With a
 * feature, the composition is followed one step further: how much of it is there because the groups differ in the
 * feature.
 *
 * <p>The parts add up to the gap, whichever group comes first. A segment that one group is not in has no rate for it; it
 * is given the rate of the other, so that the whole of such a segment counts as composition.
 *
 * <p>Costs one pass over the customers. Immutable and safe for use by several threads.
 *
 * <p>References: E. M. Kitagawa, Components of a difference between two rates, Journal of the American Statistical
 * Association 50, 1955.
 *
 * <p>Implementation note: intervals are of 95 % by the delta method, the members of each group taken as independent
 * draws. The part of a feature has none: it is a split of an effect that has one.
 */
public final class EffectChain {
    /** Bands a feature is cut into. */
    private static final int BANDS = 10;

    private static final double CONFIDENCE = 0.95;

    private final Categories groups;
    private final int first;
    private final int second;

    private EffectChain(Categories groups, int first, int second) {
        this.groups = groups;
        this.first = first;
        this.second = second;
    }

    /**
     * The gap between two groups, the first less the second.
     *
     * @param groups one for each person
     * @param first the name of a group
     * @param second the name of another
     */
    public static EffectChain between(Categories groups, String first, String second) {
        int firstLevel = groups.levels().indexOf(first);
        int secondLevel = groups.levels().indexOf(second);
        if (firstLevel < 0 || secondLevel < 0 || firstLevel == secondLevel) {
            throw new IllegalArgumentException("there must be two different groups of '" + groups.name() + "' out of "
                    + groups.levels() + ", were '" + first + "' and '" + second + "'");
        }
        return new EffectChain(groups, firstLevel, secondLevel);
    }

    /**
     * The gap by segment.
     *
     * @param labels a segment for each person, -1 for none, which counts as one more
     * @param offered whether each person got the offer
     */
    public EffectDecomposition of(int[] labels, boolean[] offered) {
        return decompose(labels, offered, Optional.empty());
    }

    /**
     * The gap by segment, and the part of a feature in it.
     *
     * @param labels a segment for each person, -1 for none, which counts as one more
     * @param offered whether each person got the offer
     * @param feature the name of the feature
     * @param values of the feature, one a person, NaN where missing, which counts as a band of its own
     */
    public EffectDecomposition of(int[] labels, boolean[] offered, String feature, double[] values) {
        requireLength(values.length, "feature values");
        EffectDecomposition whole = decompose(labels, offered, Optional.of(feature));
        return whole.composition() instanceof Statistic.Undetermined
                ? whole
                : whole.withFeatureEffect(featureEffect(labels, offered, values));
    }

    private EffectDecomposition decompose(int[] labels, boolean[] offered, Optional<String> feature) {
        requireLength(labels.length, "labels");
        requireLength(offered.length, "offers");
        Cells cells = new Cells(labels, offered);
        List<SegmentEffect> segments = new ArrayList<>();
        if (cells.size[0] == 0 || cells.size[1] == 0) {
            Statistic none = Statistic.undetermined("one of the groups is empty");
            return new EffectDecomposition(
                    name(first),
                    name(second),
                    cells.size[0],
                    cells.size[1],
                    groups.size() - cells.size[0] - cells.size[1],
                    none,
                    none,
                    none,
                    segments,
                    feature,
                    none);
        }
        double composition = 0;
        double rate = 0;
        for (int s = 0; s < cells.count; s++) {
            double ownComposition = (cells.share(0, s) - cells.share(1, s)) * cells.meanRate(s);
            double ownRate = cells.meanShare(s) * (cells.rate(0, s) - cells.rate(1, s));
            composition += ownComposition;
            rate += ownRate;
            segments.add(new SegmentEffect(
                    cells.label(s),
                    cells.members[0][s],
                    cells.offers[0][s],
                    cells.members[1][s],
                    cells.offers[1][s],
                    ownComposition,
                    ownRate));
        }
        return new EffectDecomposition(
                name(first),
                name(second),
                cells.size[0],
                cells.size[1],
                groups.size() - cells.size[0] - cells.size[1],
                estimate(cells.overall(0) - cells.overall(1), cells.variance(Part.GAP)),
                estimate(composition, cells.variance(Part.COMPOSITION)),
                estimate(rate, cells.variance(Part.RATE)),
                segments,
                feature,
                Statistic.undetermined("no feature was given"));
    }

    private static Statistic estimate(double number, double variance) {
        double half = StandardNormal.criticalValue(CONFIDENCE) * Math.sqrt(Math.max(0, variance));
        return new Statistic.Estimate(number, number - half, number + half, CONFIDENCE);
    }

    /**
     * What the groups' different bands of the feature add to the composition: the difference of their shares in each
     * band, times how the band leads into segments on average, times the rate of those segments.
     */
    private double featureEffect(int[] labels, boolean[] offered, double[] values) {
        Cells cells = new Cells(labels, offered);
        int[] bands = QuantileBands.codes(QuantileBands.Ranks.of(values, Checkpoint.none()), BANDS);
        long[][] size = new long[2][BANDS + 1];
        // The sum of the mean rates of the segments that the members of a band are in.
        double[][] rates = new double[2][BANDS + 1];
        for (int row = 0; row < bands.length; row++) {
            int side = side(row);
            if (side >= 0) {
                int band = bands[row] < 0 ? BANDS : bands[row];
                size[side][band]++;
                rates[side][band] += cells.meanRate(cells.place(labels[row]));
            }
        }
        double effect = 0;
        for (int band = 0; band <= BANDS; band++) {
            double difference = (double) size[0][band] / cells.size[0] - (double) size[1][band] / cells.size[1];
            effect += difference * (leads(size, rates, 0, band) + leads(size, rates, 1, band)) / 2;
        }
        return effect;
    }

    /** The mean rate a band leads a group to; of a group not in the band, that of the other. */
    private static double leads(long[][] size, double[][] rates, int side, int band) {
        int known = size[side][band] > 0 ? side : 1 - side;
        return size[known][band] == 0 ? 0 : rates[known][band] / size[known][band];
    }

    private int side(int row) {
        int code = groups.code(row);
        return code == first ? 0 : code == second ? 1 : -1;
    }

    private String name(int level) {
        return groups.levels().get(level);
    }

    private void requireLength(int length, String what) {
        if (length != groups.size()) {
            throw new IllegalArgumentException(
                    "there must be " + groups.size() + " " + what + ", one for each person, were " + length);
        }
    }

    private enum Part {
        GAP,
        COMPOSITION,
        RATE
    }

    /** Members and offers of both groups in each segment; index 0 is the first group. */
    private final class Cells {
        private final int[] labels;
        private final int count;
        private final long[][] members;
        private final long[][] offers;
        private final long[] size = new long[2];

        Cells(int[] rowLabels, boolean[] offered) {
            labels = Arrays.stream(rowLabels).distinct().sorted().toArray();
            count = labels.length;
            members = new long[2][count];
            offers = new long[2][count];
            for (int row = 0; row < rowLabels.length; row++) {
                int side = side(row);
                if (side >= 0) {
                    int s = place(rowLabels[row]);
                    members[side][s]++;
                    offers[side][s] += offered[row] ? 1 : 0;
                    size[side]++;
                }
            }
        }

        int place(int label) {
            return Arrays.binarySearch(labels, label);
        }

        int label(int s) {
            return labels[s];
        }

        double share(int side, int s) {
            return (double) members[side][s] / size[side];
        }

        double meanShare(int s) {
            return (share(0, s) + share(1, s)) / 2;
        }

        /** The rate of a group in a segment; where it has no member, that of the other. */
        double rate(int side, int s) {
            int known = members[side][s] > 0 ? side : 1 - side;
            return members[known][s] == 0 ? 0 : (double) offers[known][s] / members[known][s];
        }

        double meanRate(int s) {
            return (rate(0, s) + rate(1, s)) / 2;
        }

        double overall(int side) {
            return (double) Arrays.stream(offers[side]).sum() / size[side];
        }

        double variance(Part part) {
            return variance(part, 0) / size[0] + variance(part, 1) / size[1];
        }

        /** The variance of what one member of a group adds to a part: by the segment, and by the offer within it. */
        private double variance(Part part, int side) {
            double mean = 0;
            double squares = 0;
            double within = 0;
            for (int s = 0; s < count; s++) {
                double share = share(side, s);
                if (share > 0) {
                    double rate = rate(side, s);
                    double bySegment = bySegment(part, side, s);
                    double byOffer = byOffer(part, side, s);
                    mean += share * bySegment;
                    squares += share * bySegment * bySegment;
                    within += share * byOffer * byOffer * rate * (1 - rate);
                }
            }
            return Math.max(0, squares - mean * mean) + within;
        }

        private double bySegment(Part part, int side, int s) {
            return switch (part) {
                case GAP -> rate(side, s);
                case COMPOSITION -> meanRate(s);
                case RATE -> (rate(0, s) - rate(1, s)) / 2;
            };
        }

        private double byOffer(Part part, int side, int s) {
            double share = share(side, s);
            double other = share(1 - side, s);
            // A rate that stands for both groups moves the composition by its whole weight, and no rate effect.
            boolean standsForBoth = other == 0;
            return switch (part) {
                case GAP -> 1;
                case COMPOSITION -> standsForBoth ? 1 : (share - other) / (2 * share);
                case RATE -> standsForBoth ? 0 : (share + other) / (2 * share);
            };
        }
    }
}
