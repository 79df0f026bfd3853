package io.github.segmentation4j.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.cluster.CentroidModel;
import io.github.segmentation4j.cluster.ClusterModels;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.RunContext;
import io.github.segmentation4j.testing.ExplanationPolicies;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmallestChangeTest {
    private static final RunContext CONTEXT = RunContext.seeded(1);
    private static final int REACH = 6;

    /** Centres and rows of whole numbers make many ties, which are the hard cases. */
    private static double[][] points(SeededRandom random, int count, int columns, boolean whole) {
        double[][] points = new double[count][columns];
        for (double[] point : points) {
            for (int c = 0; c < columns; c++) {
                double value = -REACH + 2 * REACH * random.nextDouble();
                point[c] = whole ? Math.rint(value) + 0.0 : value;
            }
        }
        return points;
    }

    private static CentroidModel model(double[][] centres) {
        double[] low = new double[centres[0].length];
        double[] high = new double[low.length];
        Arrays.fill(low, -REACH);
        Arrays.fill(high, REACH);
        return ClusterModels.ofCentroids(centres, low, high);
    }

    private static SmallestChange change(CentroidModel model, double[] row, ChangeRules rules) {
        List<String> names = IntStream.range(0, model.clusterCount())
                .mapToObj(j -> "segment " + j)
                .toList();
        FeatureMatrix matrix = FeatureMatrix.of(new double[][] {row});
        return SegmentExplainer.of(model, names, ExplanationPolicies.plain().withChanges(rules))
                .explain(matrix, matrix, 0, CONTEXT)
                .orElseThrow()
                .change();
    }

    private static String name(int column) {
        return "x" + (column + 1);
    }

    private static double[] moved(double[] row, SmallestChange.Found found) {
        double[] moved = row.clone();
        for (SmallestChange.Step step : found.steps()) {
            int column = IntStream.range(0, row.length)
                    .filter(c -> name(c).equals(step.feature().name()))
                    .findFirst()
                    .orElseThrow();
            assertThat(step.from()).isEqualTo(row[column]);
            moved[column] = step.to();
        }
        return moved;
    }

    /** The least length among the points of a grid that are in another segment; infinity if there is none. */
    private static double least(CentroidModel model, double[] row, double[][] choices, double[] costs) {
        int own = model.assign(row);
        double least = Double.POSITIVE_INFINITY;
        int[] at = new int[row.length];
        double[] point = new double[row.length];
        while (true) {
            double squares = 0;
            for (int c = 0; c < row.length; c++) {
                point[c] = choices[c][at[c]];
                squares += costs[c] * (point[c] - row[c]) * (point[c] - row[c]);
            }
            if (squares < least && model.assign(point) != own) {
                least = squares;
            }
            int c = 0;
            while (c < row.length && ++at[c] == choices[c].length) {
                at[c++] = 0;
            }
            if (c == row.length) {
                return Math.sqrt(least);
            }
        }
    }

    private static double[] grid(double low, double high, double step) {
        return IntStream.rangeClosed(0, (int) Math.rint((high - low) / step))
                .mapToDouble(i -> low + i * step)
                .toArray();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void wholeNumbersWithinBoundsAreMinimalAgainstEveryPoint(boolean whole) {
        int none = 0;
        for (int trial = 0; trial < 300; trial++) {
            SeededRandom random = SeededRandom.of(SeededRandom.derive(7, trial));
            int columns = 2 + trial % 2;
            CentroidModel model = model(points(random, 2 + trial % 4, columns, whole));
            double[] row = points(random, 1, columns, true)[0];
            double[] costs = {1, 0.3, 2.5};
            double low = trial % 5 == 0 ? row[0] - 1 : -REACH;
            double high = trial % 5 == 0 ? row[0] + 1 : REACH;
            ChangeRules rules = ChangeRules.defaults();
            double[][] choices = new double[columns][];
            for (int c = 0; c < columns; c++) {
                choices[c] = c == 0 ? grid(low, high, 1) : grid(-REACH, REACH, 1);
                rules = rules.whole(name(c))
                        .between(name(c), c == 0 ? low : -REACH, c == 0 ? high : REACH)
                        .cost(name(c), costs[c]);
            }
            if (trial % 3 == 0) {
                rules = rules.fixed(name(1));
                choices[1] = new double[] {row[1]};
            }
            double least = least(model, row, choices, costs);
            SmallestChange change = change(model, row, rules);
            if (Double.isInfinite(least)) {
                assertThat(change).as("trial " + trial).isInstanceOf(SmallestChange.None.class);
                none++;
                continue;
            }
            assertThat(change).as("trial " + trial).isInstanceOf(SmallestChange.Found.class);
            SmallestChange.Found found = (SmallestChange.Found) change;
            assertThat(found.length()).as("trial " + trial).isCloseTo(least, within(1e-9));
            assertThat(found.isMinimal()).isTrue();
            double[] moved = moved(row, found);
            assertThat(model.assign(moved)).isEqualTo(found.segment() - 1).isNotEqualTo(model.assign(row));
            for (int c = 0; c < columns; c++) {
                assertThat(choices[c]).contains(moved[c]);
            }
        }
        assertThat(none).isPositive();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void continuousAndMixedChangesAreMinimalAgainstAGrid(boolean mixed) {
        double step = 0.05;
        for (int trial = 0; trial < 60; trial++) {
            SeededRandom random = SeededRandom.of(SeededRandom.derive(11, trial));
            CentroidModel model = model(points(random, 2 + trial % 4, 2, false));
            double[] row = points(random, 1, 2, true)[0];
            double low = trial % 2 == 0 ? row[0] - 2 : -REACH;
            ChangeRules rules =
                    ChangeRules.defaults().between(name(0), low, REACH).between(name(1), -REACH, REACH);
            double[][] choices = {grid(low, REACH, step), grid(-REACH, REACH, mixed ? 1 : step)};
            double least = least(model, row, choices, new double[] {1, 1});
            SmallestChange change = change(model, row, mixed ? rules.whole(name(1)) : rules);
            if (change instanceof SmallestChange.Found found) {
                assertThat(found.length()).as("trial " + trial).isLessThanOrEqualTo(least + 1e-9);
                assertThat(model.assign(moved(row, found))).isNotEqualTo(model.assign(row));
                assertThat(found.isMinimal()).isTrue();
                double[] moved = moved(row, found);
                assertThat(moved[0]).isBetween(low, (double) REACH);
                if (mixed) {
                    assertThat(moved[1]).isEqualTo(Math.rint(moved[1]));
                }
            } else {
                assertThat(least).as("trial " + trial).isInfinite();
            }
        }
    }

    @Test
    void withoutBoundsItIsTheProjectionOntoTheNearestBorder() {
        CentroidModel model = model(new double[][] {{0, 0}, {4, 0}, {0, 6}});
        double[] row = {1, 1};
        SmallestChange.Found found = (SmallestChange.Found) change(model, row, ChangeRules.defaults());
        assertThat(found.length()).isCloseTo(1, within(1e-9));
        assertThat(found.steps()).hasSize(1);
        assertThat(found.steps().get(0).to()).isCloseTo(2, within(1e-9));
    }

    @Test
    void whoeverIsOutsideTheBoundsMayStayThereOrComeWithin() {
        CentroidModel model = model(new double[][] {{0}, {-4}});
        double[] row = {5};
        SmallestChange.Found found =
                (SmallestChange.Found) change(model, row, ChangeRules.defaults().between(name(0), -6, -3));
        assertThat(found.steps().get(0).to()).isEqualTo(-3);
        assertThat(change(model, row, ChangeRules.defaults().between(name(0), -1, 0)))
                .isInstanceOf(SmallestChange.None.class);
    }

    @Test
    void aTieIsLeftByTheSmallestStepThatIsOne() {
        CentroidModel model = model(new double[][] {{-1}, {1}});
        SmallestChange.Found found = (SmallestChange.Found) change(model, new double[] {0}, ChangeRules.defaults());
        assertThat(found.length()).isPositive().isLessThan(1e-6);
    }

    @Test
    void saysSoWhenNothingMayChange() {
        CentroidModel model = model(new double[][] {{-1, 0}, {1, 0}});
        double[] row = {-1, 0};
        assertThat(change(model, row, ChangeRules.defaults().fixed(name(0), name(1))))
                .isEqualTo(new SmallestChange.None("no feature of the segments may change"));
        assertThat(change(model, row, ChangeRules.defaults().fixed(name(0)))).isInstanceOf(SmallestChange.None.class);
    }

    @Test
    void rulesForFeaturesThatAreNotThereAreRefused() {
        CentroidModel model = model(new double[][] {{-1}, {1}});
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        change(model, new double[] {0}, ChangeRules.defaults().fixed("height")))
                .withMessageContaining("height");
    }
}
