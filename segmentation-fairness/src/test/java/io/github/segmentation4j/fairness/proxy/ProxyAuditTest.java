package io.github.segmentation4j.fairness.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.segmentation4j.CheckResult;
import io.github.segmentation4j.Finding;
import io.github.segmentation4j.Verdict;
import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.data.CustomerData;
import io.github.segmentation4j.data.CustomerTable;
import io.github.segmentation4j.data.Purpose;
import io.github.segmentation4j.data.Schema;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.Cancellation;
import io.github.segmentation4j.run.CancelledException;
import io.github.segmentation4j.run.RunContext;
import io.github.segmentation4j.testing.Drafts;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyAuditTest {
    private static final ProxyAudit AUDIT = ProxyAudit.of("group");

    private static Categories groups(int[] codes, String... levels) {
        return Categories.of("group", List.of(levels), codes);
    }

    /** Rows of noise; x2 and x5 tell the group only together: nine in ten are of it where both are high or both low. */
    private static Sample combination(int rows, long seed) {
        SeededRandom random = SeededRandom.of(seed);
        double[][] values = noise(rows, 6, random);
        int[] codes = new int[rows];
        for (int row = 0; row < rows; row++) {
            boolean alike = (values[row][1] > 0.5) == (values[row][4] > 0.5);
            codes[row] = random.nextDouble() < (alike ? 0.9 : 0.1) ? 1 : 0;
        }
        return new Sample(FeatureMatrix.of(values), groups(codes, "a", "b"));
    }

    private static double[][] noise(int rows, int columns, SeededRandom random) {
        double[][] values = new double[rows][columns];
        for (double[] row : values) {
            for (int column = 0; column < columns; column++) {
                row[column] = random.nextDouble();
            }
        }
        return values;
    }

    private record Sample(FeatureMatrix features, Categories groups) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aCombinationOfTwoFeaturesThatAreWorthlessAloneIsFoundAndNamed(long seed) {
        Sample sample = combination(4000, seed);
        ProxyReport report = AUDIT.audit(sample.features, sample.groups, RunContext.seeded(seed));
        // Alone each is noise: the standard error of its AUC is sqrt(4001 / (12 * 2000 * 2000)) = 0.0091, and 0.04 is
        // more than four of them; for twelve numbers over three seeds a false alarm has a probability below 5e-4.
        assertThat(report.features())
                .hasSize(12)
                .allSatisfy(feature -> assertThat(feature.separation()).isLessThan(0.54));
        // Who knows both is right nine times in ten, an AUC of 0.9.
        Attack attack = report.strongest(AttackSource.FEATURES).orElseThrow();
        assertThat(attack.auc().orElseThrow()).isBetween(0.85, 0.93);
        assertThat(report.combinations())
                .singleElement()
                .satisfies(pair -> assertThat(pair.features()).containsExactlyInAnyOrder("x2", "x5"));
        assertThat(report.ablations())
                .filteredOn(ablation -> ablation.features().equals(List.of("x2"))
                        || ablation.features().equals(List.of("x5")))
                .hasSize(2)
                .allSatisfy(
                        ablation -> assertThat(ablation.drop().orElseThrow()).isGreaterThan(0.3));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void anAttackOnNoiseIsGuessing(long seed) {
        SeededRandom random = SeededRandom.of(seed);
        int rows = 2000;
        FeatureMatrix features = FeatureMatrix.of(noise(rows, 5, random));
        int[] codes = new int[rows];
        int[] labels = new int[rows];
        for (int row = 0; row < rows; row++) {
            codes[row] = random.nextInt(2);
            labels[row] = random.nextInt(4);
        }
        Categories groups = groups(codes, "a", "b");
        ProxyReport report = AUDIT.audit(features, groups, RunContext.seeded(seed));
        // Given the model, the groups of the rows it is judged on are dealt at random: the AUC has the mean 1/2 and,
        // without ties, the variance (m + n + 1) / (12 m n) within each of five folds of about 200 + 200. Four standard
        // errors of their mean: a false alarm in ten numbers has a probability below 7e-4.
        double tolerance = 4 * Math.sqrt(401.0 / (12 * 200 * 200) / 5);
        assertThat(report.strongest(AttackSource.FEATURES).orElseThrow().auc().orElseThrow())
                .isCloseTo(0.5, within(tolerance));
        assertThat(AUDIT.attackSegments(labels, groups, RunContext.seeded(seed)))
                .singleElement()
                .satisfies(attack -> assertThat(attack.auc().orElseThrow()).isCloseTo(0.5, within(tolerance)));
        assertThat(report.combinations()).isEmpty();
    }

    @Test
    void aCopyOfTheAttributeIsToldWithCertainty() {
        Sample sample = combination(600, 1);
        double[][] rows = sample.features.toArray();
        for (int row = 0; row < rows.length; row++) {
            rows[row][0] = sample.groups.code(row);
        }
        ProxyReport report = AUDIT.audit(FeatureMatrix.of(rows), sample.groups, RunContext.seeded(1));
        assertThat(report.strongest(AttackSource.FEATURES).orElseThrow().auc().orElseThrow())
                .isEqualTo(1);
        FeatureAssociation copy = report.features().get(1);
        assertThat(copy.group()).isEqualTo("b");
        assertThat(copy.auc().orElseThrow()).isEqualTo(1);
        assertThat(copy.cramersV().orElseThrow()).isCloseTo(1, within(1e-12));
    }

    @Test
    void thatAValueIsMissingIsSeen() {
        Sample sample = combination(600, 1);
        double[][] rows = sample.features.toArray();
        for (int row = 0; row < rows.length; row++) {
            if (sample.groups.code(row) == 1) {
                rows[row][0] = Double.NaN;
            }
        }
        ProxyReport report = AUDIT.audit(FeatureMatrix.of(rows), sample.groups, RunContext.seeded(1));
        assertThat(report.strongest(AttackSource.FEATURES).orElseThrow().auc().orElseThrow())
                .isEqualTo(1);
        FeatureAssociation gap = report.features().get(0);
        assertThat(gap.missing()).isEqualTo(sample.groups.counts()[1]);
        assertThat(gap.auc()).isInstanceOf(Statistic.Undetermined.class);
        // 17 bands of 600 rows, of which only one tells: chance takes 16 / 599 off.
        assertThat(gap.cramersV().orElseThrow()).isBetween(0.97, 1.0);
    }

    @Test
    void ofManyGroupsTheOneThatIsToldBestIsNamed() {
        SeededRandom random = SeededRandom.of(1);
        double[][] values = noise(900, 2, random);
        int[] codes = new int[900];
        for (int row = 0; row < codes.length; row++) {
            codes[row] = row % 9 == 0 ? Categories.MISSING : row % 3;
            values[row][0] += codes[row] == 2 ? 1 : 0;
        }
        ProxyReport report = AUDIT.audit(FeatureMatrix.of(values), groups(codes, "a", "b", "c"), RunContext.seeded(1));
        assertThat(report.attacks()).extracting(Attack::group).containsExactly("a", "b", "c");
        assertThat(report.strongest(AttackSource.FEATURES).orElseThrow().group())
                .isEqualTo("c");
        assertThat(report.ablations())
                .allSatisfy(ablation -> assertThat(ablation.group()).isEqualTo("c"));
        assertThat(report.missing()).isEqualTo(100);
        assertThat(report.sampled()).isEqualTo(800);
    }

    @Test
    void aGroupOfFewIsNotJudged() {
        int[] codes = new int[200];
        for (int row = 0; row < 19; row++) {
            codes[row] = 1;
        }
        ProxyReport report = AUDIT.audit(
                FeatureMatrix.of(noise(200, 2, SeededRandom.of(1))), groups(codes, "a", "b"), RunContext.seeded(1));
        assertThat(report.attacks())
                .singleElement()
                .satisfies(attack -> assertThat(attack.auc()).isInstanceOf(Statistic.Undetermined.class));
        assertThat(report.strongest(AttackSource.FEATURES)).isEmpty();
    }

    @Test
    void degenerateFeaturesAreNoError() {
        Sample sample = combination(200, 1);
        ProxyReport constant = AUDIT.audit(FeatureMatrix.of(new double[200][1]), sample.groups, RunContext.seeded(1));
        assertThat(constant.features().get(0).cramersV()).isInstanceOf(Statistic.Undetermined.class);
        assertThat(constant.features().get(0).auc().orElseThrow()).isEqualTo(0.5);
        assertThat(constant.strongest(AttackSource.FEATURES).orElseThrow().auc().orElseThrow())
                .isEqualTo(0.5);
        ProxyReport none = AUDIT.audit(FeatureMatrix.of(new double[200][0]), sample.groups, RunContext.seeded(1));
        assertThat(none.attacks())
                .singleElement()
                .satisfies(attack -> assertThat(attack.auc()).isInstanceOf(Statistic.Undetermined.class));
    }

    @Test
    void anAttributeWithoutTwoGroupsIsNotAssessable() {
        FeatureMatrix features = FeatureMatrix.of(noise(50, 2, SeededRandom.of(1)));
        int[] missing = new int[50];
        Arrays.fill(missing, Categories.MISSING);
        assertThat(AUDIT.audit(features, groups(missing, "a", "b"), RunContext.seeded(1))
                        .obstacle())
                .hasValueSatisfying(reason -> assertThat(reason).contains("missing for every customer"));
        assertThat(AUDIT.audit(features, groups(new int[50], "a", "b"), RunContext.seeded(1))
                        .obstacle())
                .hasValueSatisfying(reason -> assertThat(reason).contains("one group"));
        assertThat(AUDIT.attackSegments(new int[50], groups(missing, "a"), RunContext.seeded(1)))
                .isEmpty();
        assertThat(AUDIT.audit(FeatureMatrix.of(new double[0][0]), groups(new int[0], "a"), RunContext.seeded(1))
                        .obstacle())
                .isPresent();
    }

    @Test
    void aMissingColumnIsAFindingAndNeverSilence() {
        Schema schema = Schema.builder()
                .id("customer")
                .number("tenure")
                .allow(Purpose.PERSONALISATION)
                .category("sex")
                .protectedAttribute()
                .category("race")
                .protectedAttribute()
                .build();
        CustomerTable.Builder table = CustomerTable.builder(schema);
        int[] labels = new int[60];
        for (int i = 0; i < labels.length; i++) {
            table.add("c" + i).set("race", "one");
        }
        CheckResult result = Drafts.check(
                ProxyAudit.of("sex", "race", "religion", "tenure").onNotAssessable(Verdict.BLOCK),
                CustomerData.of(table.build()),
                1,
                labels);
        assertThat(result.verdict()).isEqualTo(Verdict.BLOCK);
        assertThat(result.findings())
                .hasSize(4)
                .allSatisfy(finding -> assertThat(finding.key()).isEqualTo("proxy.not-assessable"))
                .extracting(finding -> finding.attribute().orElseThrow())
                .containsExactly("sex", "race", "religion", "tenure");
    }

    @Test
    void aSegmentThatTellsAGroupIsAFinding() {
        Schema schema = Schema.builder()
                .id("customer")
                .category("sex")
                .protectedAttribute()
                .build();
        CustomerTable.Builder table = CustomerTable.builder(schema);
        int[] labels = new int[400];
        for (int i = 0; i < labels.length; i++) {
            table.add("c" + i).set("sex", i % 2 == 0 ? "female" : "male");
            labels[i] = i % 20 == 0 ? 1 : i % 2;
        }
        CheckResult result = Drafts.check(ProxyAudit.of("sex"), CustomerData.of(table.build()), 2, labels);
        assertThat(result.verdict()).isEqualTo(Verdict.WARN);
        assertThat(result.findings())
                .extracting(Finding::key)
                .contains("proxy.segment")
                .doesNotContain("proxy.feature");
        assertThat(result.exhibits()).hasSize(3);
    }

    @Test
    void sameBitsForAnyThreadCount() {
        Sample sample = combination(1500, 9);
        ProxyReport alone = AUDIT.withRowLimit(1200).audit(sample.features, sample.groups, RunContext.seeded(5));
        for (int threads : new int[] {2, 3, 8}) {
            ExecutorService pool = Executors.newFixedThreadPool(threads);
            try {
                RunContext context = RunContext.seeded(5).withExecutor(pool, threads);
                assertThat(AUDIT.withRowLimit(1200).audit(sample.features, sample.groups, context))
                        .isEqualTo(alone);
            } finally {
                pool.shutdown();
            }
        }
    }

    @Test
    void theSampleHasTheSharesOfTheGroups() {
        int[] codes = new int[5000];
        for (int row = 0; row < codes.length; row++) {
            codes[row] = row % 10 == 0 ? 1 : 0;
        }
        Folds folds = Folds.of(groups(codes, "a", "b"), 1000, 5, 1);
        assertThat(folds.size()).isEqualTo(1000);
        for (int fold = 0; fold < 5; fold++) {
            int hits = 0;
            for (int i = folds.start(fold); i < folds.end(fold); i++) {
                hits += codes[folds.row(i)];
            }
            assertThat(folds.end(fold) - folds.start(fold)).isEqualTo(200);
            assertThat(hits).isEqualTo(20);
        }
    }

    @Test
    void aCancelledAuditStops() {
        Sample sample = combination(500, 1);
        Cancellation cancellation = Cancellation.create();
        cancellation.cancel();
        assertThatThrownBy(() -> AUDIT.audit(
                        sample.features, sample.groups, RunContext.seeded(1).withCancellation(cancellation)))
                .isInstanceOf(CancelledException.class);
    }

    @Test
    void optionsAreChecked() {
        assertThatThrownBy(() -> AUDIT.withFolds(1)).hasMessageContaining("2 to 10");
        assertThatThrownBy(() -> AUDIT.withRowLimit(99)).hasMessageContaining("at least 100");
        assertThatThrownBy(() -> AUDIT.withAucBound(0.5)).hasMessageContaining("above 0.5");
        assertThatThrownBy(() -> AUDIT.withAucBound(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AUDIT.withCramersVBound(0)).hasMessageContaining("above 0");
        assertThatThrownBy(() ->
                        AUDIT.audit(FeatureMatrix.of(new double[3][1]), groups(new int[2], "a"), RunContext.seeded(1)))
                .hasMessageContaining("of the 3 rows");
    }
}
