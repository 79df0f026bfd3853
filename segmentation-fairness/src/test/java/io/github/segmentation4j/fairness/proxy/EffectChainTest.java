package io.github.segmentation4j.fairness.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.quality.Statistic;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EffectChainTest {
    private final List<int[]> persons = new ArrayList<>();

    private void add(int group, int segment, int members, int offered) {
        for (int i = 0; i < members; i++) {
            persons.add(new int[] {group, segment, i < offered ? 1 : 0});
        }
    }

    private Categories groups() {
        return Categories.of(
                "sex", List.of("f", "m"), persons.stream().mapToInt(p -> p[0]).toArray());
    }

    private int[] labels() {
        return persons.stream().mapToInt(p -> p[1]).toArray();
    }

    private boolean[] offers() {
        boolean[] offers = new boolean[persons.size()];
        for (int i = 0; i < offers.length; i++) {
            offers[i] = persons.get(i)[2] == 1;
        }
        return offers;
    }

    private EffectDecomposition decompose() {
        return EffectChain.between(groups(), "f", "m").of(labels(), offers());
    }

    @Test
    void partsOfATableOfPowersOfTwoAddUpToTheLastBit() {
        add(0, 0, 12, 6);
        add(0, 1, 4, 3);
        add(1, 0, 4, 1);
        add(1, 1, 12, 12);
        EffectDecomposition effect = decompose();
        assertThat(effect.gap().orElseThrow()).isEqualTo(9.0 / 16 - 13.0 / 16);
        // (3/4 - 1/4)(1/2 + 1/4)/2 + (1/4 - 3/4)(3/4 + 1)/2 and (1/2)(1/2 - 1/4) + (1/2)(3/4 - 1).
        assertThat(effect.composition().orElseThrow()).isEqualTo(0.1875 - 0.4375);
        assertThat(effect.rate().orElseThrow()).isEqualTo(0.125 - 0.125);
        assertThat(effect.segments())
                .extracting(SegmentEffect::firstMembers, SegmentEffect::firstOffered)
                .containsExactly(tuple(12L, 6L), tuple(4L, 3L));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void partsAddUpToTheGapAndChangeSignWithTheGroups(long seed) {
        SeededRandom random = SeededRandom.of(seed);
        for (int segment = -1; segment < 5; segment++) {
            for (int group = 0; group < 2; group++) {
                int members = random.nextInt(4) == 0 ? 0 : 1 + random.nextInt(50);
                add(group, segment, members, random.nextInt(members + 1));
            }
        }
        add(0, 9, 3, 1);
        add(1, 9, 5, 2);
        double[] feature = new double[persons.size()];
        for (int i = 0; i < feature.length; i++) {
            feature[i] = random.nextInt(10) == 0 ? Double.NaN : persons.get(i)[1] + 3 * random.nextDouble();
        }
        EffectDecomposition effect = EffectChain.between(groups(), "f", "m").of(labels(), offers(), "x", feature);
        double gap = effect.gap().orElseThrow();
        // A dozen terms below 1: rounding stays far below 1e-14.
        assertThat(effect.composition().orElseThrow() + effect.rate().orElseThrow())
                .isCloseTo(gap, within(1e-14));
        assertThat(effect.segments().stream()
                        .mapToDouble(segment -> segment.composition() + segment.rate())
                        .sum())
                .isCloseTo(gap, within(1e-14));
        EffectDecomposition back = EffectChain.between(groups(), "m", "f").of(labels(), offers(), "x", feature);
        assertThat(back.composition().orElseThrow())
                .isCloseTo(-effect.composition().orElseThrow(), within(1e-14));
        assertThat(back.featureEffect().orElseThrow())
                .isCloseTo(-effect.featureEffect().orElseThrow(), within(1e-14));
    }

    @Test
    void aGapThatSegmentsAloneMakeIsAllComposition() {
        add(0, 0, 900, 90);
        add(0, 1, 100, 60);
        add(1, 0, 100, 10);
        add(1, 1, 900, 540);
        EffectDecomposition effect = decompose();
        assertThat(effect.shareThroughSegments().orElseThrow()).isCloseTo(1, within(1e-12));
        assertThat(effect.rate().orElseThrow()).isCloseTo(0, within(1e-15));
    }

    @Test
    void aFeatureThatDecidesTheSegmentCarriesTheWholeComposition() {
        add(0, 0, 900, 90);
        add(0, 1, 100, 60);
        add(1, 0, 100, 10);
        add(1, 1, 900, 540);
        double[] segment = persons.stream().mapToDouble(p -> p[1]).toArray();
        EffectDecomposition decided = EffectChain.between(groups(), "f", "m").of(labels(), offers(), "x", segment);
        assertThat(decided.shareThroughFeature().orElseThrow()).isCloseTo(1, within(1e-12));
        EffectDecomposition nothing =
                EffectChain.between(groups(), "f", "m").of(labels(), offers(), "x", new double[persons.size()]);
        assertThat(nothing.featureEffect().orElseThrow()).isZero();
        assertThat(nothing.feature()).hasValue("x");
    }

    @Test
    void aSegmentThatOneGroupIsNotInIsComposition() {
        add(0, 0, 50, 25);
        add(0, 1, 50, 50);
        add(1, 0, 100, 50);
        EffectDecomposition effect = decompose();
        assertThat(effect.gap().orElseThrow()).isEqualTo(0.25);
        assertThat(effect.composition().orElseThrow()).isEqualTo(0.25);
        assertThat(effect.rate().orElseThrow()).isZero();
    }

    @Test
    void theIntervalOfTheGapIsThatOfTwoShares() {
        add(0, 0, 300, 100);
        add(0, 1, 200, 120);
        add(1, 0, 150, 60);
        add(1, 1, 450, 300);
        EffectDecomposition effect = decompose();
        double first = 220.0 / 500;
        double second = 360.0 / 600;
        double half = 1.959963984540054 * Math.sqrt(first * (1 - first) / 500 + second * (1 - second) / 600);
        Statistic.Estimate gap = (Statistic.Estimate) effect.gap();
        // The variance within and between segments adds up to that of the whole group.
        assertThat(gap.upper() - gap.number()).isCloseTo(half, within(1e-12));
    }

    @Test
    void intervalsOfThePartsCoverThemAsOftenAsTheySay() {
        // In truth the composition is (0.7 - 0.4) * (0.35 - 0.65) = -0.09 and the rate (0.55)(-0.1) + (0.45)(-0.1) =
        // -0.1.
        int covered = 0;
        int rateCovered = 0;
        int runs = 2000;
        SeededRandom random = SeededRandom.of(1);
        for (int run = 0; run < runs; run++) {
            persons.clear();
            for (int i = 0; i < 400; i++) {
                int group = i % 2;
                int segment = random.nextDouble() < (group == 0 ? 0.7 : 0.4) ? 0 : 1;
                double rate = (segment == 0 ? 0.3 : 0.6) + (group == 0 ? 0 : 0.1);
                persons.add(new int[] {group, segment, random.nextDouble() < rate ? 1 : 0});
            }
            EffectDecomposition effect = decompose();
            covered += covers(effect.composition(), -0.09) ? 1 : 0;
            rateCovered += covers(effect.rate(), -0.1) ? 1 : 0;
        }
        // 0.95 of 2000 with a standard error of 9.7; five of them, and one hundredth for the normal approximation.
        assertThat(covered).isBetween(1900 - 49 - 20, 1900 + 49 + 20);
        assertThat(rateCovered).isBetween(1900 - 49 - 20, 1900 + 49 + 20);
    }

    private static boolean covers(Statistic statistic, double truth) {
        Statistic.Estimate estimate = (Statistic.Estimate) statistic;
        return estimate.lower() <= truth && truth <= estimate.upper();
    }

    @Test
    void aGapThatMayBeChanceHasNoShares() {
        add(0, 0, 10, 5);
        add(1, 0, 10, 4);
        assertThat(decompose().shareThroughSegments()).isInstanceOf(Statistic.Undetermined.class);
    }

    @Test
    void anEmptyGroupIsUndeterminedAndOthersAreCountedOut() {
        Categories groups = Categories.of("sex", List.of("f", "m", "x"), new int[] {0, 0, 2, -1});
        EffectDecomposition effect =
                EffectChain.between(groups, "f", "m").of(new int[4], new boolean[4], "x", new double[4]);
        assertThat(effect.gap()).isInstanceOf(Statistic.Undetermined.class);
        assertThat(effect.shareThroughFeature()).isInstanceOf(Statistic.Undetermined.class);
        assertThat(effect.firstSize()).isEqualTo(2);
        assertThat(effect.leftOut()).isEqualTo(2);
        assertThatThrownBy(() -> EffectChain.between(groups, "f", "f")).hasMessageContaining("two different groups");
        assertThatThrownBy(() -> EffectChain.between(groups, "f", "x").of(new int[3], new boolean[4]))
                .hasMessageContaining("4 labels");
    }
}
