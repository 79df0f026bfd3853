package io.github.segmentation4j.fairness.mitigation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.ReleasedSegmentation;
import io.github.segmentation4j.Segment;
import io.github.segmentation4j.SegmentAssignments;
import io.github.segmentation4j.SegmentationProposal;
import io.github.segmentation4j.Segmenter;
import io.github.segmentation4j.cluster.KMeans;
import io.github.segmentation4j.data.Admission;
import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.data.CustomerData;
import io.github.segmentation4j.data.CustomerTable;
import io.github.segmentation4j.data.LawfulBasis;
import io.github.segmentation4j.data.Purpose;
import io.github.segmentation4j.data.Schema;
import io.github.segmentation4j.feature.Attributes;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.feature.FittedMitigation;
import io.github.segmentation4j.feature.Scaling;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;
import io.github.segmentation4j.testing.Adult;
import io.github.segmentation4j.testing.RequiresData;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DisparateImpactRemoverTest {
    private static final RunContext CONTEXT = RunContext.seeded(1);
    private static final DisparateImpactRemover REMOVER = DisparateImpactRemover.of("g");

    private static Categories groups(int levels, int... codes) {
        return Categories.of(
                "g", IntStream.range(0, levels).mapToObj(i -> "g" + i).toList(), codes);
    }

    /** Row i is of group i modulo the number of groups. */
    private static Categories inTurn(int levels, int rows) {
        return groups(levels, IntStream.range(0, rows).map(row -> row % levels).toArray());
    }

    private static FeatureMatrix column(double... values) {
        return FeatureMatrix.of(
                Arrays.stream(values).mapToObj(value -> new double[] {value}).toArray(double[][]::new));
    }

    private static double[] repaired(DisparateImpactRemover remover, double[] values, Categories groups) {
        FeatureMatrix matrix = column(values);
        return remover.fit(matrix, List.of(groups), CONTEXT)
                .apply(matrix, List.of(groups), CONTEXT)
                .column(0);
    }

    /** Each group with a place, a spread and a shape of its own. */
    private static double[] different(Categories groups, long seed) {
        SeededRandom random = SeededRandom.of(seed);
        double[] values = new double[groups.size()];
        for (int row = 0; row < values.length; row++) {
            int g = groups.code(row);
            double u = random.nextDouble();
            values[row] = 3 * g + (1 + g) * (g % 2 == 0 ? u * u : u);
        }
        return values;
    }

    private static double[] of(double[] values, Categories groups, int code) {
        return IntStream.range(0, values.length)
                .filter(row -> groups.code(row) == code)
                .mapToDouble(row -> values[row])
                .toArray();
    }

    /** The largest difference of two empirical distribution functions (Kolmogorov and Smirnov). */
    private static double distance(double[] a, double[] b) {
        double[] left = a.clone();
        double[] right = b.clone();
        Arrays.sort(left);
        Arrays.sort(right);
        double largest = 0;
        int i = 0;
        int j = 0;
        while (i < left.length && j < right.length) {
            double value = Math.min(left[i], right[j]);
            while (i < left.length && left[i] == value) {
                i++;
            }
            while (j < right.length && right[j] == value) {
                j++;
            }
            largest = Math.max(largest, Math.abs((double) i / left.length - (double) j / right.length));
        }
        return largest;
    }

    @Test
    void repairOfZeroChangesNoBit() {
        Categories groups = inTurn(3, 900);
        double[] values = different(groups, 1);
        assertThat(repaired(REMOVER.withRepair(0), values, groups)).containsExactly(values);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 7})
    void fullRepairMakesTheDistributionsOfAllGroupsEqual(int levels) {
        Categories groups = inTurn(levels, 3000 * levels);
        double[] values = different(groups, 2);
        double[] made = repaired(REMOVER, values, groups);
        for (int g = 1; g < levels; g++) {
            assertThat(distance(of(values, groups, 0), of(values, groups, g))).isGreaterThan(0.5);
            // Between two of the 101 quantiles the distributions are free to differ, by less than the step.
            assertThat(distance(of(made, groups, 0), of(made, groups, g))).isLessThan(1.0 / BinMeans.BINS);
        }
    }

    @Test
    void valuesGoToTheMedianOfTheGroupsAtTheirQuantile() {
        Categories two = inTurn(2, 400);
        double[] shifted = IntStream.range(0, 400)
                .mapToDouble(row -> Math.floor(row / 2.0) + (row % 2) * 10.0)
                .toArray();
        double[] made = repaired(REMOVER, shifted, two);
        double[] half = repaired(REMOVER.withRepair(0.5), shifted, two);
        for (int row = 0; row < 400; row++) {
            assertThat(made[row]).isCloseTo(Math.floor(row / 2.0) + 5, within(1e-9));
            assertThat(half[row]).isCloseTo((shifted[row] + Math.floor(row / 2.0) + 5) / 2, within(1e-9));
        }
        Categories three = inTurn(3, 600);
        double[] shifts = {0, 1, 10};
        double[] apart = IntStream.range(0, 600)
                .mapToDouble(row -> Math.floor(row / 3.0) + shifts[row % 3])
                .toArray();
        double[] together = repaired(REMOVER, apart, three);
        for (int row = 0; row < 600; row++) {
            assertThat(together[row]).isCloseTo(Math.floor(row / 3.0) + 1, within(1e-9));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.5, 0.9, 1})
    void orderWithinEachGroupIsKept(double repair) {
        Categories groups = inTurn(3, 3000);
        double[] values = different(groups, 3);
        // Ties, as counts have them.
        for (int row = 0; row < values.length; row += 4) {
            values[row] = Math.rint(values[row]);
        }
        double[] made = repaired(REMOVER.withRepair(repair), values, groups);
        for (int g = 0; g < 3; g++) {
            double[] before = of(values, groups, g);
            double[] after = of(made, groups, g);
            Integer[] order = IntStream.range(0, before.length).boxed().toArray(Integer[]::new);
            Arrays.sort(order, (i, j) -> Double.compare(before[i], before[j]));
            for (int i = 1; i < order.length; i++) {
                assertThat(after[order[i]]).isGreaterThanOrEqualTo(after[order[i - 1]]);
                if (before[order[i]] == before[order[i - 1]]) {
                    assertThat(after[order[i]]).isEqualTo(after[order[i - 1]]);
                }
            }
        }
    }

    @Test
    void permutedRowsGetTheSameBits() {
        Categories groups = inTurn(3, 900);
        double[] values = different(groups, 4);
        double[] made = repaired(REMOVER, values, groups);
        int[] order = IntStream.range(0, 900).map(row -> row * 7 % 900).toArray();
        double[] permuted = repaired(
                REMOVER,
                Arrays.stream(order).mapToDouble(row -> values[row]).toArray(),
                groups(3, Arrays.stream(order).map(groups::code).toArray()));
        assertThat(permuted)
                .containsExactly(
                        Arrays.stream(order).mapToDouble(row -> made[row]).toArray());
    }

    @Test
    void aChangeOfUnitChangesNothingElse() {
        Categories groups = inTurn(3, 900);
        double[] values = different(groups, 5);
        double[] made = repaired(REMOVER.withRepair(0.5), values, groups);
        double[] fourfold = repaired(
                REMOVER.withRepair(0.5), Arrays.stream(values).map(v -> 4 * v).toArray(), groups);
        double[] moved = repaired(
                REMOVER.withRepair(0.5),
                Arrays.stream(values).map(v -> 3 * v - 7).toArray(),
                groups);
        for (int row = 0; row < made.length; row++) {
            // A power of two does not round.
            assertThat(fourfold[row]).isEqualTo(4 * made[row]);
            assertThat(moved[row]).isCloseTo(3 * made[row] - 7, within(1e-11));
        }
    }

    @Test
    void repairingAgainChangesLittle() {
        Categories groups = inTurn(3, 9000);
        double[] once = repaired(REMOVER, different(groups, 6), groups);
        double[] twice = repaired(REMOVER, once, groups);
        double spread = Arrays.stream(once).max().orElseThrow()
                - Arrays.stream(once).min().orElseThrow();
        for (int row = 0; row < once.length; row++) {
            assertThat(twice[row]).isCloseTo(once[row], within(spread / BinMeans.BINS));
        }
    }

    @Test
    void withoutTheirGroupsNewCustomersGetTheRepairedDistributionAndEqualsStayEqual() {
        Categories groups = inTurn(2, 6000);
        double[] values = different(groups, 7);
        FeatureMatrix matrix = column(values);
        FittedMitigation fitted = REMOVER.fit(matrix, List.of(groups), CONTEXT);
        List<Categories> blind = List.of(Categories.unknown("g", 6000));
        double[] served = fitted.apply(matrix, blind, CONTEXT).column(0);
        double[] trained = fitted.apply(matrix, List.of(groups), CONTEXT).column(0);
        assertThat(distance(values, trained)).isGreaterThan(0.2);
        assertThat(distance(served, trained)).isLessThan(2.0 / BinMeans.BINS);
        double[] equals = fitted.apply(column(1.5, 1.5), List.of(Categories.unknown("g", 2)), CONTEXT)
                .column(0);
        assertThat(equals[0]).isEqualTo(equals[1]);
    }

    @Test
    void withNothingToCompareAColumnStaysAsItIs() {
        double[] values = different(inTurn(2, 400), 8);
        DisparateImpactRemover partly = REMOVER.withRepair(0.3);
        assertThat(repaired(partly, values, groups(2, new int[400]))).containsExactly(values);
        assertThat(repaired(partly, values, Categories.unknown("g", 400))).containsExactly(values);
        double[] missing = new double[400];
        Arrays.fill(missing, Double.NaN);
        assertThat(repaired(partly, missing, inTurn(2, 400))).containsExactly(missing);
        double[] constant = new double[400];
        Arrays.fill(constant, 0.1);
        assertThat(repaired(REMOVER, constant, inTurn(2, 400))).containsExactly(constant);
    }

    @Test
    void missingValuesStayMissingAndTellNothing() {
        Categories groups = inTurn(2, 800);
        double[] values = different(groups, 9);
        double[] gaps = values.clone();
        IntStream.range(0, 400).forEach(row -> gaps[row] = Double.NaN);
        double[] made = repaired(REMOVER, gaps, groups);
        assertThat(Arrays.copyOf(made, 400)).containsOnly(Double.NaN);
        Categories rest = inTurn(2, 400);
        assertThat(Arrays.copyOfRange(made, 400, 800))
                .containsExactly(repaired(REMOVER, Arrays.copyOfRange(values, 400, 800), rest));
    }

    @Test
    void aValueThatManyShareMovesAsAWhole() {
        Categories groups = inTurn(2, 2000);
        // Nine in ten of the one group and eight in ten of the other have nothing.
        double[] values = IntStream.range(0, 2000)
                .mapToDouble(row -> row / 2 % 10 < 8 + row % 2 ? 0 : 50 + row)
                .toArray();
        double[] made = repaired(REMOVER, values, groups);
        Set<Double> zeros = new HashSet<>();
        for (int row = 0; row < 2000; row++) {
            if (values[row] == 0) {
                zeros.add(made[row]);
            }
        }
        assertThat(zeros).containsExactly(0.0);
    }

    @Test
    void aSmallGroupIsRefusedByName() {
        int[] codes = new int[300];
        Arrays.fill(codes, 99, 300, 1);
        Categories groups = groups(2, codes);
        double[] values = different(groups, 10);
        assertThatThrownBy(() -> repaired(REMOVER, values, groups))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("'g0'")
                .hasMessageContaining("100");
        codes[99] = 0;
        assertThat(repaired(REMOVER, values, groups(2, codes))).hasSize(300);
    }

    @Test
    void tooManyCombinationsAreRefused() {
        DisparateImpactRemover remover = DisparateImpactRemover.of("a", "b");
        List<String> levels = IntStream.range(0, 1025).mapToObj(i -> "l" + i).toList();
        List<Categories> groups =
                List.of(Categories.of("a", levels, new int[1]), Categories.of("b", levels, new int[1]));
        assertThatThrownBy(() -> remover.fit(column(1), groups, CONTEXT))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("fewer attributes");
    }

    @Test
    void noCustomersValueIsStored() {
        Categories groups = inTurn(2, 500);
        double[] values = different(groups, 11);
        ModelState state = REMOVER.fit(column(values), List.of(groups), CONTEXT).state();
        Set<Double> own = new HashSet<>();
        Arrays.stream(values).forEach(own::add);
        for (ModelState column : state.children("columns")) {
            for (ModelState map : column.children("groups")) {
                assertThat(Arrays.stream(map.numbers("from")).boxed())
                        .hasSize(25)
                        .noneMatch(own::contains);
            }
        }
    }

    @Test
    void badOptionsAreRefused() {
        assertThatThrownBy(() -> REMOVER.withRepair(1.1)).hasMessageContaining("0 to 1");
        assertThatThrownBy(() -> REMOVER.withRepair(Double.NaN)).hasMessageContaining("0 to 1");
        assertThatThrownBy(() -> DisparateImpactRemover.of()).hasMessageContaining("at least one");
        assertThatThrownBy(() -> DisparateImpactRemover.of("a", "a")).hasMessageContaining("once");
    }

    @Test
    @RequiresData({Adult.TRAIN})
    void agesOfMenAndWomenInTheCensusBecomeAlike() {
        Adult adult = Adult.train();
        Categories sex = adult.categories("sex");
        FeatureMatrix matrix = FeatureMatrix.of(adult.numbers("age"));
        double[] made = DisparateImpactRemover.of("sex")
                .fit(matrix, List.of(sex), CONTEXT)
                .apply(matrix, List.of(sex), CONTEXT)
                .column(0);
        assertThat(distance(of(matrix.column(0), sex, 0), of(matrix.column(0), sex, 1)))
                .isGreaterThan(0.1);
        // Whole years are shared by many, and a year moves as a whole: at most about 3 % of a group are one year old.
        assertThat(distance(of(made, sex, 0), of(made, sex, 1))).isLessThan(0.05);
    }

    @Test
    void aSegmenterLessensBiasStoresAndRestores() {
        Schema schema = Schema.builder()
                .id("customer")
                .number("spend")
                .allow(Purpose.PERSONALISATION)
                .category("sex")
                .protectedAttribute()
                .build();
        CustomerTable.Builder table = CustomerTable.builder(schema);
        for (int i = 0; i < 600; i++) {
            table.add("c" + i).set("spend", i / 2 + (i % 2) * 300).set("sex", i % 2 == 0 ? "f" : "m");
        }
        CustomerData customers = CustomerData.of(table.build());
        Admission everyone = Admission.everyone(LawfulBasis.CONTRACT, "the test says so");
        SegmentationProposal proposal = Segmenter.builder(schema)
                .purpose(Purpose.PERSONALISATION)
                .admit(everyone)
                .features(Attributes.all(), DisparateImpactRemover.of("sex"), Scaling.standard())
                .cluster(KMeans.withClusters(2))
                .build()
                .propose(customers, CONTEXT);
        Categories sex = proposal.draft().audit().groups("sex");
        int[] labels = proposal.draft().clustering().labels();
        int[] women = new int[2];
        for (int row = 0; row < 600; row++) {
            women[labels[row]] += sex.code(row) == 0 ? 1 : 0;
        }
        assertThat(women).containsExactly(150, 150);
        assertThat(proposal.provenance().openedToLessenBias()).containsExactly("sex");
        ReleasedSegmentation released = proposal.release();
        ReleasedSegmentation restored =
                ReleasedSegmentation.restore(released.state(), schema, everyone, MitigationSteps.restorers(), Map.of());
        SegmentAssignments expected = released.assign(customers, CONTEXT);
        SegmentAssignments found = restored.assign(customers, CONTEXT);
        for (int row = 0; row < 600; row++) {
            assertThat(found.segment(row).map(Segment::number))
                    .isEqualTo(expected.segment(row).map(Segment::number));
        }
    }
}
