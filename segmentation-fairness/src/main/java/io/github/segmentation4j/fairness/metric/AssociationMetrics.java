package io.github.segmentation4j.fairness.metric;

import io.github.segmentation4j.fairness.group.GroupKind;
import io.github.segmentation4j.fairness.group.SegmentTable;
import io.github.segmentation4j.fairness.inference.ContingencyTable;
import io.github.segmentation4j.quality.Statistic;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How strongly segment and group hang together, as one number for all segments and groups. Persons in no segment count
 * like a segment of their own; segments and groups without persons count nothing.
 *
 * <p>Overlapping groups have no such number: a person would be counted several times. Neither has one group alone.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * <p>References: H. Cramer, Mathematical Methods of Statistics, 1946; G. A. Miller, Note on the bias of information
 * estimates, Information Theory in Psychology, 1955; W. Bergsma, A bias-correction for Cramer's V and Tschuprow's T,
 * Journal of the Korean Statistical Society 42, 2013.
 */
public final class AssociationMetrics {
    private static final String TELLS = "How much the segment of a person tells about the group of the person";
    private static final String ONE_SIDED = "there are fewer than two segments with persons";

    private AssociationMetrics() {}

    private static ContingencyTable table(SegmentTable segments) {
        return ContingencyTable.of(IntStream.range(SegmentTable.LEFT_OUT, segments.segmentCount())
                .mapToObj(segment -> IntStream.range(0, segments.groupCount())
                        .mapToDouble(group -> segments.count(segment, group))
                        .toArray())
                .toArray(double[][]::new));
    }

    /** Pearson's chi-squared of independence, 0 or more; grows with the number of persons. */
    public static FairnessMetric<SegmentTable> chiSquared() {
        return plain(
                "chi-squared",
                "How far the numbers of persons are from those one would see if segment and group had nothing to do"
                        + " with each other.",
                ContingencyTable::chiSquared);
    }

    /** The likelihood ratio G of independence, 0 or more; grows with the number of persons. */
    public static FairnessMetric<SegmentTable> likelihoodRatio() {
        return plain(
                "likelihood-ratio",
                "How much likelier the numbers of persons are if segment and group hang together than if they do not.",
                ContingencyTable::likelihoodRatio);
    }

    /** What the segment tells about the group, in nats, from 0 to the entropy of the groups. */
    public static FairnessMetric<SegmentTable> mutualInformation() {
        return plain("mutual-information", TELLS + "; 0 if nothing.", ContingencyTable::mutualInformation);
    }

    /**
     * The mutual information without the bias that few persons in many cells cause: by Miller and Madow, cut at 0. In
     * nats.
     */
    public static FairnessMetric<SegmentTable> correctedMutualInformation() {
        return plain("corrected-mutual-information", TELLS + ", less what chance alone would seem to tell.", table -> {
            int excess = table.cellCount() - table.rowCount() - table.columnCount() + 1;
            return Math.max(0, table.mutualInformation() - excess / (2 * table.total()));
        });
    }

    /** Cramer's V, from 0 (no association) to 1 (the segment settles the group, or the group the segment). */
    public static FairnessMetric<SegmentTable> cramersV() {
        return new Metric<>(
                "cramers-v",
                "How strongly segment and group hang together, from 0 (not at all) to 1 (one settles the other).",
                0,
                of(table -> table.rowCount() < 2 ? Statistic.undetermined(ONE_SIDED) : table.cramersV()));
    }

    /** Cramer's V with Bergsma's correction of its bias, from 0 to 1. */
    public static FairnessMetric<SegmentTable> correctedCramersV() {
        return new Metric<>(
                "corrected-cramers-v",
                "How strongly segment and group hang together, from 0 to 1, less what chance alone would seem to show.",
                0,
                of(table -> table.rowCount() < 2 ? Statistic.undetermined(ONE_SIDED) : table.correctedCramersV()));
    }

    private static FairnessMetric<SegmentTable> plain(
            String id, String definition, ToDoubleFunction<ContingencyTable> formula) {
        return new Metric<>(
                id, definition, 0, of(table -> Summary.finite(formula.applyAsDouble(table), "the association")));
    }

    private static Function<SegmentTable, Statistic> of(Function<ContingencyTable, Statistic> formula) {
        return segments -> {
            if (segments.kind() == GroupKind.OVERLAPPING) {
                return Statistic.undetermined(Summary.OVERLAP);
            }
            ContingencyTable table = table(segments);
            return table.columnCount() >= 2 ? formula.apply(table) : Statistic.undetermined(Summary.TOO_FEW);
        };
    }
}
