package io.github.segmentation4j.fairness.mitigation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.Cancellation;
import io.github.segmentation4j.run.CancelledException;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import io.github.segmentation4j.testing.Adult;
import io.github.segmentation4j.testing.RequiresData;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ResamplingWeightsTest {
    private static final RunContext CONTEXT = RunContext.seeded(1);
    private static final List<String> SEXES = List.of("f", "m");
    private static final List<String> AGES = List.of("young", "old");

    private static TargetShares sex(double women) {
        return TargetShares.of("sex", shares("f", women));
    }

    private static TargetShares age(double young) {
        return TargetShares.of("age", shares("young", young));
    }

    private static Map<String, Double> shares(String first, double share) {
        Map<String, Double> shares = new LinkedHashMap<>();
        shares.put(first, share);
        shares.put(first.equals("f") ? "m" : "old", 1 - share);
        return shares;
    }

    private static double share(double[] weights, Categories groups, int level) {
        double held = 0;
        double all = 0;
        for (int row = 0; row < weights.length; row++) {
            all += groups.code(row) >= 0 ? weights[row] : 0;
            held += groups.code(row) == level ? weights[row] : 0;
        }
        return held / all;
    }

    /** Counts of the four combinations f young, f old, m young, m old. */
    private static List<Categories> table(int... counts) {
        int[] cells = IntStream.range(0, 4)
                .flatMap(cell -> IntStream.range(0, counts[cell]).map(i -> cell))
                .toArray();
        return List.of(
                Categories.of("sex", SEXES, Arrays.stream(cells).map(c -> c / 2).toArray()),
                Categories.of("age", AGES, Arrays.stream(cells).map(c -> c % 2).toArray()));
    }

    @Test
    void oneAttributeHasItsSharesAfterOneRound() {
        Categories sex = Categories.of("sex", SEXES, new int[] {0, 1, 1, 1});
        RepresentationWeights found = ResamplingWeights.towards(sex(0.5)).fit(List.of(sex), CONTEXT);
        assertThat(found.weights()).containsExactly(new double[] {2, 2.0 / 3, 2.0 / 3, 2.0 / 3}, within(1e-15));
        assertThat(found.rounds()).isEqualTo(1);
        assertThat(found.converged()).isTrue();
        // Kish: 4 squared over 4 + 3 x 4/9.
        assertThat(found.effectiveSampleSize()).isCloseTo(3, within(1e-12));
    }

    @Test
    void sharesThatAreMetAlreadyKeepTheWeightsOfOne() {
        List<Categories> groups = table(30, 20, 25, 25);
        RepresentationWeights found =
                ResamplingWeights.towards(sex(0.5), age(0.55)).fit(groups, CONTEXT);
        assertThat(found.weights()).containsOnly(1);
        assertThat(found.rounds()).isZero();
        assertThat(found.effectiveSampleSize()).isCloseTo(100, within(1e-12));
    }

    @Test
    void severalAttributesHaveTheirSharesAndTheAssociationOfTheRowsStays() {
        List<Categories> groups = table(40, 10, 20, 30);
        RepresentationWeights found =
                ResamplingWeights.towards(sex(0.6), age(0.3)).fit(groups, CONTEXT);
        double[] weights = found.weights();
        assertThat(found.converged()).isTrue();
        assertThat(share(weights, groups.get(0), 0)).isCloseTo(0.6, within(1e-9));
        assertThat(share(weights, groups.get(1), 0)).isCloseTo(0.3, within(1e-9));
        assertThat(Arrays.stream(weights).sum()).isCloseTo(100, within(1e-9));
        // Raking multiplies rows and columns, which leaves the odds ratio of the table (Deming and Stephan 1940).
        double odds = weights[0] * weights[99] / (weights[40] * weights[50]);
        assertThat(odds).isCloseTo(1, within(1e-9));
        assertThat(found.effectiveSampleSize()).isLessThan(100).isGreaterThan(1);
    }

    @Test
    void aRowWithAMissingGroupIsLeftOutOfThatAttributeOnly() {
        Categories sex = Categories.of("sex", SEXES, new int[] {0, 1, 1, 1, -1, -1});
        Categories age = Categories.of("age", AGES, new int[] {0, 0, 1, 1, 1, -1});
        double[] weights = ResamplingWeights.towards(sex(0.5), age(0.5))
                .fit(List.of(sex, age), CONTEXT)
                .weights();
        assertThat(share(weights, sex, 0)).isCloseTo(0.5, within(1e-9));
        assertThat(share(weights, age, 0)).isCloseTo(0.5, within(1e-9));
        assertThat(weights[5]).isCloseTo(1, within(1e-12));
        assertThat(Arrays.stream(weights).sum()).isCloseTo(6, within(1e-9));
    }

    @Test
    void theOrderOfTheRowsAndOfTheLevelsChangesNoBit() {
        SeededRandom random = SeededRandom.of(2);
        int[] sexes = IntStream.range(0, 501).map(row -> random.nextInt(2)).toArray();
        int[] ages = IntStream.range(0, 501).map(row -> random.nextInt(2)).toArray();
        ResamplingWeights raking = ResamplingWeights.towards(sex(0.4), age(0.7));
        double[] expected = raking.fit(
                        List.of(Categories.of("sex", SEXES, sexes), Categories.of("age", AGES, ages)), CONTEXT)
                .weights();
        int[] order = IntStream.range(0, 501).map(row -> row * 2 % 501).toArray();
        Categories sex = Categories.of(
                "sex",
                List.of("m", "f"),
                Arrays.stream(order).map(row -> 1 - sexes[row]).toArray());
        Categories age = Categories.of(
                "age", AGES, Arrays.stream(order).map(row -> ages[row]).toArray());
        assertThat(raking.fit(List.of(sex, age), CONTEXT).weights())
                .containsExactly(
                        Arrays.stream(order).mapToDouble(row -> expected[row]).toArray());
    }

    @Test
    void contradictingTargetsAreReportedAsNotReached() {
        // Every woman is young and every man old, so the shares of one attribute decide those of the other.
        RepresentationWeights found =
                ResamplingWeights.towards(sex(0.5), age(0.3)).withMaxRounds(50).fit(table(10, 0, 0, 10), CONTEXT);
        assertThat(found.converged()).isFalse();
        assertThat(found.rounds()).isEqualTo(50);
        assertThat(found.largestDeviation()).isCloseTo(0.2, within(1e-12));
        assertThat(found.weights()).doesNotContain(Double.NaN);
        // Three of the four combinations: some weights go to 0 and the shares are never reached.
        RepresentationWeights partly = ResamplingWeights.towards(sex(0.5), age(0.3))
                .withMaxRounds(20_000)
                .fit(table(10, 0, 10, 10), CONTEXT);
        assertThat(partly.converged()).isFalse();
        assertThat(partly.weights()).doesNotContain(Double.NaN);
        assertThat(Arrays.stream(partly.weights()).sum()).isCloseTo(30, within(1e-6));
    }

    @Test
    void anImpossibleTargetIsRefusedByName() {
        Categories women = Categories.of("sex", SEXES, new int[3]);
        assertThatThrownBy(() -> ResamplingWeights.towards(sex(0.5)).fit(List.of(women), CONTEXT))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("group 'm' of 'sex' has a target share and no row");
        Categories more = Categories.of("sex", List.of("f", "m", "x"), new int[] {0, 1, 2});
        assertThatThrownBy(() -> ResamplingWeights.towards(sex(0.5)).fit(List.of(more), CONTEXT))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("group 'x' of 'sex' has rows and no target share");
        assertThatThrownBy(() -> ResamplingWeights.towards(sex(0.5)).fit(List.of(), CONTEXT))
                .hasMessageContaining("[sex]");
        assertThatThrownBy(() -> ResamplingWeights.towards(sex(0.5))
                        .fit(List.of(Categories.of("sex", SEXES, new int[0])), CONTEXT))
                .hasMessageContaining("no row");
    }

    @Test
    void badTargetsAndOptionsAreRefused() {
        assertThatThrownBy(() -> TargetShares.of("sex", Map.of("f", 0.5))).hasMessageContaining("sum up to 1");
        assertThatThrownBy(() -> TargetShares.of("sex", Map.of("f", 0.0, "m", 1.0)))
                .hasMessageContaining("'f'");
        assertThatThrownBy(() -> TargetShares.of("sex", Map.of("f", Double.NaN)))
                .hasMessageContaining("'f'");
        assertThatThrownBy(() -> ResamplingWeights.towards()).hasMessageContaining("at least one");
        assertThatThrownBy(() -> ResamplingWeights.towards(sex(0.5), sex(0.4))).hasMessageContaining("once");
        assertThatThrownBy(() -> ResamplingWeights.towards(sex(0.5)).withTolerance(0))
                .hasMessageContaining("tolerance");
        assertThatThrownBy(() -> ResamplingWeights.towards(sex(0.5)).withMaxRounds(0))
                .hasMessageContaining("at least 1 round");
    }

    @Test
    void sharesOfAReferencePopulationAreThoseOfItsKnownRows() {
        Categories reference = Categories.of("sex", List.of("f", "m", "x"), new int[] {0, 1, 1, 1, -1});
        assertThat(TargetShares.of(reference).shares()).isEqualTo(Map.of("f", 0.25, "m", 0.75));
        assertThatThrownBy(() -> TargetShares.of(Categories.unknown("sex", 2))).hasMessageContaining("known");
    }

    @Test
    void cancelledItStops() {
        Cancellation cancellation = Cancellation.create();
        cancellation.cancel();
        RunContext context = CONTEXT.withCancellation(cancellation);
        assertThatThrownBy(() -> ResamplingWeights.towards(sex(0.6), age(0.3)).fit(table(4, 1, 2, 3), context))
                .isInstanceOf(CancelledException.class);
    }

    @Test
    @RequiresData({Adult.TRAIN})
    void theCensusIsRakedToEqualSexesAndRaces() {
        Adult adult = Adult.train();
        List<Categories> groups =
                List.of(adult.categories("sex"), adult.categories("race"), adult.categories("workclass"));
        Map<String, Double> races = new LinkedHashMap<>();
        groups.get(1).levels().forEach(race -> races.put(race, 0.2));
        RepresentationWeights found = ResamplingWeights.towards(
                        TargetShares.of("sex", Map.of("Male", 0.5, "Female", 0.5)),
                        TargetShares.of("race", races),
                        TargetShares.of(groups.get(2)))
                .fit(groups, CONTEXT);
        assertThat(found.converged()).isTrue();
        double[] weights = found.weights();
        assertThat(share(weights, groups.get(0), 0)).isCloseTo(0.5, within(1e-9));
        for (int race = 0; race < 5; race++) {
            assertThat(share(weights, groups.get(1), race)).isCloseTo(0.2, within(1e-9));
        }
        assertThat(found.effectiveSampleSize()).isBetween(1000.0, 5000.0);
    }
}
