package io.github.segmentation4j.fairness.metric;

import io.github.segmentation4j.fairness.group.GroupKind;
import io.github.segmentation4j.fairness.group.SegmentTable;
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

    /** The counts of segments and groups that have persons. */
    private record Table(double[][] counts, double[] rows, double[] columns, double total) {
        static Table of(SegmentTable table) {
            int[] groups = IntStream.range(0, table.groupCount())
                    .filter(group -> table.groupTotal(group) > 0)
                    .toArray();
            double[][] counts = IntStream.range(SegmentTable.LEFT_OUT, table.segmentCount())
                    .filter(segment -> table.known(segment) > 0)
                    .mapToObj(segment -> IntStream.of(groups)
                            .mapToDouble(group -> table.count(segment, group))
                            .toArray())
                    .toArray(double[][]::new);
            double[] rows = new double[counts.length];
            double[] columns = new double[groups.length];
            double total = 0;
            for (int i = 0; i < rows.length; i++) {
                for (int j = 0; j < columns.length; j++) {
                    rows[i] += counts[i][j];
                    columns[j] += counts[i][j];
                    total += counts[i][j];
                }
            }
            return new Table(counts, rows, columns, total);
        }

        double chiSquare() {
            double sum = 0;
            for (int i = 0; i < rows.length; i++) {
                for (int j = 0; j < columns.length; j++) {
                    double expected = rows[i] * (columns[j] / total);
                    sum += (counts[i][j] - expected) / expected * (counts[i][j] - expected);
                }
            }
            return sum;
        }

        double mutualInformation() {
            double sum = 0;
            for (int i = 0; i < rows.length; i++) {
                for (int j = 0; j < columns.length; j++) {
                    if (counts[i][j] > 0) {
                        double expected = rows[i] * (columns[j] / total);
                        sum += counts[i][j] / total * StrictMath.log(counts[i][j] / expected);
                    }
                }
            }
            return Math.max(0, sum);
        }

        int cells() {
            int cells = 0;
            for (double[] row : counts) {
                for (double count : row) {
                    cells += count > 0 ? 1 : 0;
                }
            }
            return cells;
        }

        int smallerSide() {
            return Math.min(rows.length, columns.length);
        }
    }

    /** Pearson's chi-square of independence, 0 or more; grows with the number of persons. */
    public static FairnessMetric<SegmentTable> chiSquare() {
        return plain(
                "chi-square",
                "How far the numbers of persons are from those one would see if segment and group had nothing to do"
                        + " with each other.",
                Table::chiSquare);
    }

    /** The likelihood ratio G of independence, 0 or more; grows with the number of persons. */
    public static FairnessMetric<SegmentTable> likelihoodRatio() {
        return plain(
                "likelihood-ratio",
                "How much likelier the numbers of persons are if segment and group hang together than if they do not.",
                table -> 2 * table.total() * table.mutualInformation());
    }

    /** What the segment tells about the group, in nats, from 0 to the entropy of the groups. */
    public static FairnessMetric<SegmentTable> mutualInformation() {
        return plain("mutual-information", TELLS + "; 0 if nothing.", Table::mutualInformation);
    }

    /**
     * The mutual information without the bias that few persons in many cells cause: by Miller and Madow, cut at 0. In
     * nats.
     */
    public static FairnessMetric<SegmentTable> correctedMutualInformation() {
        return plain("corrected-mutual-information", TELLS + ", less what chance alone would seem to tell.", table -> {
            int excess = table.cells() - table.rows().length - table.columns().length + 1;
            return Math.max(0, table.mutualInformation() - excess / (2 * table.total()));
        });
    }

    /** Cramer's V, from 0 (no association) to 1 (the segment settles the group, or the group the segment). */
    public static FairnessMetric<SegmentTable> cramersV() {
        return new Metric<>(
                "cramers-v",
                "How strongly segment and group hang together, from 0 (not at all) to 1 (one settles the other).",
                0,
                of(table -> {
                    if (table.smallerSide() < 2) {
                        return Statistic.undetermined(ONE_SIDED);
                    }
                    double squared = table.chiSquare() / table.total() / (table.smallerSide() - 1);
                    return Statistic.of(Math.min(1, Math.sqrt(squared)));
                }));
    }

    /** Cramer's V with Bergsma's correction of its bias, from 0 to 1. */
    public static FairnessMetric<SegmentTable> correctedCramersV() {
        return new Metric<>(
                "corrected-cramers-v",
                "How strongly segment and group hang together, from 0 to 1, less what chance alone would seem to show.",
                0,
                of(AssociationMetrics::correctedCramersV));
    }

    private static Statistic correctedCramersV(Table table) {
        if (table.smallerSide() < 2) {
            return Statistic.undetermined(ONE_SIDED);
        }
        double freedom = table.total() - 1;
        double r = table.rows().length - 1.0;
        double c = table.columns().length - 1.0;
        // The corrected numbers of rows and columns, less 1.
        double rows = r - r * r / freedom;
        double columns = c - c * c / freedom;
        double side = Math.min(rows, columns);
        if (!(freedom > 0 && side > 0)) {
            return Statistic.undetermined("there are too few persons for so many segments and groups");
        }
        double squared = Math.max(0, table.chiSquare() / table.total() - r * c / freedom);
        return Statistic.of(Math.min(1, Math.sqrt(squared / side)));
    }

    private static FairnessMetric<SegmentTable> plain(String id, String definition, ToDoubleFunction<Table> formula) {
        return new Metric<>(
                id, definition, 0, of(table -> Summary.finite(formula.applyAsDouble(table), "the association")));
    }

    private static Function<SegmentTable, Statistic> of(Function<Table, Statistic> formula) {
        return segments -> {
            if (segments.kind() == GroupKind.OVERLAPPING) {
                return Statistic.undetermined(Summary.OVERLAP);
            }
            Table table = Table.of(segments);
            return table.columns().length >= 2 ? formula.apply(table) : Statistic.undetermined(Summary.TOO_FEW);
        };
    }
}
