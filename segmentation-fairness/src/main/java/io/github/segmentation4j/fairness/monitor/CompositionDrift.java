package io.github.segmentation4j.fairness.monitor;

import io.github.segmentation4j.fairness.inference.ContingencyTest;
import io.github.segmentation4j.fairness.inference.Correction;
import io.github.segmentation4j.fairness.inference.PooledCells;
import io.github.segmentation4j.quality.Statistic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Compares the groups of each segment now with a baseline: a mitigation that held at release can wear off as customers
 * come and go.
 *
 * <p>Whether there is a drift is told by Pearson's chi-squared test of equal shares, corrected by Holm over the segments;
 * the population stability index only says how large it is, because in a small segment it is large by chance alone. Groups
 * that only one time has are part of both. Looking again every month at a level of 0.05 gives a false alarm in one month
 * of twenty: use a level for all looks together, or a {@link SequentialParity}.
 *
 * <p>The persons of the two times are taken to be drawn independently; where most are the same customers, the test is too
 * cautious.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: K. Pearson, On the criterion that a given system of deviations is such that it can be reasonably supposed
 * to have arisen from random sampling, Philosophical Magazine 50, 1900; S. Holm, A simple sequentially rejective multiple
 * test procedure, Scandinavian Journal of Statistics 6, 1979; B. Yurdakul, Statistical properties of population stability
 * index, dissertation, Western Michigan University, 2018; J. Lin, Divergence measures based on the Shannon entropy, IEEE
 * Transactions on Information Theory 37, 1991.
 */
public final class CompositionDrift {
    private static final double MODERATE = 0.1;
    private static final double LARGE = 0.25;

    /** Half a person in each group keeps the index finite where a group is absent (Jeffreys). */
    private static final double ADDED = 0.5;

    private final double level;

    private CompositionDrift(double level) {
        this.level = level;
    }

    /**
     * A comparison.
     *
     * @param level the probability of a false alarm over all segments, above 0 and below 1
     */
    public static CompositionDrift atLevel(double level) {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("the level must lie between 0 and 1, was " + level);
        }
        return new CompositionDrift(level);
    }

    /** Compares every segment that has somebody at either time. */
    public DriftReport compare(Composition baseline, Composition now) {
        TreeSet<String> names = new TreeSet<>(baseline.segments());
        names.addAll(now.segments());
        List<SegmentDrift> raw = new ArrayList<>();
        for (String name : names) {
            raw.add(measure(name, baseline.groups(name), now.groups(name)));
        }
        double[] adjusted = Correction.HOLM.adjust(raw.stream()
                .filter(segment -> segment.p().value().isPresent())
                .mapToDouble(segment -> segment.p().orElseThrow())
                .toArray());
        List<SegmentDrift> judged = new ArrayList<>();
        int next = 0;
        for (SegmentDrift segment : raw) {
            judged.add(segment.p().value().isPresent() ? judged(segment, adjusted[next++]) : segment);
        }
        return new DriftReport(judged, level);
    }

    private SegmentDrift judged(SegmentDrift raw, double adjustedP) {
        double index = raw.stabilityIndex().orElseThrow();
        DriftVerdict verdict = DriftVerdict.NOT_SHOWN;
        if (adjustedP <= level) {
            verdict = index < MODERATE
                    ? DriftVerdict.SLIGHT
                    : index <= LARGE ? DriftVerdict.MODERATE : DriftVerdict.LARGE;
        }
        return new SegmentDrift(
                raw.segment(),
                raw.before(),
                raw.now(),
                raw.stabilityIndex(),
                raw.divergence(),
                raw.pooledGroups(),
                raw.p(),
                Statistic.of(adjustedP),
                verdict);
    }

    private static SegmentDrift measure(String segment, Map<String, Long> baseline, Map<String, Long> current) {
        TreeSet<String> names = new TreeSet<>(baseline.keySet());
        names.addAll(current.keySet());
        long[] before = names.stream()
                .mapToLong(name -> baseline.getOrDefault(name, 0L))
                .toArray();
        long[] now =
                names.stream().mapToLong(name -> current.getOrDefault(name, 0L)).toArray();
        long sumBefore = Arrays.stream(before).sum();
        long sumNow = Arrays.stream(now).sum();
        if (sumBefore == 0 || sumNow == 0) {
            Statistic none =
                    Statistic.undetermined("the segment has nobody " + (sumNow == 0 ? "now" : "in the baseline"));
            return new SegmentDrift(
                    segment, sumBefore, sumNow, none, none, 0, none, none, DriftVerdict.INSUFFICIENT_DATA);
        }
        PooledCells cells = pooled(before, now, sumBefore, sumNow);
        Statistic p = p(cells, before, now);
        return new SegmentDrift(
                segment,
                sumBefore,
                sumNow,
                Statistic.of(stabilityIndex(before, sumBefore, now, sumNow)),
                Statistic.of(divergence(before, sumBefore, now, sumNow)),
                cells.pooledGroups(),
                p,
                p,
                DriftVerdict.INSUFFICIENT_DATA);
    }

    private static double stabilityIndex(long[] before, long sumBefore, long[] now, long sumNow) {
        double index = 0;
        for (int g = 0; g < before.length; g++) {
            double old = (before[g] + ADDED) / (sumBefore + ADDED * before.length);
            double current = (now[g] + ADDED) / (sumNow + ADDED * now.length);
            index += (current - old) * StrictMath.log(current / old);
        }
        return index;
    }

    private static double divergence(long[] before, long sumBefore, long[] now, long sumNow) {
        double sum = 0;
        for (int g = 0; g < before.length; g++) {
            double old = (double) before[g] / sumBefore;
            double current = (double) now[g] / sumNow;
            double middle = (old + current) / 2;
            sum += old == 0 ? 0 : old * StrictMath.log(old / middle) / 2;
            sum += current == 0 ? 0 : current * StrictMath.log(current / middle) / 2;
        }
        return Math.max(0, sum);
    }

    /** Groups are put together until 5 are expected of each at the time that has fewer persons. */
    private static PooledCells pooled(long[] before, long[] now, long sumBefore, long sumNow) {
        double smaller = Math.min(sumBefore, sumNow) / ((double) sumBefore + sumNow);
        double[] expected = new double[before.length];
        for (int g = 0; g < expected.length; g++) {
            expected[g] = ((double) before[g] + now[g]) * smaller;
        }
        return PooledCells.of(expected);
    }

    private static Statistic p(PooledCells cells, long[] before, long[] now) {
        return cells.size() < 2
                ? Statistic.undetermined("fewer than two groups of at least 5 expected persons")
                : Statistic.of(ContingencyTest.chiSquared(new long[][] {cells.sums(before), cells.sums(now)})
                        .pValue());
    }
}
