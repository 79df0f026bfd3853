package io.github.segmentation4j.privacy.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.cluster.CentroidModel;
import io.github.segmentation4j.cluster.KMeans;
import io.github.segmentation4j.cluster.TrainingSet;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.privacy.accounting.Adjacency;
import io.github.segmentation4j.privacy.accounting.PrivacyCost;
import io.github.segmentation4j.privacy.accounting.Zcdp;
import io.github.segmentation4j.privacy.audit.ClaimAudit.Outcome;
import io.github.segmentation4j.privacy.cluster.ColumnBounds;
import io.github.segmentation4j.privacy.cluster.DpKMeans;
import io.github.segmentation4j.privacy.ledger.MemoryLedger;
import io.github.segmentation4j.privacy.ledger.PrivacyBudget;
import io.github.segmentation4j.privacy.ledger.PrivacyCharge;
import io.github.segmentation4j.privacy.noise.GaussianNoise;
import io.github.segmentation4j.privacy.noise.NoiseSource;
import io.github.segmentation4j.privacy.noise.SeededNoise;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.Cancellation;
import io.github.segmentation4j.run.CancelledException;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OneRunAuditTest {
    private static final int CANARIES = 100;
    private static final int COLUMNS = 400;
    private static final RunContext CONTEXT = RunContext.seeded(3);

    private static FeatureMatrix ordinary(int rows, int columns) {
        SeededRandom random = SeededRandom.of(1);
        double[][] values = new double[rows][columns];
        for (double[] row : values) {
            Arrays.setAll(row, c -> random.nextGaussian());
        }
        return FeatureMatrix.of(values);
    }

    /** Each alone in a place of its own, far from all others. */
    private static FeatureMatrix farAway(int count) {
        double[][] rows = new double[count][2];
        for (int i = 0; i < count; i++) {
            rows[i][0] = 1000.0 * (i + 1);
            rows[i][1] = i % 2 == 0 ? 1000 : -1000;
        }
        return FeatureMatrix.of(rows);
    }

    private static Function<FeatureMatrix, CentroidModel> kMeans(int clusters) {
        return rows -> (CentroidModel) KMeans.withClusters(clusters)
                .withRestarts(1)
                .fit(rows, RunContext.seeded(1))
                .model();
    }

    @ParameterizedTest
    @EnumSource(Adjacency.class)
    void ordinaryKMeansWithACanaryPerClusterIsCaught(Adjacency adjacency) {
        ClaimAudit audit = OneRunAudit.of(kMeans(CANARIES), adjacency)
                .withConfidence(0.999)
                .against(new PrivacyCost(1, 1e-6), ordinary(300, 2), farAway(CANARIES), CONTEXT);
        assertThat(audit.outcome()).as("%s", audit).isEqualTo(Outcome.CONTRADICTED);
    }

    /** Private k-means that books a cost and makes the noise of another. */
    private static Function<FeatureMatrix, CentroidModel> privateKMeans(double epsilon, int clusters) {
        NoiseSource source = SeededNoise.of(5);
        double[] bound = {1000.0 * CANARIES, 1000};
        return rows -> DpKMeans.withClusters(clusters)
                .bounds(ColumnBounds.of(new double[] {-bound[0], -bound[1]}, bound))
                .charge(PrivacyCharge.ofCost(
                                epsilon,
                                1e-6,
                                MemoryLedger.of("customers", PrivacyBudget.of(epsilon, 1e-6)),
                                "customers")
                        .withNoise(() -> source))
                .fit(TrainingSet.of(rows), RunContext.seeded(1))
                .model();
    }

    /** At a confidence of 99.9 % each is contradicted with a probability of at most .001; the seeds are fixed. */
    @ParameterizedTest
    @ValueSource(doubles = {0.5, 2, 8})
    void privateKMeansStaysBelowItsClaim(double epsilon) {
        ClaimAudit audit = OneRunAudit.of(privateKMeans(epsilon, CANARIES), Adjacency.ADD_OR_REMOVE)
                .withConfidence(0.999)
                .against(new PrivacyCost(epsilon, 1e-6), ordinary(300, 2), farAway(CANARIES), CONTEXT);
        assertThat(audit.outcome()).as("%s", audit).isEqualTo(Outcome.NOT_CONTRADICTED);
    }

    @Test
    void privateKMeansWithTooLittleNoiseIsCaught() {
        ClaimAudit audit = OneRunAudit.of(privateKMeans(1e9, CANARIES), Adjacency.ADD_OR_REMOVE)
                .withConfidence(0.999)
                .against(new PrivacyCost(1, 1e-6), ordinary(300, 2), farAway(CANARIES), CONTEXT);
        assertThat(audit.outcome()).as("%s", audit).isEqualTo(Outcome.CONTRADICTED);
    }

    /** The sum of rows of norm 1, each coordinate on a grid of 2^-20, with Gaussian noise in every coordinate. */
    private static Function<FeatureMatrix, double[]> privateSum(double rho, long seed) {
        NoiseSource source = SeededNoise.of(seed);
        GaussianNoise noise = GaussianNoise.of(Math.scalb(1.0, 20), rho);
        return rows -> {
            long[] sums = new long[rows.columnCount()];
            for (int row = 0; row < rows.rowCount(); row++) {
                for (int c = 0; c < sums.length; c++) {
                    sums[c] += (long) Math.scalb(rows.get(row, c), 20);
                }
            }
            return Arrays.stream(noise.release(sums, source))
                    .mapToDouble(units -> Math.scalb((double) units, -20))
                    .toArray();
        };
    }

    private static double product(double[] released, double[] row) {
        double sum = 0;
        for (int c = 0; c < row.length; c++) {
            sum += released[c] * row[c];
        }
        return sum;
    }

    private static FeatureMatrix unitCanaries() {
        double[] bound = new double[COLUMNS];
        Arrays.fill(bound, 1 / Math.sqrt(COLUMNS));
        double[] lower = Arrays.stream(bound).map(b -> -b).toArray();
        return Canaries.atCorners(lower, bound, CANARIES, 11);
    }

    /** At a confidence of 99.9 % each is contradicted with a probability of at most .001; the seeds are fixed. */
    @ParameterizedTest
    @ValueSource(doubles = {0.02, 0.5, 8})
    void privateSumStaysBelowItsClaim(double rho) {
        double delta = 1e-5;
        FeatureMatrix none = FeatureMatrix.of(new double[1][COLUMNS]);
        ClaimAudit audit = OneRunAudit.of(privateSum(rho, 21), OneRunAuditTest::product, Adjacency.ADD_OR_REMOVE)
                .withConfidence(0.999)
                .against(new PrivacyCost(Zcdp.epsilon(rho, delta), delta), none, unitCanaries(), CONTEXT);
        assertThat(audit.outcome()).as("%s", audit).isEqualTo(Outcome.NOT_CONTRADICTED);
    }

    @Test
    void sumWithTooLittleNoiseIsCaught() {
        FeatureMatrix none = FeatureMatrix.of(new double[1][COLUMNS]);
        PrivacyCost claim = new PrivacyCost(Zcdp.epsilon(0.02, 1e-5), 1e-5);
        ClaimAudit audit = OneRunAudit.of(privateSum(8, 21), OneRunAuditTest::product, Adjacency.ADD_OR_REMOVE)
                .withConfidence(0.999)
                .against(claim, none, unitCanaries(), CONTEXT);
        assertThat(audit.outcome()).as("%s", audit).isEqualTo(Outcome.CONTRADICTED);
    }

    /**
     * A release that looks at nothing keeps an epsilon of 0: of 1,000 audits at most .05 + 4.75 standard errors prove more
     * (false alarm 1e-6).
     */
    @Test
    void releaseOfNothingIsProvenToTellNoMoreOftenThanTheConfidenceSays() {
        SeededRandom random = SeededRandom.of(8);
        OneRunAudit audit = OneRunAudit.of(rows -> random, (r, row) -> r.nextDouble(), Adjacency.ADD_OR_REMOVE);
        FeatureMatrix data = ordinary(1, 2);
        FeatureMatrix canaries = farAway(40);
        int wrong = 0;
        for (int seed = 0; seed < 1000; seed++) {
            wrong +=
                    audit.lowerBound(0, data, canaries, RunContext.seeded(seed)).orElseThrow() > 0 ? 1 : 0;
        }
        assertThat(wrong).isLessThan((int) (50 + 4.75 * Math.sqrt(1000 * 0.05 * 0.95)));
    }

    @Test
    void canariesAreAddedOrReplaceByAdjacency() {
        AtomicInteger seen = new AtomicInteger();
        FeatureMatrix data = ordinary(200, 2);
        FeatureMatrix canaries = farAway(CANARIES);
        List<Adjacency> both = List.of(Adjacency.ADD_OR_REMOVE, Adjacency.REPLACE);
        int[] rows = new int[2];
        int[] in = new int[2];
        for (int a = 0; a < 2; a++) {
            int at = a;
            OneRunAudit.of(
                            matrix -> {
                                rows[at] = matrix.rowCount();
                                for (int row = 0; row < matrix.rowCount(); row++) {
                                    in[at] += matrix.get(row, 0) >= 1000 ? 1 : 0;
                                }
                                return seen;
                            },
                            (r, row) -> 0,
                            both.get(a))
                    .lowerBound(0, data, canaries, CONTEXT);
        }
        assertThat(in[0]).isEqualTo(in[1]).isBetween(25, 75);
        assertThat(rows).containsExactly(200 + in[0], 200);
    }

    @Test
    void sameSeedGivesTheSameAudit() {
        OneRunAudit audit = OneRunAudit.of(kMeans(20), Adjacency.ADD_OR_REMOVE).withGuesses(21);
        FeatureMatrix data = ordinary(300, 2);
        Statistic first = audit.lowerBound(0, data, farAway(40), RunContext.seeded(5));
        assertThat(audit.lowerBound(0, data, farAway(40), RunContext.seeded(5))).isEqualTo(first);
    }

    @Test
    void noCanaryIsUndeterminedAndWrongShapesAreRefused() {
        OneRunAudit audit = OneRunAudit.of(kMeans(2), Adjacency.REPLACE);
        FeatureMatrix data = ordinary(10, 2);
        FeatureMatrix none = FeatureMatrix.builder(data.features(), 0).build();
        assertThat(audit.against(new PrivacyCost(1, 0), data, none, CONTEXT).outcome())
                .isEqualTo(Outcome.INSUFFICIENT);
        assertThatThrownBy(() -> audit.lowerBound(0, data, ordinary(4, 3), CONTEXT))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> audit.lowerBound(0, data, farAway(11), CONTEXT))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> audit.withGuesses(5).lowerBound(0, data, farAway(4), CONTEXT))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> audit.withGuesses(0)).isInstanceOf(IllegalArgumentException.class);
        OneRunAudit broken = OneRunAudit.of(rows -> rows, (r, row) -> Double.NaN, Adjacency.REPLACE);
        assertThatThrownBy(() -> broken.lowerBound(0, data, farAway(4), CONTEXT))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void cancelledBeforeTheReleaseIsRun() {
        Cancellation cancellation = Cancellation.create();
        cancellation.cancel();
        AtomicInteger released = new AtomicInteger();
        OneRunAudit audit = OneRunAudit.of(rows -> released.incrementAndGet(), (r, row) -> 0, Adjacency.REPLACE);
        assertThatThrownBy(
                        () -> audit.lowerBound(0, ordinary(10, 2), farAway(4), CONTEXT.withCancellation(cancellation)))
                .isInstanceOf(CancelledException.class);
        assertThat(released).hasValue(0);
    }

    @Test
    void cornersLieOnTheBoundsAndBadBoundsAreRefused() {
        FeatureMatrix corners = Canaries.atCorners(new double[] {-1, 0}, new double[] {1, 0}, 50, 1);
        assertThat(corners.column(0)).containsOnly(-1, 1);
        assertThat(corners.column(1)).containsOnly(0);
        double[] zero = {0};
        assertThatThrownBy(() -> Canaries.atCorners(zero, new double[2], 1, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Canaries.atCorners(new double[0], new double[0], 1, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Canaries.atCorners(zero, zero, 0, 1)).isInstanceOf(IllegalArgumentException.class);
        for (double bad : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> Canaries.atCorners(zero, new double[] {bad}, 1, 1))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
