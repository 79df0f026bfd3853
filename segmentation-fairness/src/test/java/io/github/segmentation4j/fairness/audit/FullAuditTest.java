package io.github.segmentation4j.fairness.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.CheckResult;
import io.github.segmentation4j.Exhibit;
import io.github.segmentation4j.Finding;
import io.github.segmentation4j.Verdict;
import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.fairness.group.Groups;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.Cancellation;
import io.github.segmentation4j.run.CancelledException;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ModelState;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FullAuditTest {
    private static final RunContext CONTEXT = RunContext.seeded(7);

    private static Categories categories(String name, int[] codes, String... levels) {
        return Categories.of(name, List.of(levels), codes);
    }

    private static int[] digits(String digits) {
        return digits.chars().map(digit -> digit - '0').toArray();
    }

    private static double metric(AuditResult result, String id) {
        return result.metrics().stream()
                .filter(metric -> metric.metric().equals(id))
                .findFirst()
                .orElseThrow()
                .value()
                .orElseThrow();
    }

    /** The clustering of the tests of holisticai, G1 to G6. */
    @ParameterizedTest
    @CsvSource({
        "normalised-balance, 0.5",
        "total-variation, 0.4166666667",
        "kl-divergence, 0.4054651081",
        "jensen-shannon, 0.0969297518",
        "chi-squared, 1.8055555556",
        "likelihood-ratio, 1.8645354",
        "mutual-information, 0.0932267686",
        "cramers-v, 0.4249182928",
        "kl-fairness-error, 0.2731268917"
    })
    void theToyOfHolisticaiHasItsPrintedMetrics(String id, double printed) {
        AuditData toy =
                AuditData.of(digits("0112000012"), 3, List.of(categories("group", digits("0000111111"), "a", "b")));
        assertThat(metric(FairnessAudit.of("group").assess(toy, CONTEXT), id)).isCloseTo(printed, within(5e-8));
    }

    @Test
    void twoEmptyGroupsAndOneChosenMinorityNeverPass() {
        int[] codes = new int[60];
        Arrays.fill(codes, 2);
        int[] selected = new int[60];
        Arrays.fill(selected, 1);
        Categories groups = categories("origin", codes, "a", "b", "minority");
        AuditData data = AuditData.of(new int[60], 1, List.of(groups)).withDecisions(selected);
        AuditResult result = FairnessAudit.of("origin").assess(data, CONTEXT);
        assertThat(result.verdicts()).containsExactly(Map.entry("origin", FairnessVerdict.INSUFFICIENT_DATA));
        assertThat(result.toCheckResult(5).verdict()).isEqualTo(Verdict.WARN);
        assertThat(FairnessAudit.of("origin")
                        .blockingOnDisparity()
                        .assess(data, CONTEXT)
                        .toCheckResult(5)
                        .verdict())
                .isEqualTo(Verdict.BLOCK);
    }

    @Test
    void groupsTooSmallToCompareAreNotAssessedAndWarn() {
        int[] codes = IntStream.range(0, 200).map(i -> i < 8 ? i / 4 : 2).toArray();
        AuditData data = AuditData.of(
                IntStream.range(0, 200).map(i -> i % 2).toArray(),
                2,
                List.of(categories("origin", codes, "a", "b", "most")));
        AuditResult result = FairnessAudit.of("origin").assess(data, CONTEXT);
        assertThat(result.verdicts()).containsEntry("origin", FairnessVerdict.INSUFFICIENT_DATA);
        assertThat(result.toCheckResult(5).findings())
                .extracting(Finding::key)
                .contains("fairness.not-assessable", "fairness.insufficient-data");
        assertThat(result.toCheckResult(5).verdict()).isEqualTo(Verdict.WARN);
    }

    @Test
    void anAttributeThatIsNotThereIsNotAssessed() {
        AuditData data = AuditData.of(new int[40], 1, List.of());
        AuditResult result = FairnessAudit.of("sex").assess(data, CONTEXT);
        assertThat(result.verdicts()).containsEntry("sex", FairnessVerdict.INSUFFICIENT_DATA);
        assertThat(result.toCheckResult(5).findings().get(0).message()).contains("no attribute 'sex'");
        assertThat(result.state(5).children("notAssessed")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void fewPersonsGiveAnAnswerNotAnError(int persons) {
        AuditData data = AuditData.of(new int[persons], 1, List.of(categories("sex", new int[persons], "a", "b")))
                .withDecisions(new int[persons])
                .withOutcomes(new int[persons])
                .withSquaredDistances(new double[persons]);
        AuditResult result = FairnessAudit.of("sex").assess(data, CONTEXT);
        assertThat(result.verdicts()).containsEntry("sex", FairnessVerdict.INSUFFICIENT_DATA);
    }

    private static AuditData simulated(long seed, int persons, int groups, int segments) {
        SeededRandom random = SeededRandom.of(seed);
        int[] sex = new int[persons];
        int[] race = new int[persons];
        int[] labels = new int[persons];
        int[] selected = new int[persons];
        int[] outcomes = new int[persons];
        int[] strata = new int[persons];
        double[] values = new double[persons];
        double[] distances = new double[persons];
        for (int row = 0; row < persons; row++) {
            sex[row] = random.nextInt(2);
            race[row] = random.nextInt(groups + 1) - 1;
            labels[row] = random.nextInt(segments + 1) - 1;
            selected[row] = random.nextInt(3) == 0 ? 1 : 0;
            outcomes[row] = random.nextInt(2);
            strata[row] = random.nextInt(3);
            values[row] = random.nextDouble();
            distances[row] = labels[row] < 0 ? Double.NaN : random.nextDouble();
        }
        String[] names =
                IntStream.range(0, groups).mapToObj(group -> "r" + group).toArray(String[]::new);
        return AuditData.of(
                        labels, segments, List.of(categories("sex", sex, "f", "m"), categories("race", race, names)))
                .withDecisions(selected)
                .withOutcomes(outcomes)
                .withValues(values)
                .withStrata(categories("region", strata, "x", "y", "z"))
                .withSquaredDistances(distances);
    }

    private static FairnessAudit everything() {
        return FairnessAudit.of("sex", "race")
                .intersecting("sex", "race")
                .scanningIntersections()
                .scanningSubsets()
                .against("sex", Map.of("f", 0.5, "m", 0.5));
    }

    @Test
    void theOrderOfPersonsChangesNothing() {
        AuditData data = simulated(1, 500, 3, 3);
        int[] order = IntStream.range(0, 500).toArray();
        SeededRandom.of(2).shuffle(order);
        AuditData moved = data.inOrder(order)
                .withGroups(Groups.of(reordered(data, "sex", order)))
                .withGroups(Groups.of(reordered(data, "race", order)));
        AuditResult plain = FairnessAudit.of("sex", "race").assess(data, CONTEXT);
        AuditResult other = FairnessAudit.of("sex", "race").assess(moved, CONTEXT);
        assertThat(other.comparisons()).isEqualTo(plain.comparisons());
        assertThat(other.decisions()).isEqualTo(plain.decisions());
        assertThat(other.metrics()).isEqualTo(plain.metrics());
    }

    private static Categories reordered(AuditData data, String name, int[] order) {
        Categories all = data.attribute(name).orElseThrow();
        return Categories.of(
                name, all.levels(), Arrays.stream(order).map(all::code).toArray());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void sameNumbersForAnyThreadCount(int threads) {
        AuditData data = simulated(3, 400, 2, 2);
        AuditResult plain = everything().assess(data, CONTEXT);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            AuditResult spread = everything().assess(data, CONTEXT.withExecutor(pool, threads));
            assertThat(spread.metrics()).isEqualTo(plain.metrics());
            assertThat(spread.comparisons()).isEqualTo(plain.comparisons());
            assertThat(AuditDiff.between(plain, spread, 1).isEmpty()).isTrue();
            assertThat(spread.toCheckResult(1).exhibits())
                    .isEqualTo(plain.toCheckResult(1).exhibits());
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void everyMetricHasAnIntervalAroundItsValueOrSaysWhyItHasNone() {
        List<MetricValue> metrics = FairnessAudit.of("sex")
                .assess(simulated(4, 2000, 2, 3), CONTEXT)
                .metrics();
        assertThat(metrics).hasSizeGreaterThan(60).allSatisfy(metric -> {
            assertThat(metric.definition()).isNotEmpty();
            assertThat(metric.value()).isInstanceOfAny(Statistic.Estimate.class, Statistic.Undetermined.class);
        });
        assertThat(metrics)
                .filteredOn(metric -> metric.value() instanceof Statistic.Estimate)
                .hasSizeGreaterThan(50);
    }

    /**
     * Interval of the total variation between two groups of 1,000 where the true one is .1: of 100 draws at least 85 hold
     * it. With a true confidence of .95 fewer do so with a probability below 1e-4; the room below is for the basic
     * bootstrap, which is only roughly right.
     */
    @Test
    void intervalsOfMetricsHoldTheTruth() {
        int held = 0;
        for (int run = 0; run < 100; run++) {
            SeededRandom random = SeededRandom.of(500 + run);
            int[] codes = IntStream.range(0, 2000).map(row -> row % 2).toArray();
            int[] labels = Arrays.stream(codes)
                    .map(code -> random.nextDouble() < (code == 0 ? 0.55 : 0.45) ? 0 : 1)
                    .toArray();
            AuditResult result = FairnessAudit.of("sex")
                    .assess(AuditData.of(labels, 2, List.of(categories("sex", codes, "f", "m"))), CONTEXT);
            Statistic value = result.metrics().stream()
                    .filter(metric -> metric.metric().equals("total-variation"))
                    .findFirst()
                    .orElseThrow()
                    .value();
            Statistic.Estimate estimate = (Statistic.Estimate) value;
            held += estimate.lower() <= 0.1 && 0.1 <= estimate.upper() ? 1 : 0;
        }
        assertThat(held).isGreaterThanOrEqualTo(85);
    }

    /**
     * Segments drawn at random, 10 groups in 20 segments: 200 comparisons, and in 200 runs each disparity is a false
     * alarm. At level .05 more than 24 runs with one have a probability under 1e-4.
     */
    @Test
    void familyWiseErrorHoldsForTwoHundredCells() {
        int alarms = 0;
        for (int run = 0; run < 200; run++) {
            SeededRandom random = SeededRandom.of(9000 + run);
            int[] labels =
                    IntStream.generate(() -> random.nextInt(20)).limit(4000).toArray();
            int[] codes =
                    IntStream.generate(() -> random.nextInt(10)).limit(4000).toArray();
            String[] names = IntStream.range(0, 10).mapToObj(i -> "g" + i).toArray(String[]::new);
            AuditData data = AuditData.of(labels, 20, List.of(categories("race", codes, names)));
            List<GroupComparison> comparisons = FairnessAudit.of("race").compare(data, CONTEXT);
            assertThat(comparisons).hasSize(200);
            alarms += comparisons.stream().anyMatch(one -> one.verdict() == FairnessVerdict.DISPARITY) ? 1 : 0;
        }
        assertThat(alarms).isLessThanOrEqualTo(24);
    }

    @Test
    void theRatioIntervalEndsWhereTheEquivalenceTestEnds() {
        int[] codes = IntStream.range(0, 4000).map(row -> row % 2).toArray();
        int[] labels = IntStream.range(0, 4000)
                .map(row -> row % 10 < 5 + row % 2 ? 0 : 1)
                .toArray();
        AuditData data = AuditData.of(labels, 2, List.of(categories("sex", codes, "f", "m")));
        GroupComparison wide =
                FairnessAudit.of("sex").assess(data, CONTEXT).comparisons().get(0);
        Statistic.Estimate ratio = (Statistic.Estimate) wide.ratio();
        assertThat(ratio.upper()).isBetween(0.8, 1.25);
        GroupComparison exact = FairnessAudit.of("sex")
                .withinRatios(0.5, ratio.upper() < 1 ? 1 : ratio.upper())
                .assess(data, CONTEXT)
                .comparisons()
                .get(0);
        double p = exact.equivalenceP().orElseThrow();
        assertThat(p).isLessThanOrEqualTo(0.0250001);
        GroupComparison lower = FairnessAudit.of("sex")
                .withinRatios(Math.min(1, ratio.lower()), 2)
                .assess(data, CONTEXT)
                .comparisons()
                .get(0);
        assertThat(lower.equivalenceP().orElseThrow()).isCloseTo(0.025, within(1e-6));
    }

    @Test
    void overlappingGroupsAreComparedWithEverybodyElse() {
        boolean[][] members = new boolean[1000][2];
        for (int row = 0; row < 1000; row++) {
            members[row][0] = row < 500;
            members[row][1] = row % 2 == 0;
        }
        int[] selected = IntStream.range(0, 1000)
                .map(row -> row < 500 && row % 5 > 0 ? 0 : 1)
                .toArray();
        AuditData data = AuditData.of(
                        IntStream.range(0, 1000).map(row -> row / 500).toArray(), 2, List.of())
                .withGroups(Groups.overlapping("need", List.of("debt", "illness"), members))
                .withDecisions(selected);
        AuditResult result = FairnessAudit.of("need").assess(data, CONTEXT);
        assertThat(result.comparisons())
                .extracting(GroupComparison::verdict)
                .containsExactly(
                        FairnessVerdict.DISPARITY,
                        FairnessVerdict.NO_MATERIAL_DISPARITY,
                        FairnessVerdict.DISPARITY,
                        FairnessVerdict.NO_MATERIAL_DISPARITY);
        DecisionComparison debt = result.decisions().get(0);
        assertThat(debt.reference()).isEqualTo("(all others)");
        assertThat(debt.ratio().orElseThrow()).isCloseTo(0.2, within(1e-12));
        assertThat(debt.verdict()).isEqualTo(FairnessVerdict.DISPARITY);
    }

    @Test
    void groupsKnownByProbabilityAreToldButNeverJudged() {
        double[][] probabilities = new double[400][];
        for (int row = 0; row < 400; row++) {
            probabilities[row] = row < 200 ? new double[] {0.9, 0.1} : new double[] {0.1, 0.9};
        }
        AuditData data = AuditData.of(
                        IntStream.range(0, 400).map(row -> row / 200).toArray(), 2, List.of())
                .withGroups(Groups.probabilistic("origin", List.of("a", "b"), probabilities));
        AuditResult result = FairnessAudit.of("origin").assess(data, CONTEXT);
        assertThat(result.comparisons().get(0).ratio().orElseThrow()).isCloseTo(1.8, within(1e-9));
        assertThat(result.verdicts()).containsEntry("origin", FairnessVerdict.INCONCLUSIVE);
    }

    @Test
    void aReadyGroupCannotBeCrossed() {
        AuditData data = AuditData.of(new int[2], 1, List.of(categories("sex", new int[] {0, 1}, "f", "m")))
                .withGroups(Groups.overlapping("need", List.of("debt"), new boolean[][] {{true}, {false}}));
        AuditResult result = FairnessAudit.of("sex").intersecting("sex", "need").assess(data, CONTEXT);
        assertThat(result.verdicts()).containsEntry("sex x need", FairnessVerdict.INSUFFICIENT_DATA);
        assertThat(result.toCheckResult(1).findings())
                .extracting(Finding::message)
                .anySatisfy(message -> assertThat(message).contains("cannot be crossed"));
    }

    @Test
    void scansFindTheIntersectionThatNoAttributeShows() {
        int[] sex = IntStream.range(0, 4000).map(row -> row % 2).toArray();
        int[] race = IntStream.range(0, 4000).map(row -> row / 2 % 2).toArray();
        int[] selected = IntStream.range(0, 4000)
                .map(row -> (sex[row] == race[row]) == (row / 4 % 10 < 2) ? 1 : 0)
                .toArray();
        AuditData data = AuditData.of(
                        new int[4000], 1, List.of(categories("sex", sex, "f", "m"), categories("race", race, "a", "b")))
                .withDecisions(selected);
        AuditResult result = FairnessAudit.of("sex", "race")
                .scanningIntersections()
                .scanningSubsets()
                .assess(data, CONTEXT);
        assertThat(result.verdicts()).doesNotContainValue(FairnessVerdict.DISPARITY);
        CheckResult check = result.toCheckResult(5);
        assertThat(check.findings()).extracting(Finding::key).contains("fairness.intersection", "fairness.subset");
        assertThat(check.exhibits())
                .extracting(Exhibit::title)
                .contains("Intersections in the selection against everybody else");
    }

    @Test
    void withoutDecisionsIntersectionsAreScannedInEverySegment() {
        AuditData data = AuditData.of(
                IntStream.range(0, 400).map(row -> row % 4 / 2).toArray(),
                2,
                List.of(categories(
                        "sex", IntStream.range(0, 400).map(row -> row % 2).toArray(), "f", "m")));
        AuditResult result = FairnessAudit.of("sex").scanningIntersections().assess(data, CONTEXT);
        assertThat(result.state(5).children("intersections")).hasSize(2);
    }

    @Test
    void referenceSharesAreCompared() {
        AuditData data = AuditData.of(
                new int[100],
                1,
                List.of(categories(
                        "sex", IntStream.range(0, 100).map(row -> row % 4 / 3).toArray(), "f", "m")));
        AuditResult result = FairnessAudit.of("sex")
                .against("sex", Map.of("f", 0.5, "m", 0.5))
                .assess(data, CONTEXT);
        ModelState attribute = result.state(5).children("attributes").get(0);
        assertThat(attribute.children("representation")).hasSize(2);
        assertThat(attribute.child("representationP").number("value")).isLessThan(1e-5);
        assertThatThrownBy(() -> FairnessAudit.of("sex").against("race", Map.of("a", 1.0)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void cancellationStopsTheAudit() {
        Cancellation cancellation = Cancellation.create();
        cancellation.cancel();
        AuditData data = simulated(5, 300, 2, 2);
        assertThatThrownBy(() -> FairnessAudit.of("sex").assess(data, CONTEXT.withCancellation(cancellation)))
                .isInstanceOf(CancelledException.class);
    }

    @Test
    void dataThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> AuditData.of(new int[] {0, 2}, 2, List.of()))
                .isInstanceOf(InvalidInputException.class);
        AuditData data = AuditData.of(new int[2], 1, List.of());
        assertThatThrownBy(() -> data.withDecisions(new int[] {0, 2})).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> data.withDecisions(new int[1])).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> data.withValues(new double[] {0, Double.NaN}))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> data.withExpected(new double[] {0, 0.5})).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> data.withSquaredDistances(new double[] {-1, 0}))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> data.withSegmentNames(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theFourFifthsPresetSaysWhatItIsNot() {
        assertThat(PracticalBounds.fourFifths().name())
                .contains("US employment")
                .contains("not a legal conclusion");
        assertThat(FairnessAudit.of("sex")
                        .assess(simulated(6, 300, 2, 2), CONTEXT)
                        .toCheckResult(5)
                        .exhibits())
                .extracting(Exhibit::title)
                .anySatisfy(title -> assertThat(title).contains("not a legal conclusion"));
    }
}
