package io.github.segmentation4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.SegmentChange.Born;
import io.github.segmentation4j.SegmentChange.Died;
import io.github.segmentation4j.SegmentChange.Kept;
import io.github.segmentation4j.SegmentChange.Merged;
import io.github.segmentation4j.SegmentChange.Split;
import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which segments are found to be the same, split, merged, born and dead. */
class SegmentMatchingTest {
    private static final RunContext CONTEXT = RunContext.seeded(1);

    private static List<String> ids(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "c" + i).toList();
    }

    /** Customers 0, 1, 2 ... with these labels. */
    private static SegmentMembers run(int segments, int... labels) {
        return SegmentMembers.of(ids(0, labels.length), labels, segments);
    }

    private static SegmentSuccession compare(SegmentMembers before, SegmentMembers after) {
        return SegmentRegistry.of(before).next(before, after, CONTEXT);
    }

    private static List<Integer> idsByCluster(SegmentRegistry registry) {
        return registry.segments().stream().map(RegisteredSegment::id).toList();
    }

    /** Labels of 500 customers each, of whom a share goes to a random segment instead. */
    private static int[] noisy(int[] labels, int segments, double noise, long seed) {
        SeededRandom random = SeededRandom.of(seed);
        return Arrays.stream(labels)
                .map(label -> random.nextDouble() < noise ? random.nextInt(segments) : label)
                .toArray();
    }

    private static int[] blocks(int segments) {
        return IntStream.range(0, 500 * segments).map(i -> i / 500).toArray();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aRefitThatOnlyPermutesRowsAndNumbersKeepsEveryId(long seed) {
        SeededRandom random = SeededRandom.of(seed);
        int segments = 2 + random.nextInt(11);
        int[] labels = IntStream.range(0, 700)
                .map(i -> i < segments ? i : random.nextInt(segments + 1) - 1)
                .toArray();
        int[] numbers = IntStream.range(0, segments).toArray();
        random.shuffle(numbers);
        int[] order = IntStream.range(0, labels.length).toArray();
        random.shuffle(order);
        SegmentMembers before = run(segments, labels);
        SegmentMembers after = SegmentMembers.of(
                Arrays.stream(order).mapToObj(i -> "c" + i).toList(),
                Arrays.stream(order)
                        .map(i -> labels[i] == Clustering.NOISE ? labels[i] : numbers[labels[i]])
                        .toArray(),
                segments);

        SegmentSuccession succession = compare(before, after);

        assertThat(succession.changes()).hasSize(segments).allSatisfy(change -> {
            assertThat(change).isInstanceOf(Kept.class);
            assertThat(((Kept) change).similarity()).isEqualTo(1);
            assertThat(((Kept) change).stayed()).isEqualTo(Statistic.of(1));
            assertThat(((Kept) change).returning()).isEqualTo(Statistic.of(1));
        });
        for (int s = 0; s < segments; s++) {
            assertThat(idsByCluster(succession.registry()).get(numbers[s])).isEqualTo(s + 1);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4})
    void aPlantedSplitIsFoundAndNamed(double noise) {
        for (long seed = 1; seed <= 10; seed++) {
            int[] before = blocks(4);
            // The second segment falls into two halves, the second of which is a cluster of its own.
            int[] planted = IntStream.range(0, before.length)
                    .map(i -> before[i] == 1 && i % 2 == 0 ? 4 : before[i])
                    .toArray();
            SegmentSuccession succession = compare(run(4, before), run(5, noisy(planted, 5, noise, seed)));

            assertThat(succession.changes(Kept.class)).extracting(Kept::id).containsExactly(1, 2, 3, 4);
            assertThat(succession.changes(Split.class)).singleElement().satisfies(split -> {
                assertThat(split.id()).isEqualTo(2);
                assertThat(split.parts()).extracting(SegmentChange.Part::id).containsExactlyInAnyOrder(2, 5);
                assertThat(split.parts())
                        .allSatisfy(part -> assertThat(part.share()).isEqualTo(part.customers() / 500.0));
            });
            assertThat(succession.changes()).hasSize(5);
            assertThat(idsByCluster(succession.registry()))
                    .containsExactlyInAnyOrder(1, 2, 3, 4, 5)
                    .startsWith(1);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4})
    void aPlantedMergerIsFoundAndNamed(double noise) {
        for (long seed = 1; seed <= 10; seed++) {
            int[] before = blocks(5);
            int[] planted =
                    Arrays.stream(before).map(label -> label == 4 ? 1 : label).toArray();
            SegmentSuccession succession = compare(run(5, before), run(4, noisy(planted, 4, noise, seed)));

            assertThat(succession.changes(Kept.class)).hasSize(4);
            assertThat(succession.changes(Merged.class)).singleElement().satisfies(merged -> {
                assertThat(merged.id()).isIn(2, 5);
                assertThat(merged.parts()).extracting(SegmentChange.Part::id).containsExactly(2, 5);
            });
            assertThat(succession.changes()).hasSize(5);
            assertThat(idsByCluster(succession.registry())).doesNotContain(6);
        }
    }

    @Test
    void aSegmentThatFallsToPiecesEndsInItsSplitAndManyThatMeetBeginAnew() {
        int[] before = new int[600];
        int[] after = IntStream.range(0, 600).map(i -> i % 6).toArray();
        SegmentSuccession split = compare(run(1, before), run(6, after));
        assertThat(split.changes()).singleElement().isInstanceOf(Split.class);
        assertThat(idsByCluster(split.registry())).containsExactly(2, 3, 4, 5, 6, 7);

        SegmentSuccession merged = compare(run(6, after), run(1, before));
        assertThat(merged.changes()).singleElement().satisfies(change -> {
            assertThat(change).isInstanceOf(Merged.class);
            assertThat(change.id()).isEqualTo(7);
        });
        assertThat(idsByCluster(merged.registry())).containsExactly(7);
    }

    @Test
    void newcomersAreBornAndThoseWhoLeaveDie() {
        SegmentMembers before = SegmentMembers.of(
                ids(0, 300), IntStream.range(0, 300).map(i -> i / 100).toArray(), 3);
        // The first hundred left, a hundred joined.
        SegmentMembers after = SegmentMembers.of(
                ids(100, 400), IntStream.range(0, 300).map(i -> i / 100).toArray(), 3);
        SegmentSuccession succession = compare(before, after);
        assertThat(succession.changes())
                .containsExactly(
                        new Kept(2, 1, Statistic.of(1), Statistic.of(1)),
                        new Kept(3, 1, Statistic.of(1), Statistic.of(1)),
                        new Born(4, Statistic.of(1)),
                        new Died(1, Statistic.of(1)));
        assertThat(idsByCluster(succession.registry())).containsExactly(2, 3, 4);
    }

    @Test
    void noiseIsAStateOfItsOwnAndNeverBecomesASegment() {
        int[] before =
                IntStream.range(0, 200).map(i -> i < 100 ? 0 : Clustering.NOISE).toArray();
        int[] after =
                IntStream.range(0, 200).map(i -> i < 100 ? Clustering.NOISE : 0).toArray();
        SegmentSuccession succession = compare(run(1, before), run(1, after));
        assertThat(succession.changes()).containsExactly(new Born(2, Statistic.of(0)), new Died(1, Statistic.of(0)));
        assertThat(succession.migration().count(0, Clustering.NOISE)).isEqualTo(100);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void exchangingTheRunsTurnsSplitsIntoMergersAndBirthsIntoDeaths(long seed) {
        SeededRandom random = SeededRandom.of(seed);
        int[] first = IntStream.range(0, 3000).map(i -> i % 13 % 6).toArray();
        // The first splits into 0 and 5, the next two merge into 1, the others stay, and chance fills the last.
        int[] planted = IntStream.range(0, 3000)
                .map(i -> first[i] == 0 ? 5 * (i % 3 % 2) : Math.max(1, first[i] - 1))
                .toArray();
        int[] second = noisy(planted, 7, 0.1 + 0.2 * random.nextDouble(), seed);
        SegmentSuccession there = compare(run(6, first), run(7, second));
        SegmentSuccession back = compare(run(7, second), run(6, first));

        List<List<Integer>> pairs = new ArrayList<>();
        List<List<Integer>> turned = new ArrayList<>();
        there.changes(Kept.class)
                .forEach(kept -> pairs.add(List.of(
                        kept.id(),
                        there.registry().find(kept.id()).orElseThrow().number())));
        back.changes(Kept.class)
                .forEach(kept -> turned.add(
                        List.of(back.registry().find(kept.id()).orElseThrow().number(), kept.id())));
        assertThat(pairs).isNotEmpty().containsExactlyInAnyOrderElementsOf(turned);
        assertThat(there.changes(Split.class)).hasSize(1);
        assertThat(there.changes(Merged.class)).hasSize(1);
        assertThat(shares(there.changes(Split.class).stream().map(Split::parts)))
                .isEqualTo(shares(back.changes(Merged.class).stream().map(Merged::parts)));
        assertThat(shares(there.changes(Merged.class).stream().map(Merged::parts)))
                .isEqualTo(shares(back.changes(Split.class).stream().map(Split::parts)));
        assertThat(there.changes(Born.class)).hasSameSizeAs(back.changes(Died.class));
        assertThat(there.changes(Died.class)).hasSameSizeAs(back.changes(Born.class));
    }

    private static List<List<Double>> shares(Stream<List<SegmentChange.Part>> groups) {
        return groups.map(parts -> parts.stream().map(SegmentChange.Part::share).toList())
                .toList();
    }

    @Test
    void overFiftyRandomRefitsNoIdIsUsedTwiceAndBirthsAndDeathsAddUp() {
        SeededRandom random = SeededRandom.of(11);
        int[] labels = IntStream.range(0, 2000).map(i -> i % 4).toArray();
        SegmentMembers members = SegmentMembers.of(ids(0, 2000), labels, 4);
        SegmentRegistry registry = SegmentRegistry.of(members);
        Set<Integer> everUsed = new TreeSet<>(idsByCluster(registry));
        int births = 0;
        for (int refit = 1; refit <= 50; refit++) {
            int segments = 2 + random.nextInt(7);
            int from = 40 * refit;
            double turnover = random.nextDouble();
            int[] next = IntStream.range(0, 2000)
                    .map(i -> i + 40 < 2000 && labels[i + 40] < segments && random.nextDouble() > turnover
                            ? labels[i + 40]
                            : random.nextInt(segments + 1) - 1)
                    .toArray();
            SegmentMembers later = SegmentMembers.of(ids(from, from + 2000), next, segments);
            SegmentSuccession succession = registry.next(members, later, CONTEXT);

            Set<Integer> old = new TreeSet<>(idsByCluster(registry));
            Set<Integer> current = new TreeSet<>(idsByCluster(succession.registry()));
            Set<Integer> kept = new TreeSet<>(current);
            kept.retainAll(old);
            Set<Integer> fresh = new TreeSet<>(current);
            fresh.removeAll(old);
            assertThat(current).hasSize(segments);
            assertThat(fresh).doesNotContainAnyElementsOf(everUsed);
            requireEachIdAccountedFor(succession, old, current, kept);
            births += fresh.size();
            everUsed.addAll(fresh);
            members = later;
            registry = succession.registry();
            System.arraycopy(next, 0, labels, 0, next.length);
        }
        assertThat(births).isGreaterThan(20);
        assertThat(everUsed).hasSize(4 + births);
    }

    private static void requireEachIdAccountedFor(
            SegmentSuccession succession, Set<Integer> old, Set<Integer> current, Set<Integer> kept) {
        assertThat(succession.changes(Kept.class)).extracting(Kept::id).containsExactlyInAnyOrderElementsOf(kept);
        Set<Integer> ended = new TreeSet<>();
        Set<Integer> begun = new TreeSet<>();
        succession.changes(Split.class).forEach(split -> {
            ended.add(split.id());
            split.parts().forEach(part -> begun.add(part.id()));
        });
        succession.changes(Merged.class).forEach(merged -> {
            begun.add(merged.id());
            merged.parts().forEach(part -> ended.add(part.id()));
        });
        ended.removeAll(kept);
        begun.removeAll(kept);
        succession
                .changes(Died.class)
                .forEach(died -> assertThat(ended.add(died.id())).isTrue());
        succession
                .changes(Born.class)
                .forEach(born -> assertThat(begun.add(born.id())).isTrue());
        ended.addAll(kept);
        begun.addAll(kept);
        assertThat(ended).isEqualTo(old);
        assertThat(begun).isEqualTo(current);
    }

    @Test
    void similarityIsTheWeightedMeanOfOverlapAndCloseness() {
        List<String> features = List.of("income", "tenure");
        // Half a standard deviation apart in income, not at all in tenure: closeness 1 / (1 + 0.5).
        SegmentMembers before =
                run(1, 0, 0, 0, -1).withCentres(features, new double[][] {{10, 3}}, new double[] {4, 2});
        SegmentMembers after = run(1, -1, 0, 0, 0)
                .withCentres(
                        List.of("tenure", "visits", "income"), new double[][] {{3, 99, 12}}, new double[] {2, 1, 4});
        assertThat(compare(before, after).changes(Kept.class))
                .singleElement()
                .satisfies(kept -> assertThat(kept.similarity()).isCloseTo(0.8 * 0.5 + 0.2 / 1.5, within(1e-15)));
        SegmentMatching customers = SegmentMatching.standard().withOverlapWeight(1);
        assertThat(SegmentRegistry.of(before)
                        .next(before, after, customers, CONTEXT)
                        .changes(Kept.class))
                .singleElement()
                .satisfies(kept -> assertThat(kept.similarity()).isEqualTo(0.5));
    }

    @Test
    void withoutCommonCustomersTheCentresDecideAndWithoutBothEverySegmentIsNew() {
        List<String> features = List.of("income");
        double[] deviation = {10};
        SegmentMembers before = SegmentMembers.of(ids(0, 4), new int[] {0, 0, 1, 1}, 2);
        SegmentMembers after = SegmentMembers.of(ids(10, 14), new int[] {0, 0, 1, 1}, 2);
        SegmentSuccession byCentres = compare(
                before.withCentres(features, new double[][] {{10}, {50}}, deviation),
                after.withCentres(features, new double[][] {{48}, {90}}, deviation));
        assertThat(idsByCluster(byCentres.registry())).containsExactly(2, 3);
        assertThat(byCentres.changes(Kept.class)).singleElement().satisfies(kept -> {
            assertThat(kept.similarity()).isCloseTo(1 / (1 + 0.16), within(1e-15));
            assertThat(kept.stayed()).isInstanceOf(Statistic.Undetermined.class);
        });
        assertThat(idsByCluster(compare(before, after).registry())).containsExactly(3, 4);
        SegmentSuccession noFeature = compare(
                before.withCentres(features, new double[][] {{10}, {50}}, deviation),
                after.withCentres(List.of("visits"), new double[][] {{10}, {50}}, deviation));
        assertThat(noFeature.changes(Kept.class)).isEmpty();
    }

    @Test
    void constantFeaturesAreEqualOrApartAndHugeOnesDoNotOverflow() {
        SegmentMembers run = run(2, 0, 1);
        double[][] closeness = SegmentCentres.of(List.of("a"), new double[][] {{1}, {2}}, new double[] {0})
                .closeness(
                        SegmentCentres.of(List.of("a"), new double[][] {{1}, {3}}, new double[] {0}),
                        Checkpoint.none());
        assertThat(closeness).isDeepEqualTo(new double[][] {{1, 0}, {0, 0}});
        double[] huge = {1e300};
        SegmentMembers far = run.withCentres(List.of("a"), new double[][] {{1.7e308}, {-1.7e308}}, huge);
        assertThat(compare(far, far).changes(Kept.class))
                .extracting(Kept::similarity)
                .containsOnly(1.0);
    }

    @Test
    void belowTheThresholdASegmentIsNew() {
        SegmentMembers before = run(1, 0, 0, 0, 0, 0, -1, -1, -1);
        SegmentMembers after = run(1, -1, -1, -1, 0, 0, 0, 0, 0);
        // Two of eight customers are in both: exactly the threshold.
        assertThat(compare(before, after).changes(Kept.class)).hasSize(1);
        SegmentMatching stricter = SegmentMatching.standard().withThreshold(0.2500001);
        assertThat(SegmentRegistry.of(before)
                        .next(before, after, stricter, CONTEXT)
                        .changes(Kept.class))
                .isEmpty();
    }

    @Test
    void aTrickleIsNoPartUnlessAskedFor() {
        // 5 of the 100 customers of the first segment make up a segment of their own.
        int[] after = IntStream.range(0, 100).map(i -> i < 5 ? 1 : 0).toArray();
        SegmentMembers before = run(1, new int[100]);
        assertThat(compare(before, run(2, after)).changes())
                .extracting(change -> (Object) change.getClass())
                .containsExactly(Kept.class, Born.class);
        assertThat(SegmentRegistry.of(before)
                        .next(before, run(2, after), SegmentMatching.standard().withSmallestPart(0.05), CONTEXT)
                        .changes())
                .extracting(change -> (Object) change.getClass())
                .containsExactly(Kept.class, Split.class);
    }

    @Test
    void wrongOptionsAreRefused() {
        SegmentMatching rule = SegmentMatching.standard();
        for (double wrong : new double[] {-0.1, 1.1, Double.NaN}) {
            assertThatIllegalArgumentException().isThrownBy(() -> rule.withOverlapWeight(wrong));
            assertThatIllegalArgumentException().isThrownBy(() -> rule.withThreshold(wrong));
            assertThatIllegalArgumentException().isThrownBy(() -> rule.withSmallestPart(wrong));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> rule.withThreshold(0));
        assertThatIllegalArgumentException().isThrownBy(() -> rule.withSmallestPart(0.5));
        SegmentMembers run = run(2, 0, 1);
        double[][] centres = {{1}, {2}};
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run.withCentres(List.of("a"), new double[][] {{1}}, new double[] {1}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run.withCentres(List.of("a", "a"), centres, new double[] {1, 1}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run.withCentres(List.of("a"), centres, new double[] {Double.NaN}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run.withCentres(List.of("a", "b"), centres, new double[] {1, 1}));
        assertThatIllegalArgumentException().isThrownBy(() -> run.withNames(List.of("one")));
        assertThatIllegalArgumentException().isThrownBy(() -> run.withNames(List.of("one", " ")));
    }
}
