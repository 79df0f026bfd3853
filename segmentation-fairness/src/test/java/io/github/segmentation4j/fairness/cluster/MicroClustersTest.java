package io.github.segmentation4j.fairness.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.cluster.TrainingSet;
import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.internal.random.SeededRandom;
import io.github.segmentation4j.run.Cancellation;
import io.github.segmentation4j.run.CancelledException;
import io.github.segmentation4j.run.InvalidInputException;
import io.github.segmentation4j.run.RunContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class MicroClustersTest {
    private static final RunContext CONTEXT = RunContext.seeded(2);
    private static final GroupRules RULES = GroupRules.balance("group", 0.8);

    @Test
    void costIsWithinTwoPercentOfTheFullLoopAndTheRulesHoldInWholeRows() {
        TrainingSet training = clouds(200_000, 8);
        FairClustering quick =
                MicroClusters.withClusters(8).under(RULES).withRestarts(2).fitCertified(training, CONTEXT);
        FairClustering full = FairKMeans.withClusters(8)
                .under(RULES)
                .withRestarts(1)
                .withSearch(0)
                .fitCertified(training, CONTEXT);
        assertThat(quick.inertia()).isLessThan(1.02 * full.inertia());
        assertThat(quick.assignment().gap()).isLessThan(1e-4);
        assertThat(BruteForce.obeys(RULES, training.groups(), quick.clustering().labels(), 8))
                .isTrue();
    }

    @Test
    void fewRowsStandForThemselves() {
        TrainingSet training = clouds(400, 3);
        FairClustering quick = MicroClusters.withClusters(3).under(RULES).fitCertified(training, CONTEXT);
        FairClustering full = FairKMeans.withClusters(3).under(RULES).fitCertified(training, CONTEXT);
        assertThat(quick.inertia()).isLessThan(1.01 * full.inertia());
        assertThat(quick.price().orElseThrow()).isGreaterThan(0.99);
    }

    @Test
    void sameBitsForAnyNumberOfThreads() {
        TrainingSet training = clouds(30_000, 4);
        List<FairClustering> found = new ArrayList<>();
        for (int threads : new int[] {1, 2, 8}) {
            ExecutorService pool = Executors.newFixedThreadPool(threads);
            try {
                found.add(MicroClusters.withClusters(4)
                        .under(RULES)
                        .withSize(2000)
                        .withRestarts(1)
                        .fitCertified(training, CONTEXT.withExecutor(pool, threads)));
            } finally {
                pool.shutdown();
            }
        }
        for (FairClustering one : found.subList(1, 3)) {
            assertThat(one.clustering().labels())
                    .isEqualTo(found.get(0).clustering().labels());
            assertThat(one.inertia()).isEqualTo(found.get(0).inertia());
        }
    }

    @Test
    void oneSegmentAndOneGroupNeedNoRules() {
        assertThat(MicroClusters.withClusters(1)
                        .under(GroupRules.balance("group", 0.1))
                        .fitCertified(clouds(50, 2), CONTEXT)
                        .assignment()
                        .gap())
                .isZero();
        TrainingSet one = TrainingSet.of(clouds(50, 2).withoutGroups().matrix())
                .withGroups(List.of(Categories.of("group", List.of("a"), new int[50])));
        assertThat(MicroClusters.withClusters(2)
                        .under(RULES)
                        .fitCertified(one, CONTEXT)
                        .assignment()
                        .movedCount())
                .isZero();
    }

    @Test
    void whatCannotBeClusteredIsRefused() {
        TrainingSet training = clouds(100, 2);
        MicroClusters micro = MicroClusters.withClusters(2);
        double[] twos = new double[100];
        Arrays.fill(twos, 2);
        assertThatThrownBy(() -> micro.fitCertified(training, CONTEXT)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> micro.under(RULES).fitCertified(training.withWeights(twos), CONTEXT))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> micro.under(GroupRules.sizes(60, 100)).fitCertified(training, CONTEXT))
                .isInstanceOf(InfeasibleRulesException.class);
        assertThatThrownBy(() -> micro.withSize(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void cancelledItStopsAndProgressEndsAtTheEnd() {
        List<Long> left = new ArrayList<>();
        MicroClusters micro = MicroClusters.withClusters(2)
                .under(GroupRules.balance("group", 0.5))
                .withRestarts(1);
        micro.fitCertified(
                clouds(500, 2), CONTEXT.withListener(progress -> left.add(progress.total() - progress.done())));
        assertThat(left).isSortedAccordingTo((a, b) -> Long.compare(b, a)).endsWith(0L);
        Cancellation cancellation = Cancellation.create();
        cancellation.cancel();
        assertThatThrownBy(() -> micro.fitCertified(clouds(500, 2), CONTEXT.withCancellation(cancellation)))
                .isInstanceOf(CancelledException.class);
    }

    /** Clouds in which the share of the first group differs. */
    private static TrainingSet clouds(int rows, int clouds) {
        SeededRandom random = SeededRandom.of(11);
        double[][] centres = new double[clouds][6];
        for (double[] centre : centres) {
            Arrays.setAll(centre, c -> 3 * random.nextGaussian());
        }
        double[][] points = new double[rows][6];
        int[] codes = new int[rows];
        for (int row = 0; row < rows; row++) {
            int cloud = random.nextInt(clouds);
            Arrays.setAll(points[row], c -> centres[cloud][c] + 1.5 * random.nextGaussian());
            codes[row] = random.nextDouble() < 0.35 + 0.3 * cloud / clouds ? 0 : 1;
        }
        return TrainingSet.of(FeatureMatrix.of(points))
                .withGroups(List.of(Categories.of("group", List.of("a", "b"), codes)));
    }
}
