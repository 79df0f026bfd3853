package io.github.segmentation4j.privacy.release;

import io.github.segmentation4j.feature.Feature;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.privacy.accounting.PrivacyEvent;
import io.github.segmentation4j.privacy.ledger.PrivacyCharge;
import io.github.segmentation4j.privacy.ledger.PrivacySpend;
import io.github.segmentation4j.privacy.noise.NoiseMechanism;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Sizes of segments and means of their features, told privately and charged together. Every segment gets noise, empty ones
 * too; those whose noisy size is below a public minimum are left out. One fifth of the share goes to the sizes, four
 * fifths to the sums of all columns; a mean is a noisy sum of distances from the middle of the bounds, divided by the
 * noisy size.
 *
 * <pre>{@code
 * PrivateSegmentProfiles profiles = PrivateProfiles.within(new double[] {0, 18}, new double[] {500, 90})
 *     .of(spendAndAge, Contributions.oneRowEach(labels, segments), charge, context);
 * }</pre>
 *
 * <p>A mean is undetermined where the noise outweighs the size. The number of segments is told as it is and must not come
 * from the data; where it does, ask for {@link #withSelection}. Labels must come from a private clustering, or be charged
 * otherwise: the profiles hide who is in a segment, not how the segments were found. Immutable and safe for use by several
 * threads.
 *
 * <p>References: C. Dwork, F. McSherry, K. Nissim, A. Smith, Calibrating noise to sensitivity in private data analysis,
 * TCC 2006; A. Korolova, K. Kenthapadi, N. Mishra, A. Ntoulas, Releasing search queries and clicks privately, WWW 2009
 * (selection by the noisy size).
 */
public final class PrivateProfiles {
    private static final String KIND = "segment profiles";
    private static final int STANDARD = 20;
    private static final int LOWEST = 11;

    private final List<ClippedRange> ranges;
    private final int smallest;
    private final OptionalDouble delta;

    private PrivateProfiles(List<ClippedRange> ranges, int smallest, OptionalDouble delta) {
        this.ranges = ranges;
        this.smallest = smallest;
        this.delta = delta;
    }

    /**
     * Profiles of columns within bounds, which must not come from the data. Segments of at least 20 are published.
     *
     * @param lower what smaller values are raised to, finite, one for each column
     * @param upper what larger values are lowered to, finite, each above its {@code lower}
     */
    public static PrivateProfiles within(double[] lower, double[] upper) {
        if (lower.length != upper.length || lower.length == 0) {
            throw new IllegalArgumentException("there must be a lower and an upper bound for each column, were "
                    + lower.length + " and " + upper.length);
        }
        List<ClippedRange> ranges = new ArrayList<>();
        for (int column = 0; column < lower.length; column++) {
            ranges.add(new ClippedRange(lower[column], upper[column]));
        }
        return new PrivateProfiles(List.copyOf(ranges), STANDARD, OptionalDouble.empty());
    }

    /**
     * These profiles with another smallest segment.
     *
     * @param rows the noisy size from which a segment is published, at least 11
     */
    public PrivateProfiles withSmallestSegment(int rows) {
        if (rows < LOWEST) {
            throw new IllegalArgumentException("the smallest segment must be at least " + LOWEST + ", was " + rows
                    + "; " + STANDARD + " is the standard");
        }
        return new PrivateProfiles(ranges, rows, delta);
    }

    /**
     * These profiles for segments whose list comes from the data: only those are published whose noisy size one customer
     * alone would not reach.
     *
     * @param newDelta the chance to publish a segment that one customer brought about, above 0, below 0.5; charged beside
     *     the share
     */
    public PrivateProfiles withSelection(double newDelta) {
        if (!(newDelta > 0 && newDelta < 0.5)) {
            throw new IllegalArgumentException("delta must be above 0 and below 0.5, was " + newDelta);
        }
        return new PrivateProfiles(ranges, smallest, OptionalDouble.of(newDelta));
    }

    /**
     * The profiles.
     *
     * @param described a column for each pair of bounds, without missing values, in the units a person would use
     * @param contributions whose rows, with segments
     * @param charge what all of it may cost, beside the delta of a selection
     * @param context listener and cancellation
     * @throws io.github.segmentation4j.run.InvalidInputException if a value is missing; nothing is charged
     */
    public PrivateSegmentProfiles of(
            FeatureMatrix described, Contributions contributions, PrivacyCharge charge, RunContext context) {
        contributions.requireSegments();
        int segments = contributions.segmentCount();
        int cells = Math.multiplyExact(segments, ranges.size());
        NoisyRatio ratio = ratio(contributions, charge);
        double least = leastSize(contributions, charge);
        Checkpoint checkpoint = Rows.checkpoint(KIND, context);
        return charge.answer(
                KIND,
                event(ratio),
                source -> {
                    checkpoint.now();
                    requireFit(described, contributions);
                    return new Noise(
                            ratio.counts().release(new long[segments], source),
                            ratio.sums().release(new long[cells], source));
                },
                (noise, spend) -> {
                    long[] counts = exactCounts(contributions, checkpoint);
                    long[] sums = NoisyNumbers.sum(exactSums(described, contributions, context), noise.sums);
                    List<PrivateSegmentProfile> profiles = new ArrayList<>();
                    for (int segment = 0; segment < segments; segment++) {
                        long size = Math.addExact(counts[segment], noise.counts[segment]);
                        // A segment that does not exist has no number to be known by, whatever its noise.
                        boolean known = delta.isEmpty() || counts[segment] > 0;
                        if (known && size >= least) {
                            profiles.add(profile(segment, size, sums, ratio, spend));
                        }
                    }
                    return new PrivateSegmentProfiles(names(described), profiles, spend);
                });
    }

    /**
     * The expected errors of the means of a segment, in the units of the columns, before anything is spent: those of means
     * at the bounds, where they are largest.
     *
     * @param contributions how much one customer contributes, with segments
     * @param charge what it may cost
     * @param rows about how many rows the segment has, above 0
     */
    public List<Double> predictMeans(Contributions contributions, PrivacyCharge charge, double rows) {
        if (!(rows > 0) || Double.isInfinite(rows)) {
            throw new IllegalArgumentException("the number of rows must be finite and above 0, was " + rows);
        }
        contributions.requireSegments();
        NoisyRatio ratio = ratio(contributions, charge);
        return ranges.stream().map(range -> ratio.expectedError(range, 1, rows)).toList();
    }

    /** The expected error of the sizes, in rows, before anything is spent. */
    public double predictSizes(Contributions contributions, PrivacyCharge charge) {
        contributions.requireSegments();
        return ratio(contributions, charge).counts().standardDeviation();
    }

    /** The noisy size from which a segment will be published, before anything is spent. */
    public double predictLeastSize(Contributions contributions, PrivacyCharge charge) {
        contributions.requireSegments();
        return leastSize(contributions, charge);
    }

    private NoisyRatio ratio(Contributions contributions, PrivacyCharge charge) {
        NoiseMechanism sums = sumSensitivity(contributions, charge).mechanism(charge.part(NoisyRatio.SHARE_OF_SUMS));
        NoiseMechanism counts = Sensitivity.ofSegmentCounts(contributions, charge.adjacency())
                .mechanism(charge.rest(NoisyRatio.SHARE_OF_SUMS));
        return new NoisyRatio(sums, counts, contributions.segmentCount() * (1 + ranges.size()));
    }

    Sensitivity sumSensitivity(Contributions contributions, PrivacyCharge charge) {
        return Sensitivity.ofSegmentSums(contributions, charge.adjacency(), ranges.size(), ClippedRange.UNIT);
    }

    private PrivacyEvent event(NoisyRatio ratio) {
        return delta.isEmpty()
                ? NoisyNumbers.together(ratio.counts().event(), ratio.sums().event())
                : NoisyNumbers.together(
                        ratio.counts().event(),
                        ratio.sums().event(),
                        new PrivacyEvent.Approximate(0, delta.getAsDouble()));
    }

    private double leastSize(Contributions contributions, PrivacyCharge charge) {
        if (delta.isEmpty()) {
            return smallest;
        }
        double chance = delta.getAsDouble() / contributions.segmentsPerUnit();
        long noise = Tail.above(
                charge.rest(NoisyRatio.SHARE_OF_SUMS),
                Sensitivity.ofSegmentCounts(contributions, charge.adjacency()),
                chance);
        return Math.max(smallest, (double) contributions.rowsPerSegment() + noise);
    }

    private void requireFit(FeatureMatrix described, Contributions contributions) {
        contributions.requireRows(described.rowCount(), "rows of features");
        if (described.columnCount() != ranges.size()) {
            throw new IllegalArgumentException("there must be bounds for each of the " + described.columnCount()
                    + " columns, were " + ranges.size());
        }
        described.requireComplete("a value must not be missing in a private profile; fill it or leave the row out");
    }

    static long[] exactCounts(Contributions contributions, Checkpoint checkpoint) {
        return Rows.count(contributions, contributions.segmentCount(), contributions::segment, checkpoint);
    }

    /** The sums of the places between the bounds, in units, by segment and column. */
    long[] exactSums(FeatureMatrix described, Contributions contributions, RunContext context) {
        int columns = ranges.size();
        long[] sums = new long[contributions.segmentCount() * columns];
        double[] values = new double[columns];
        Checkpoint checkpoint = Rows.checkpoint(KIND, context);
        int[] kept = contributions.keptView();
        for (int i = 0; i < kept.length; i++) {
            checkpoint.at(i);
            described.copyRow(kept[i], values);
            int cell = contributions.segment(kept[i]) * columns;
            for (int column = 0; column < columns; column++) {
                long units = ranges.get(column).units(values[column]);
                sums[cell + column] = Math.addExact(sums[cell + column], units);
            }
        }
        context.report(KIND, kept.length, kept.length);
        return sums;
    }

    private PrivateSegmentProfile profile(int segment, long size, long[] sums, NoisyRatio ratio, PrivacySpend spend) {
        double reach = ratio.counts().errorAt(Together.confidence(ratio.intervals()));
        PrivateEstimate noisySize =
                PrivateEstimate.of((double) size, reach, ratio.counts().standardDeviation(), spend);
        List<PrivateEstimate> means = new ArrayList<>();
        for (int column = 0; column < ranges.size(); column++) {
            means.add(ratio.mean(ranges.get(column), sums[segment * ranges.size() + column], size, spend));
        }
        return new PrivateSegmentProfile(segment, noisySize, means);
    }

    private static List<String> names(FeatureMatrix described) {
        return described.features().stream().map(Feature::name).toList();
    }

    private static final class Noise {
        private final long[] counts;
        private final long[] sums;

        Noise(long[] counts, long[] sums) {
            this.counts = counts;
            this.sums = sums;
        }
    }
}
