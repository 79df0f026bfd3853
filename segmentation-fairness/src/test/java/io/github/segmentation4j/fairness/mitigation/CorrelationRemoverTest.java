package io.github.segmentation4j.fairness.mitigation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.feature.FittedMitigation;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import io.github.segmentation4j.testing.Adult;
import io.github.segmentation4j.testing.RequiresData;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CorrelationRemoverTest {
    private static final RunContext CONTEXT = RunContext.seeded(1);
    private static final double ZERO = 1e-9;

    private static Categories groups(String name, int levels, int... codes) {
        return Categories.of(
                name, IntStream.range(0, levels).mapToObj(i -> name + i).toList(), codes);
    }

    private static Categories random(String name, int levels, int rows, long seed) {
        SeededRandom random = SeededRandom.of(seed);
        return groups(
                name,
                levels,
                IntStream.range(0, rows).map(row -> random.nextInt(levels)).toArray());
    }

    private static CorrelationRemover remover(List<Categories> groups) {
        return CorrelationRemover.of(groups.stream().map(Categories::name).toArray(String[]::new));
    }

    private static FeatureMatrix made(CorrelationRemover remover, FeatureMatrix matrix, List<Categories> groups) {
        return remover.fit(matrix, groups, CONTEXT).apply(matrix, groups, CONTEXT);
    }

    /** Columns that depend on the groups and their interactions; large numbers with a small spread among them. */
    private static FeatureMatrix dependent(List<Categories> groups, long seed) {
        SeededRandom random = SeededRandom.of(seed);
        double[][] rows = new double[groups.get(0).size()][3];
        for (int row = 0; row < rows.length; row++) {
            double shift = 0;
            double product = 1;
            for (Categories attribute : groups) {
                shift += attribute.code(row);
                product *= attribute.code(row) + 2;
            }
            rows[row] = new double[] {
                shift + random.nextDouble(), product * random.nextDouble(), 1e6 + shift * random.nextDouble()
            };
        }
        return FeatureMatrix.of(rows);
    }

    /** The correlation of a column with the indicator of a level, among rows where both are known. */
    private static double correlation(double[] values, Categories groups, int level) {
        int[] rows = IntStream.range(0, values.length)
                .filter(row -> !Double.isNaN(values[row]) && groups.code(row) >= 0)
                .toArray();
        double mean =
                Arrays.stream(rows).mapToDouble(row -> values[row]).average().orElseThrow();
        double share = Arrays.stream(rows)
                .mapToDouble(row -> groups.code(row) == level ? 1 : 0)
                .average()
                .orElseThrow();
        double product = 0;
        double square = 0;
        for (int row : rows) {
            product += (values[row] - mean) * ((groups.code(row) == level ? 1 : 0) - share);
            square += (values[row] - mean) * (values[row] - mean);
        }
        return product / Math.sqrt(square * rows.length * share * (1 - share));
    }

    private static void assertUncorrelated(FeatureMatrix matrix, List<Categories> groups) {
        for (int c = 0; c < matrix.columnCount(); c++) {
            for (Categories attribute : groups) {
                for (int level = 0; level < attribute.levels().size(); level++) {
                    assertThat(correlation(matrix.column(c), attribute, level)).isCloseTo(0, within(ZERO));
                }
            }
        }
    }

    @Test
    void noFeatureIsCorrelatedWithAnyGroupOfAnyAttribute() {
        List<Categories> groups = List.of(random("a", 2, 3000, 1), random("b", 5, 3000, 2), random("c", 9, 3000, 3));
        FeatureMatrix matrix = dependent(groups, 4);
        assertThat(correlation(matrix.column(0), groups.get(2), 8)).isGreaterThan(0.3);
        assertUncorrelated(made(remover(groups), matrix, groups), groups);
    }

    @Test
    void soItIsAmongTheRowsWhereGroupsAndValuesAreKnown() {
        List<Categories> complete = List.of(random("a", 3, 2000, 5), random("b", 4, 2000, 6));
        FeatureMatrix matrix = dependent(complete, 7);
        double[][] rows = matrix.toArray();
        for (int row = 0; row < 2000; row += 13) {
            rows[row][1] = Double.NaN;
        }
        List<Categories> groups = complete.stream()
                .map(categories -> {
                    int[] codes = categories.codes();
                    for (int row = categories.name().equals("a") ? 0 : 3; row < codes.length; row += 7) {
                        codes[row] = Categories.MISSING;
                    }
                    return Categories.of(categories.name(), categories.levels(), codes);
                })
                .toList();
        FeatureMatrix made = made(remover(groups), FeatureMatrix.of(rows), groups);
        assertUncorrelated(made, groups);
        assertThat(made.missingCount()).isEqualTo(154);
    }

    @Test
    void withOneAttributeEachGroupGetsTheMeanOfAll() {
        // Means 1 and 4, overall 3 with ten and twenty rows; by hand from X' = alpha (X - (S - mean S) beta) + (1 -
        // alpha) X.
        Categories groups = groups(
                "g", 2, IntStream.range(0, 30).map(row -> row < 10 ? 0 : 1).toArray());
        double[][] rows = IntStream.range(0, 30)
                .mapToObj(row -> new double[] {(row < 10 ? 1 : 4) + (row % 2 == 0 ? 0.5 : -0.5)})
                .toArray(double[][]::new);
        double[] full = made(remover(List.of(groups)), FeatureMatrix.of(rows), List.of(groups))
                .column(0);
        double[] part = made(remover(List.of(groups)).withAlpha(0.25), FeatureMatrix.of(rows), List.of(groups))
                .column(0);
        for (int row = 0; row < 30; row++) {
            double expected = 3 + (row % 2 == 0 ? 0.5 : -0.5);
            assertThat(full[row]).isCloseTo(expected, within(1e-12));
            assertThat(part[row]).isCloseTo(0.25 * expected + 0.75 * rows[row][0], within(1e-12));
        }
    }

    @Test
    void whatIsRedundantChangesNothing() {
        Categories a = random("a", 4, 1000, 8);
        Categories copy = Categories.of("copy", a.levels(), a.codes());
        Categories single = groups("single", 1, new int[1000]);
        Categories coarse = groups(
                "coarse", 3, Arrays.stream(a.codes()).map(code -> code / 2).toArray());
        FeatureMatrix matrix = dependent(List.of(a), 9);
        FeatureMatrix alone = made(remover(List.of(a)), matrix, List.of(a));
        FeatureMatrix together =
                made(remover(List.of(single, coarse, a, copy)), matrix, List.of(single, coarse, a, copy));
        for (int row = 0; row < 1000; row++) {
            assertThat(together.get(row, 0)).isCloseTo(alone.get(row, 0), within(1e-10));
            assertThat(together.get(row, 1)).isCloseTo(alone.get(row, 1), within(1e-10));
        }
        assertUncorrelated(together, List.of(a));
    }

    @Test
    void attributesThatAreAlmostTheSameAreBothRemoved() {
        int rows = 20_000;
        Categories a = random("a", 2, rows, 10);
        int[] almost = a.codes();
        almost[77] = 1 - almost[77];
        Categories b = groups("b", 2, almost);
        List<Categories> groups = List.of(a, b);
        assertUncorrelated(made(remover(groups), dependent(groups, 11), groups), groups);
    }

    @Test
    void alphaOfZeroAndMissingGroupsChangeNoBit() {
        List<Categories> groups = List.of(random("a", 3, 500, 12));
        FeatureMatrix matrix = dependent(groups, 13);
        double[][] untouched = matrix.toArray();
        assertThat(Arrays.deepEquals(
                        made(remover(groups).withAlpha(0), matrix, groups).toArray(), untouched))
                .isTrue();
        FittedMitigation fitted = remover(groups).fit(matrix, groups, CONTEXT);
        List<Categories> blind = List.of(Categories.unknown("a", 500));
        assertThat(Arrays.deepEquals(fitted.apply(matrix, blind, CONTEXT).toArray(), untouched))
                .isTrue();
        assertThat(Arrays.deepEquals(made(remover(blind), matrix, blind).toArray(), untouched))
                .isTrue();
    }

    @Test
    void removingAgainChangesNothing() {
        List<Categories> groups = List.of(random("a", 3, 900, 14), random("b", 2, 900, 15));
        FeatureMatrix once = made(remover(groups), dependent(groups, 16), groups);
        FeatureMatrix twice = made(remover(groups), once, groups);
        for (int row = 0; row < 900; row++) {
            assertThat(twice.get(row, 0)).isCloseTo(once.get(row, 0), within(1e-12));
            assertThat(twice.get(row, 2)).isCloseTo(once.get(row, 2), within(1e-9));
        }
    }

    @Test
    void aChangeOfUnitAndAPermutationOfTheRowsChangeNothingElse() {
        List<Categories> groups = List.of(random("a", 3, 900, 17), random("b", 2, 900, 18));
        FeatureMatrix matrix = dependent(groups, 19);
        FeatureMatrix made = made(remover(groups), matrix, groups);
        int[] order = IntStream.range(0, 900).map(row -> row * 7 % 900).toArray();
        List<Categories> permutedGroups = groups.stream()
                .map(categories -> Categories.of(
                        categories.name(),
                        categories.levels(),
                        Arrays.stream(order).map(categories::code).toArray()))
                .toList();
        FeatureMatrix permuted = made(remover(permutedGroups), matrix.rows(order), permutedGroups);
        FeatureMatrix changed = made(
                remover(groups),
                FeatureMatrix.of(Arrays.stream(matrix.toArray())
                        .map(row -> new double[] {-2 * row[0] + 5})
                        .toArray(double[][]::new)),
                groups);
        for (int row = 0; row < 900; row++) {
            assertThat(permuted.get(row, 0)).isCloseTo(made.get(order[row], 0), within(1e-12));
            assertThat(changed.get(row, 0)).isCloseTo(-2 * made.get(row, 0) + 5, within(1e-11));
        }
    }

    @Test
    void aSmallGroupIsRefusedByName() {
        int[] codes = new int[100];
        Arrays.fill(codes, 0, 9, 1);
        Categories groups = groups("g", 2, codes);
        FeatureMatrix matrix = FeatureMatrix.of(new double[100][1]);
        assertThatThrownBy(() -> made(remover(List.of(groups)), matrix, List.of(groups)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("'g1'")
                .hasMessageContaining("10");
    }

    @Test
    void tooManyGroupsAreRefused() {
        Categories many = random("g", 1001, 50, 21);
        assertThatThrownBy(() -> made(remover(List.of(many)), FeatureMatrix.of(new double[50][1]), List.of(many)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("1001");
    }

    @Test
    void aColumnOfMissingValuesStaysSo() {
        List<Categories> groups = List.of(random("a", 2, 100, 20));
        double[][] rows = new double[100][1];
        Arrays.stream(rows).forEach(row -> row[0] = Double.NaN);
        assertThat(made(remover(groups), FeatureMatrix.of(rows), groups).missingCount())
                .isEqualTo(100);
    }

    @Test
    void valuesTooLargeAreRefused() {
        List<Categories> groups = List.of(
                groups("g", 2, IntStream.range(0, 40).map(row -> row % 2).toArray()));
        double[][] rows = IntStream.range(0, 40)
                .mapToObj(row -> new double[] {row % 2 == 0 ? -1e308 : 1e308})
                .toArray(double[][]::new);
        assertThatThrownBy(() -> made(remover(groups), FeatureMatrix.of(rows), groups))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("too large");
    }

    @Test
    void badOptionsAreRefused() {
        assertThatThrownBy(() -> CorrelationRemover.of("a").withAlpha(-0.1)).hasMessageContaining("0 to 1");
        assertThatThrownBy(() -> CorrelationRemover.of("a").withAlpha(Double.NaN))
                .hasMessageContaining("0 to 1");
        assertThatThrownBy(() -> CorrelationRemover.of()).hasMessageContaining("at least one");
    }

    @Test
    @RequiresData({Adult.TRAIN})
    void theCensusBecomesUncorrelatedWithSexAndRace() {
        Adult adult = Adult.train();
        List<Categories> groups = List.of(adult.categories("sex"), adult.categories("race"));
        FeatureMatrix matrix =
                FeatureMatrix.of(adult.numbers("age", "education-num", "capital-gain", "hours-per-week"));
        assertUncorrelated(made(remover(groups), matrix, groups), groups);
    }
}
