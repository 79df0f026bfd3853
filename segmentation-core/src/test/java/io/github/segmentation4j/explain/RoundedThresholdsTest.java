package io.github.segmentation4j.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.segmentation4j.cluster.KMeans;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.feature.FeatureScale;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoundedThresholdsTest {
    private static final RunContext CONTEXT = RunContext.seeded(1);

    private static Optional<SegmentRules> rounded(SegmentRules rules, FeatureMatrix rows) {
        List<Optional<FeatureScale>> scales = rules.features().stream()
                .map(feature -> Optional.of(FeatureScale.identity(feature.name())))
                .toList();
        return RoundedThresholds.of(rules, rows, scales, CONTEXT);
    }

    private static void requireTold(SegmentRules.Node node, FeatureMatrix rows) {
        if (node instanceof SegmentRules.Cut cut) {
            long customers = Arrays.stream(rows.column(cut.feature()))
                    .filter(value -> value == cut.threshold())
                    .count();
            assertThat(customers == 0 || customers >= 20).isTrue();
            requireTold(cut.left(), rows);
            requireTold(cut.right(), rows);
        }
    }

    /** Rows of whole numbers have many ties and wide gaps, others hardly any gap. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void noRowChangesItsSideAndNoThresholdIsTheValueOfFewRows(boolean whole) {
        for (int trial = 0; trial < 20; trial++) {
            SeededRandom random = SeededRandom.of(SeededRandom.derive(17, trial));
            double[][] values = new double[400][3];
            for (double[] row : values) {
                for (int c = 0; c < row.length; c++) {
                    double value = 10 * random.nextGaussian();
                    row[c] = whole ? Math.rint(value) : value;
                }
            }
            FeatureMatrix rows = FeatureMatrix.of(values);
            SegmentRules rules =
                    SegmentRules.of(rows, KMeans.withClusters(2 + trial % 6).fit(rows, CONTEXT), CONTEXT);
            SegmentRules told = rounded(rules, rows).orElseThrow();
            assertThat(told.assign(rows, CONTEXT)).isEqualTo(rules.assign(rows, CONTEXT));
            assertThat(told.fidelity()).isEqualTo(rules.fidelity());
            assertThat(told.cost(rows, CONTEXT)).isEqualTo(rules.treeCost());
            requireTold(told.tree(), rows);
            assertThat(SegmentRules.restore(told.state()).tree()).isEqualTo(told.tree());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "37, 38, 37.5",
        "7443, 7688, 7600",
        "-1, 1, 0",
        "-8, -3, -6",
        "0.1, 0.9, 0.5",
        "5000.36, 5000.37, 5000.365",
        "1e300, 3e300, 2e300",
        "0, 4.9e-324, NaN",
        "1e-320, 9e-320, 5e-320",
        "1, 1.0000000000000002, NaN",
        "1, 1.0000000000000004, 1.0000000000000002",
        "1, 1, NaN",
        "2, 1, NaN",
        "NaN, 1, NaN",
        "0, Infinity, NaN"
    })
    void takesTheShortestDecimalNearestToTheMiddle(double low, double high, double decimal) {
        OptionalDouble between = RoundedThresholds.between(low, high);
        assertThat(between).isEqualTo(Double.isNaN(decimal) ? OptionalDouble.empty() : OptionalDouble.of(decimal));
    }

    private static SegmentRules cut(FeatureMatrix rows, int[] labels, double... centres) {
        double[][] places =
                Arrays.stream(centres).mapToObj(x -> new double[] {x}).toArray(double[][]::new);
        return SegmentRules.of(rows, labels, places, CONTEXT);
    }

    @Test
    void ofNeighbouringWholeNumbersTheLowerOneIsTakenWhereManyHaveIt() {
        for (int sharing : new int[] {19, 20}) {
            double[][] values = new double[sharing + 5][1];
            int[] labels = new int[values.length];
            for (int row = 0; row < values.length; row++) {
                labels[row] = row < sharing ? 0 : 1;
                values[row][0] = row < sharing ? 3 : 4 + row - sharing;
            }
            FeatureMatrix rows = FeatureMatrix.of(values);
            SegmentRules told = rounded(cut(rows, labels, 3, 6), rows).orElseThrow();
            assertThat(((SegmentRules.Cut) told.tree()).threshold()).isEqualTo(sharing < 20 ? 3.5 : 3);
            assertThat(told.assign(rows, CONTEXT)).isEqualTo(labels);
        }
    }

    @Test
    void aThresholdThatIsNobodysValueUsesTheWholeGap() {
        FeatureMatrix rows = FeatureMatrix.of(new double[][] {{0}, {1}, {9}, {10}});
        SegmentRules rules = cut(rows, new int[] {0, 0, 1, 1}, 4.25, 10);
        assertThat(((SegmentRules.Cut) rounded(rules, rows).orElseThrow().tree()).threshold())
                .isEqualTo(5);
    }

    @Test
    void rulesAreNotToldWhereAThresholdWouldBeSomebodysValue() {
        FeatureMatrix neighbours = FeatureMatrix.of(new double[][] {{1}, {Math.nextUp(1.0)}});
        assertThat(rounded(cut(neighbours, new int[] {0, 1}, 1, Math.nextUp(1.0)), neighbours))
                .isEmpty();
        FeatureMatrix below = FeatureMatrix.of(new double[][] {{1}, {2}});
        assertThat(rounded(cut(below, new int[] {0, 0}, 1, 9), below)).isEmpty();
    }

    @Test
    void cutsOfOneFeatureInTheSameGapKeepTheirOrder() {
        FeatureMatrix rows = FeatureMatrix.of(new double[][] {{0}, {10}});
        SegmentRules rules = cut(rows, new int[] {0, 2}, 0, 3, 10);
        SegmentRules told = rounded(rules, rows).orElseThrow();
        for (double x = -1; x <= 11; x += 0.25) {
            assertThat(told.assign(new double[] {x})).isBetween(0, 2);
        }
        assertThat(told.assign(rows, CONTEXT)).isEqualTo(rules.assign(rows, CONTEXT));
        SegmentRules.Cut root = (SegmentRules.Cut) told.tree();
        SegmentRules.Cut other =
                (SegmentRules.Cut) (root.left() instanceof SegmentRules.Cut ? root.left() : root.right());
        assertThat(root.threshold() < other.threshold()).isEqualTo(other == root.right());
        assertThat(root.threshold()).isNotEqualTo(other.threshold());
    }

    @Test
    void oneRuleForEverybodyNeedsNoThreshold() {
        FeatureMatrix rows = FeatureMatrix.of(new double[][] {{1}});
        SegmentRules rules = cut(rows, new int[] {0}, 1);
        assertThat(rounded(rules, rows).orElseThrow().tree()).isEqualTo(rules.tree());
    }

    @Test
    void columnsThatAreNotThoseOfTheRulesAreRefused() {
        FeatureMatrix rows = FeatureMatrix.of(new double[][] {{1}, {2}});
        SegmentRules rules = cut(rows, new int[] {0, 1}, 1, 2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RoundedThresholds.of(
                        rules, rows, Collections.nCopies(2, Optional.<FeatureScale>empty()), CONTEXT))
                .withMessageContaining("1 columns and scales, were 1 and 2");
    }
}
