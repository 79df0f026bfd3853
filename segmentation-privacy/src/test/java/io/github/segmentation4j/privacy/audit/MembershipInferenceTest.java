package io.github.segmentation4j.privacy.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.cluster.Clusterer;
import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.cluster.KMeans;
import io.github.segmentation4j.cluster.Links;
import io.github.segmentation4j.cluster.TrainingSet;
import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.quality.Statistic;
import io.github.segmentation4j.run.Cancellation;
import io.github.segmentation4j.run.CancelledException;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.ProgressListener;
import io.github.segmentation4j.run.RunContext;
import io.github.segmentation4j.testing.FixedLabels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MembershipInferenceTest {
    private static final RunContext CONTEXT = RunContext.seeded(4);
    private static final Clusterer FEW = KMeans.withClusters(3).withRestarts(1);

    private static FeatureMatrix customers(int count, int columns) {
        SeededRandom random = SeededRandom.of(count);
        double[][] rows = new double[count][columns];
        for (int i = 0; i < count; i++) {
            double centre = 4 * (i % 3);
            Arrays.setAll(rows[i], c -> centre + random.nextGaussian());
        }
        return FeatureMatrix.of(rows);
    }

    private static Clusterer many(int clusters) {
        return KMeans.withClusters(clusters).withRestarts(1).withMaxIterations(5);
    }

    private static Statistic.Estimate auc(MembershipReport report) {
        return (Statistic.Estimate) report.auc();
    }

    private static Statistic.Estimate named(MembershipReport report) {
        return (Statistic.Estimate) report.truePositives();
    }

    @Test
    void modelThatRepeatsItsCustomersIsCaught() {
        MembershipReport report = MembershipInference.of(many(290)).measure(TrainingSet.of(customers(600, 3)), CONTEXT);
        assertThat(auc(report).lower()).isGreaterThan(0.9);
        assertThat(named(report).lower()).isLessThanOrEqualTo(named(report).number());
        assertThat(named(report).number()).isGreaterThan(0.9);
    }

    @Test
    void namesAreProvenWithEnoughCustomers() {
        MembershipReport report =
                MembershipInference.of(many(990)).measure(TrainingSet.of(customers(2000, 3)), CONTEXT);
        assertThat(named(report).lower()).isGreaterThan(0.5);
    }

    /** The seed is fixed; an AUC of .5 has a standard error of .009 here and is left at 5 %. */
    @Test
    void fewClustersOfManyCustomersGiveNobodyAway() {
        TrainingSet training = TrainingSet.of(customers(4000, 3));
        for (int shadows : new int[] {0, 8}) {
            MembershipReport report =
                    MembershipInference.of(FEW).withShadowModels(shadows).measure(training, CONTEXT);
            assertThat(auc(report).lower()).isLessThan(0.55);
            assertThat(auc(report).upper()).isBetween(0.5, 0.6);
            assertThat(named(report).lower()).isLessThan(0.02);
        }
    }

    @Test
    void shadowModelsSeeMoreThanDistances() {
        TrainingSet training = TrainingSet.of(customers(400, 5));
        Clusterer some = many(30);
        double plain =
                MembershipInference.of(some).measure(training, CONTEXT).auc().orElseThrow();
        double shadowed = MembershipInference.of(some)
                .withShadowModels(16)
                .measure(training, CONTEXT)
                .auc()
                .orElseThrow();
        assertThat(shadowed).isGreaterThan(plain);
    }

    @Test
    void shadowModelsThatRepeatTheirCustomersKeepTheRatioFinite() {
        // As many clusters as a half has customers: a member lies on a centre in every model, without any spread.
        MembershipReport report = MembershipInference.of(many(200))
                .withShadowModels(4)
                .measure(TrainingSet.of(customers(400, 2)), CONTEXT);
        assertThat(auc(report).lower()).isGreaterThan(0.9);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4})
    void orderOfTheCustomersChangesNothing(int shadows) {
        FeatureMatrix matrix = customers(301, 2);
        double[] weights = new double[301];
        int[] codes = new int[301];
        Arrays.setAll(weights, i -> 1 + i % 4);
        Arrays.setAll(codes, i -> i % 3 - 1);
        int[] order = new int[301];
        Arrays.setAll(order, i -> i);
        SeededRandom.of(2).shuffle(order);
        MembershipInference attack =
                MembershipInference.of(new WithoutGroups(FEW)).withShadowModels(shadows);
        TrainingSet plain = TrainingSet.of(matrix).withWeights(weights).withGroups(groups(codes));
        TrainingSet shuffled = TrainingSet.of(matrix.rows(order))
                .withWeights(Arrays.stream(order).mapToDouble(i -> weights[i]).toArray())
                .withGroups(groups(Arrays.stream(order).map(i -> codes[i]).toArray()));
        assertThat(attack.measure(shuffled, CONTEXT)).isEqualTo(attack.measure(plain, CONTEXT));
    }

    private static List<Categories> groups(int[] codes) {
        return List.of(Categories.of("sex", List.of("a", "b"), codes));
    }

    /** Demands groups and leaves them. */
    private record WithoutGroups(Clusterer clusterer) implements Clusterer {
        @Override
        public Clustering fit(TrainingSet training, RunContext context) {
            assertThat(training.groups()).hasSize(1);
            assertThat(training.weights()).isPresent();
            return clusterer.fit(training.withoutGroups(), context);
        }

        @Override
        public String describe() {
            return clusterer.describe();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void sameBitsForAnyThreadCount(int threads) {
        TrainingSet training = TrainingSet.of(customers(3000, 2));
        MembershipInference attack = MembershipInference.of(FEW).withShadowModels(4);
        MembershipReport expected = attack.measure(training, CONTEXT);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            assertThat(attack.measure(training, CONTEXT.withExecutor(pool, threads)))
                    .isEqualTo(expected);
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void otherScoresServeOtherModels() {
        FeatureMatrix matrix = customers(300, 2);
        Clusterer noCentres = new FixedLabels(1, new int[150]);
        TrainingSet training = TrainingSet.of(matrix);
        assertThatThrownBy(() -> MembershipInference.of(noCentres).measure(training, CONTEXT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("withScore");
        MembershipReport report = MembershipInference.of(noCentres)
                .withScore((model, row) -> row[0])
                .measure(training, CONTEXT);
        assertThat(report.curve()).isPresent();
        assertThatThrownBy(() -> MembershipInference.of(noCentres)
                        .withScore((model, row) -> Double.POSITIVE_INFINITY)
                        .measure(training, CONTEXT))
                .isInstanceOf(InvalidInputException.class);
    }

    /**
     * A score that knows nothing of the model over 500 seeds: the intervals miss chance no more often than 5 % + 4.75
     * standard errors (false alarm 1e-6).
     */
    @Test
    void scoreThatKnowsNothingIsFoundToBeChance() {
        TrainingSet training = TrainingSet.of(customers(300, 2));
        MembershipInference blind =
                MembershipInference.of(new FixedLabels(1, new int[150])).withScore((model, row) -> row[0]);
        int seeds = 500;
        int areaMissed = 0;
        int shareMissed = 0;
        for (int seed = 0; seed < seeds; seed++) {
            MembershipReport report = blind.measure(training, RunContext.seeded(seed));
            areaMissed += auc(report).lower() > 0.5 || auc(report).upper() < 0.5 ? 1 : 0;
            shareMissed += named(report).lower() > 0.01 || named(report).upper() < 0.01 ? 1 : 0;
        }
        double limit = seeds * 0.05 + 4.75 * Math.sqrt(seeds * 0.05 * 0.95);
        assertThat(areaMissed).isLessThan((int) limit);
        assertThat(shareMissed).isLessThan((int) limit);
    }

    @Test
    void degenerateCustomersAreUndetermined() {
        for (FeatureMatrix matrix : List.of(
                FeatureMatrix.of(new double[0][0]),
                FeatureMatrix.of(new double[1][2]),
                customers(39, 2),
                FeatureMatrix.of(new double[400][2]))) {
            for (int shadows : new int[] {0, 4}) {
                MembershipReport report = MembershipInference.of(many(1))
                        .withShadowModels(shadows)
                        .measure(TrainingSet.of(matrix), CONTEXT);
                assertThat(report.auc()).isInstanceOf(Statistic.Undetermined.class);
                assertThat(report.truePositives()).isInstanceOf(Statistic.Undetermined.class);
                assertThat(report.curve()).isEmpty();
                assertThat(report.table().rows()).hasSize(4);
            }
        }
    }

    @Test
    void fewHeldOutHaveAnAreaButNoPercent() {
        MembershipReport report = MembershipInference.of(FEW).measure(TrainingSet.of(customers(199, 2)), CONTEXT);
        assertThat(report.heldOut()).isEqualTo(100);
        assertThat(report.truePositives()).isInstanceOf(Statistic.Estimate.class);
        report = MembershipInference.of(FEW).measure(TrainingSet.of(customers(198, 2)), CONTEXT);
        assertThat(report.auc()).isInstanceOf(Statistic.Estimate.class);
        assertThat(report.truePositives()).isInstanceOf(Statistic.Undetermined.class);
    }

    @Test
    void refusedHalvesAreUndetermined() {
        MembershipReport report = MembershipInference.of(many(201)).measure(TrainingSet.of(customers(400, 2)), CONTEXT);
        assertThat(report.auc())
                .isInstanceOfSatisfying(
                        Statistic.Undetermined.class,
                        none -> assertThat(none.reason()).contains("refused half"));
    }

    @Test
    void linkedCustomersAreRefused() {
        TrainingSet linked = TrainingSet.of(customers(100, 2))
                .withLinks(Links.builder().mustLink(0, 1).build());
        assertThatThrownBy(() -> MembershipInference.of(FEW).measure(linked, CONTEXT))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("withoutLinks");
    }

    @Test
    void oddOrFewShadowModelsAreRefused() {
        for (int bad : new int[] {-2, 1, 2, 5}) {
            assertThatThrownBy(() -> MembershipInference.of(FEW).withShadowModels(bad))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void progressEndsAtTheNumberOfFitsAndWorkCanBeStopped() {
        List<ProgressListener.Progress> heard = new ArrayList<>();
        Cancellation cancellation = Cancellation.create();
        TrainingSet training = TrainingSet.of(customers(200, 2));
        MembershipInference attack = MembershipInference.of(FEW).withShadowModels(4);
        assertThat(attack.measure(training, CONTEXT.withListener(heard::add)).curve())
                .isPresent();
        assertThat(heard).extracting(ProgressListener.Progress::done).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
        RunContext stopping = CONTEXT.withCancellation(cancellation).withListener(progress -> cancellation.cancel());
        assertThatThrownBy(() -> attack.measure(training, stopping)).isInstanceOf(CancelledException.class);
    }
}
