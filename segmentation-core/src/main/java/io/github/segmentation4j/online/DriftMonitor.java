package io.github.segmentation4j.online;

import io.github.segmentation4j.feature.Feature;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.InvalidInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * Compares a run of observations with a reference and says whether to fit again; {@link DriftDetection} starts it.
 *
 * <p>The rate of false alarms is shared out: a third each to shifts of the features ({@link PageHinkley}, at every
 * observation), to changes of their shape ({@link KolmogorovSmirnov}, at the end of every window; window number w gets the
 * part 1 / (w (w + 1)) of it), and to the shares of the segments (a cumulative sum of log-likelihood ratios, at every
 * observation), and within a third evenly to features or segments. The parts add up, so the rate holds for the whole run.
 *
 * <p>An alarm means {@link DriftAdvice#REFIT} and is never taken back. {@link DriftAdvice#WATCH} says only that the latest
 * window has an index of at least 0.1 that chance would give less than once in 100 looks, over features and shares
 * together; the rate says nothing about it.
 *
 * <p>Memory: the reference, sorted by column, and a window. Not safe for use by several threads at once; reports are.
 */
public final class DriftMonitor {
    private static final double CONVENTION = 0.1;
    private static final double WATCH_LEVEL = 0.01;

    private final DriftDetection options;
    private final List<String> names;
    private final double[][] reference;
    private final long[] referenceCounts;
    private final PageHinkley[] shifts;
    private final ShareDetector[] shares;
    private final OptionalLong[] shapeAlarms;
    private final double shapeRate;

    /** The latest observations, feature by feature, each at its number modulo the window. */
    private final double[][] latest;

    private final int[] latestSegments;
    private long observed;

    DriftMonitor(DriftDetection options, FeatureMatrix matrix, int[] segments, int segmentCount) {
        this.options = options;
        int columns = matrix.columnCount();
        names = matrix.features().stream().map(Feature::name).toList();
        referenceCounts = new long[segmentCount];
        for (int segment : segments) {
            referenceCounts[requireSegment(segment)]++;
        }
        double third = options.falseAlarmRate() / 3;
        shapeRate = third / columns;
        reference = new double[columns][];
        shifts = new PageHinkley[columns];
        for (int c = 0; c < columns; c++) {
            reference[c] = SortedValues.of(matrix.column(c));
            shifts[c] = PageHinkley.against(reference[c], third / columns);
        }
        shares = new ShareDetector[segmentCount];
        Arrays.setAll(shares, s -> new ShareDetector(referenceCounts[s], segments.length, third / segmentCount));
        shapeAlarms = new OptionalLong[columns];
        Arrays.fill(shapeAlarms, OptionalLong.empty());
        latest = new double[columns][options.window()];
        latestSegments = new int[options.window()];
    }

    /**
     * Takes the next observation.
     *
     * @param row a finite value for each feature
     * @param segment the segment it was assigned to, from 0
     * @return whether an alarm was raised, now or before
     * @throws InvalidInputException if the row cannot be used; then nothing changes
     */
    public boolean observe(double[] row, int segment) {
        requireSegment(segment);
        if (row.length != reference.length) {
            throw new InvalidInputException("a row must have " + reference.length + " features, had " + row.length);
        }
        for (double value : row) {
            if (!Double.isFinite(value)) {
                throw new InvalidInputException("a value must be finite, was missing or infinite; fill it first");
            }
        }
        int at = (int) (observed % options.window());
        for (int c = 0; c < row.length; c++) {
            shifts[c].observe(row[c]);
            latest[c][at] = row[c];
        }
        for (int s = 0; s < shares.length; s++) {
            shares[s].observe(s == segment);
        }
        latestSegments[at] = segment;
        observed++;
        if (observed % options.window() == 0) {
            compareShapes(observed / options.window());
        }
        return alarmAt().isPresent();
    }

    private void compareShapes(long windowNumber) {
        double level = shapeRate / windowNumber / (windowNumber + 1);
        for (int c = 0; c < reference.length; c++) {
            Statistic chance = KolmogorovSmirnov.compareSorted(reference[c], SortedValues.of(latest[c]))
                    .pValue();
            if (shapeAlarms[c].isEmpty() && chance.orElseThrow() <= level) {
                shapeAlarms[c] = OptionalLong.of(observed);
            }
        }
    }

    /** What was found so far. Before a whole window was observed the statistics of the latest one are undetermined. */
    public DriftReport report() {
        List<FeatureDrift> features = new ArrayList<>();
        boolean watch = false;
        double level = WATCH_LEVEL / (reference.length + 1);
        for (int c = 0; c < reference.length; c++) {
            DriftStatistic psi = missing();
            DriftStatistic distance = missing();
            if (windowIsFull()) {
                double[] sorted = SortedValues.of(latest[c]);
                psi = Psi.compareSorted(reference[c], sorted);
                distance = KolmogorovSmirnov.compareSorted(reference[c], sorted);
            }
            features.add(new FeatureDrift(names.get(c), psi, distance, featureAlarm(c)));
            watch |= isNotable(psi, level);
        }
        long[] counts = latestCounts();
        DriftStatistic all = windowIsFull() ? Psi.compareCounts(referenceCounts, counts) : missing();
        watch |= isNotable(all, level);
        OptionalLong alarm = alarmAt();
        DriftAdvice calm = watch ? DriftAdvice.WATCH : DriftAdvice.KEEP;
        return new DriftReport(
                alarm.isPresent() ? DriftAdvice.REFIT : calm,
                features,
                segments(counts),
                all,
                observed,
                alarm,
                options.falseAlarmRate());
    }

    private List<SegmentDrift> segments(long[] counts) {
        long total = Arrays.stream(referenceCounts).sum();
        List<SegmentDrift> drifts = new ArrayList<>();
        for (int s = 0; s < shares.length; s++) {
            Statistic now = windowIsFull()
                    ? Statistic.of(counts[s] / (double) options.window())
                    : missing().value();
            drifts.add(new SegmentDrift(s, referenceCounts[s] / (double) total, now, shares[s].alarmAt()));
        }
        return drifts;
    }

    private long[] latestCounts() {
        long[] counts = new long[shares.length];
        if (windowIsFull()) {
            for (int segment : latestSegments) {
                counts[segment]++;
            }
        }
        return counts;
    }

    private static boolean isNotable(DriftStatistic psi, double level) {
        return psi.value().value().orElse(0) >= CONVENTION
                && psi.pValue().value().orElse(1) <= level;
    }

    private OptionalLong alarmAt() {
        OptionalLong first = OptionalLong.empty();
        for (int c = 0; c < shifts.length; c++) {
            first = AlarmBarrier.earlier(first, featureAlarm(c));
        }
        for (ShareDetector share : shares) {
            first = AlarmBarrier.earlier(first, share.alarmAt());
        }
        return first;
    }

    private OptionalLong featureAlarm(int column) {
        return AlarmBarrier.earlier(shifts[column].alarmAt(), shapeAlarms[column]);
    }

    private boolean windowIsFull() {
        return observed >= options.window();
    }

    private DriftStatistic missing() {
        return DriftStatistic.undetermined(
                "a whole window of " + options.window() + " observations is needed, there were " + observed);
    }

    private int requireSegment(int segment) {
        if (segment < 0 || segment >= referenceCounts.length) {
            throw new IllegalArgumentException(
                    "a segment must be 0 to " + (referenceCounts.length - 1) + "; leave noise out of both sides");
        }
        return segment;
    }

    @Override
    public String toString() {
        return "drift monitor of " + reference.length + " features and " + shares.length + " segments, " + observed
                + " observed";
    }
}
