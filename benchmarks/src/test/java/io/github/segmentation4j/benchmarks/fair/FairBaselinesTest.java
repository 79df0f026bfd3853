package io.github.segmentation4j.benchmarks.fair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.cluster.KMeans;
import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.RunContext;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FairBaselinesTest {
    @ParameterizedTest
    @CsvSource({"1, 0.49", "2, 0.45", "3, 0.35", "4, 0.2", "5, 0.5", "6, 0.01"})
    void everyFairletAndEveryClusterIsBalanced(long seed, double target) {
        FairData data = random(400, 0.34, seed);
        boolean[] seen = new boolean[400];
        for (int[] fairlet : Fairlets.decompose(data, target, seed)) {
            int first = 0;
            for (int row : fairlet) {
                assertThat(seen[row]).isFalse();
                seen[row] = true;
                first += data.groups().code(row);
            }
            double least = Math.min(first, fairlet.length - first);
            assertThat(least / (fairlet.length - least)).isGreaterThanOrEqualTo(target);
        }
        assertThat(seen).doesNotContain(false);
        int[] labels = new Fairlets().labels(data, 4, target, seed);
        assertThat(FairFigures.of(data.rowsView(), data.groups(), labels, 4).balance())
                .isGreaterThanOrEqualTo(target);
    }

    @Test
    void pairsThatLieTogetherAreTheFairlets() {
        double[][] rows = {{0, 0}, {0.01, 0}, {5, 5}, {5.01, 5}, {9, 0}, {9.01, 0}};
        FairData data = new FairData("pairs", rows, sexes(new int[] {0, 1, 0, 1, 0, 1}));
        assertThat(Fairlets.decompose(data, 1, 1))
                .extracting(fairlet -> Arrays.stream(fairlet).sorted().boxed().toList())
                .containsExactlyInAnyOrder(List.of(0, 1), List.of(2, 3), List.of(4, 5));
    }

    @Test
    void targetAboveTheBalanceOfAllRowsIsRefused() {
        FairData data = new FairData("three", new double[][] {{0}, {1}, {2}}, sexes(new int[] {0, 0, 1}));
        assertThatThrownBy(() -> Fairlets.decompose(data, 0.6, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void variationalFairKMeansOfNoWeightIsLloyd(long seed) {
        FairData data = random(300, 0.4, seed);
        double[][] start = {data.rowsView()[0], data.rowsView()[1], data.rowsView()[2]};
        int[] labels = VariationalFairKMeans.withWeight(0).labels(data, start);
        double lloyd = KMeans.withClusters(3)
                .withCentroids(start)
                .fit(data.matrix(), RunContext.seeded(1))
                .inertia()
                .orElseThrow();
        assertThat(FairFigures.of(data.rowsView(), data.groups(), labels, 3).cost())
                .isCloseTo(lloyd, within(1e-9 * lloyd));
    }

    @Test
    void moreWeightBuysLessDivergence() {
        FairData data = random(300, 0.4, 7);
        FairFigures plain = figures(data, 0);
        FairFigures fair = figures(data, 300);
        assertThat(fair.divergence()).isLessThan(0.5 * plain.divergence());
        assertThat(fair.cost()).isGreaterThan(plain.cost());
    }

    private static FairFigures figures(FairData data, double weight) {
        int[] labels = VariationalFairKMeans.withWeight(weight).labels(data, 3, 0, 1);
        return FairFigures.of(data.rowsView(), data.groups(), labels, 3);
    }

    /** Golden values G1 and G6: balance and divergence of the toy of the tests of holisticai. */
    @Test
    void figuresAgreeWithPublishedOnes() {
        int[] labels = {0, 1, 1, 2, 0, 0, 0, 0, 1, 2};
        FairFigures figures =
                FairFigures.of(new double[10][1], sexes(new int[] {1, 1, 1, 1, 0, 0, 0, 0, 0, 0}), labels, 3);
        assertThat(figures.divergence()).isCloseTo(0.2731268917, within(1e-9));
        assertThat(figures.balance()).isEqualTo(0.25);
        assertThat(figures.cost()).isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.3, 0.45})
    void fairKMeansOfThisLibraryKeepsTheTargetAndCostsNoMoreThanFairlets(double target) {
        FairData data = random(300, 0.4, 9);
        int[] ours = new OurFairKMeans().labels(data, 4, target, 1);
        int[] fairlets = new Fairlets().labels(data, 4, target, 1);
        FairFigures figures = FairFigures.of(data.rowsView(), data.groups(), ours, 4);
        assertThat(figures.balance()).isGreaterThanOrEqualTo(target);
        assertThat(figures.cost())
                .isLessThanOrEqualTo(FairFigures.of(data.rowsView(), data.groups(), fairlets, 4)
                        .cost());
    }

    /** The table of arXiv 2605.13759 has targets of .49, .45 and .35 for lambda of .01, .10 and .30. */
    @Test
    void publishedTargetsAreThoseOfEvenSegments() {
        int[] codes = new int[48_842];
        Arrays.fill(codes, 0, 32_650, 1);
        assertThat(Published.of(10, sexes(codes)))
                .extracting(cell -> Math.round(100 * cell.target()))
                .containsExactly(49L, 45L, 35L);
        assertThat(Published.of(2, sexes(codes)).get(0).lines())
                .extracting(Published.Line::cost)
                .containsExactly(4062.0, 3697.0, 3698.0);
    }

    @Test
    void lineNamesMethodTargetAndFigures() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        FairTable.print(out, random(60, 0.5, 1), new Fairlets(), 2, 0.5);
        assertThat(bytes.toString(StandardCharsets.UTF_8)).startsWith("| fairlets | 2 | 0.50 | ");
    }

    private static Categories sexes(int[] codes) {
        return Categories.of("sex", List.of("Female", "Male"), codes);
    }

    /** Rows of two columns; the first group lies farther to the left. */
    private static FairData random(int count, double share, long seed) {
        SeededRandom random = SeededRandom.of(seed);
        double[][] rows = new double[count][2];
        int[] codes = new int[count];
        for (int row = 0; row < count; row++) {
            codes[row] = row < share * count ? 0 : 1;
            rows[row][0] = random.nextGaussian() + codes[row];
            rows[row][1] = random.nextGaussian();
        }
        return new FairData("random", rows, sexes(codes));
    }
}
