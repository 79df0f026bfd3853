package io.github.segmentation4j.explain;

import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.feature.FeatureScale;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.RunContext;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;

/**
 * Replaces the thresholds of {@link SegmentRules}, each of which may be what one customer has, by short decimals that are
 * nobody's value. A threshold goes into the gap between the two values around it, to the shortest decimal there is, of
 * several the one nearest to the middle; of two neighbouring whole numbers the lower one is taken where many have it, so
 * that a rule can say {@code at most 3 purchases}. No row changes its side, so rules, fidelity and costs stay what they
 * were for the rows.
 *
 * <p>Where a feature comes from one described column, the decimal is one of the units a person would use. What can still
 * be learned from a threshold is that nobody lies within the gap.
 *
 * <p>Cost: a pass over a column for each cut. Only static methods; safe for use by several threads.
 */
public final class RoundedThresholds {
    private static final String STAGE = "rounding segment rules";

    /** One digit less than the width of a gap leaves at least nine decimals in it, if there are so many numbers. */
    private static final int SPARE_DIGITS = 2;

    /** A value that so many customers have is nobody's. */
    private static final int SHARED = 20;

    private final FeatureMatrix rows;
    private final List<Optional<FeatureScale>> scales;
    private final List<NavigableSet<Double>> thresholds;
    private final Checkpoint checkpoint;

    private RoundedThresholds(
            FeatureMatrix rows,
            List<Optional<FeatureScale>> scales,
            List<NavigableSet<Double>> thresholds,
            Checkpoint checkpoint) {
        this.rows = rows;
        this.scales = scales;
        this.thresholds = thresholds;
        this.checkpoint = checkpoint;
    }

    /**
     * The rules with thresholds that are nobody's value.
     *
     * @param rules to be told to others
     * @param rows those the rules were made from, with or without a label
     * @param scales how each feature comes from a described column, one for each feature of the rules
     * @param context cancellation
     * @return empty if a threshold cannot be told: no row lies above it, or the next value is so near that no number lies
     *     between
     */
    public static Optional<SegmentRules> of(
            SegmentRules rules, FeatureMatrix rows, List<Optional<FeatureScale>> scales, RunContext context) {
        int columns = rules.features().size();
        if (rows.columnCount() != columns || scales.size() != columns) {
            throw new IllegalArgumentException("there must be " + columns + " columns and scales, were "
                    + rows.columnCount() + " and " + scales.size() + "; use the features the rules were made from");
        }
        List<NavigableSet<Double>> thresholds = rules.features().stream()
                .map(feature -> (NavigableSet<Double>) new TreeSet<Double>())
                .toList();
        collect(rules.tree(), thresholds);
        Checkpoint checkpoint = Checkpoint.of(() -> context.throwIfCancelled(STAGE));
        checkpoint.now();
        return new RoundedThresholds(rows, scales, thresholds, checkpoint)
                .rounded(rules.tree())
                .map(rules::withTree);
    }

    private static void collect(SegmentRules.Node node, List<NavigableSet<Double>> thresholds) {
        if (node instanceof SegmentRules.Cut cut) {
            thresholds.get(cut.feature()).add(cut.threshold());
            collect(cut.left(), thresholds);
            collect(cut.right(), thresholds);
        }
    }

    private Optional<SegmentRules.Node> rounded(SegmentRules.Node node) {
        if (!(node instanceof SegmentRules.Cut cut)) {
            return Optional.of(node);
        }
        OptionalDouble threshold = threshold(cut.feature(), cut.threshold());
        if (threshold.isEmpty()) {
            return Optional.empty();
        }
        return rounded(cut.left())
                .flatMap(left -> rounded(cut.right())
                        .map(right -> new SegmentRules.Cut(cut.feature(), threshold.getAsDouble(), left, right)));
    }

    /** A number in the gap around a threshold, between it and the next threshold there, so that cuts keep their order. */
    private OptionalDouble threshold(int column, double exact) {
        Gap gap = gap(column, exact);
        Double lower = thresholds.get(column).lower(exact);
        Double higher = thresholds.get(column).higher(exact);
        boolean isOnlyOne = (lower == null || lower < gap.low()) && (higher == null || higher >= gap.high());
        double low = isOnlyOne ? gap.low() : exact;
        double high = higher == null ? gap.high() : Math.min(gap.high(), higher);
        if (Double.isInfinite(high)) {
            return OptionalDouble.empty();
        }
        if (scales.get(column).isPresent()) {
            FeatureScale scale = scales.get(column).orElseThrow();
            if (isOnlyOne && gap.customers() >= SHARED && areNeighbours(scale, gap)) {
                return OptionalDouble.of(gap.low());
            }
            OptionalDouble described = between(scale.describe(low), scale.describe(high));
            double feature = described.isPresent() ? scale.feature(described.getAsDouble()) : Double.NaN;
            // Following a scale back rounds, so a narrow gap may be missed.
            if (feature > low && feature < high) {
                return OptionalDouble.of(feature);
            }
        }
        return between(low, high);
    }

    /** Whether a gap lies between a whole number and the next one. */
    private static boolean areNeighbours(FeatureScale scale, Gap gap) {
        double low = Math.rint(scale.describe(gap.low()));
        double high = Math.rint(scale.describe(gap.high()));
        return high - low == 1 && scale.feature(low) == gap.low() && scale.feature(high) == gap.high();
    }

    /**
     * Where nobody lies.
     *
     * @param low the largest value of anybody up to a threshold, the threshold itself if there is none
     * @param high the least value above it, infinite if there is none
     * @param customers how many have the lower value
     */
    private record Gap(double low, double high, int customers) {}

    private Gap gap(int column, double threshold) {
        double low = Double.NEGATIVE_INFINITY;
        double high = Double.POSITIVE_INFINITY;
        int customers = 0;
        for (int row = 0; row < rows.rowCount(); row++) {
            checkpoint.at(row);
            double value = rows.get(row, column);
            if (value > threshold) {
                high = Math.min(high, value);
            } else if (value >= low) {
                customers = value > low ? 1 : customers + 1;
                low = value;
            }
        }
        return new Gap(customers == 0 ? threshold : low, high, customers);
    }

    /** The shortest decimal strictly between two numbers, of several the nearest to the middle; empty if none is. */
    static OptionalDouble between(double low, double high) {
        if (!(low < high) || Double.isInfinite(low) || Double.isInfinite(high)) {
            return OptionalDouble.empty();
        }
        BigDecimal least = new BigDecimal(low);
        BigDecimal most = new BigDecimal(high);
        BigDecimal middle = least.add(most).multiply(new BigDecimal("0.5"));
        int widest = Math.max(exponent(least), exponent(most));
        int narrowest = exponent(most.subtract(least)) - SPARE_DIGITS;
        for (int exponent = widest; exponent >= narrowest; exponent--) {
            double decimal = middle.setScale(-exponent, RoundingMode.HALF_EVEN).doubleValue();
            if (decimal > low && decimal < high) {
                return OptionalDouble.of(decimal);
            }
        }
        return OptionalDouble.empty();
    }

    /** The number of digits before the point: the number is below this power of ten. */
    private static int exponent(BigDecimal number) {
        return number.precision() - number.scale();
    }
}
