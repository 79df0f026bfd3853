package io.github.segmentation4j.fairness.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segmentation4j.cluster.TrainingSet;
import io.github.segmentation4j.data.Categories;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.Cancellation;
import io.github.segmentation4j.run.CancelledException;
import io.github.segmentation4j.run.RunContext;
import io.github.segmentation4j.testing.ReferenceData;
import io.github.segmentation4j.testing.RequiresData;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuledFairLloydTest {
    private static final String SAMPLE = "fair_clustering/adult_1000_fair_lloyd.csv";
    private static final RunContext CONTEXT = RunContext.seeded(5);

    @ParameterizedTest
    @ValueSource(ints = {4, 10})
    @RequiresData({SAMPLE})
    void rulesHoldAndTheWorstGroupOfTheAdultSampleIsServedBetterThanByBalanceAlone(int clusters) {
        List<String[]> lines = ReferenceData.fields(SAMPLE, ",");
        List<String[]> rows = lines.subList(1, lines.size());
        FeatureMatrix matrix = FeatureMatrix.of(rows.stream()
                .map(line -> Arrays.stream(line)
                        .limit(10)
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .toArray(double[][]::new));
        Categories sex = Categories.of(
                "sex",
                List.of("0", "1"),
                rows.stream().mapToInt(line -> Integer.parseInt(line[11])).toArray());
        int[] counts = Arrays.copyOf(sex.counts(), 2);
        GroupRules rules =
                GroupRules.balance("sex", 9L * Math.min(counts[0], counts[1]), 10L * Math.max(counts[0], counts[1]));
        TrainingSet training = TrainingSet.of(matrix).withGroups(List.of(sex));
        FairClustering alone =
                FairKMeans.withClusters(clusters).under(rules).withRestarts(3).fitCertified(training, CONTEXT);
        FairClustering both = FairLloyd.withClusters(clusters)
                .towards("sex")
                .withRestarts(3)
                .under(rules)
                .fitCertified(training, CONTEXT);
        assertThat(BruteForce.obeys(rules, List.of(sex), both.clustering().labels(), clusters))
                .isTrue();
        assertThat(worst(matrix, both, sex)).isLessThan(worst(matrix, alone, sex));
        assertThat(both.assignment().lowerBound()).isLessThanOrEqualTo(both.inertia());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void worstOfManyGroupsIsServedNoWorseThanByTheRulesAlone(long seed) {
        Example example = Example.of(seed, 300, 3);
        FeatureMatrix matrix = FeatureMatrix.of(example.points());
        GroupRules rules = GroupRules.balance("a", 0.6);
        TrainingSet training = TrainingSet.of(matrix).withGroups(example.groups());
        FairClustering both = fit(training, rules, CONTEXT);
        FairClustering alone = FairKMeans.withClusters(3)
                .under(rules)
                .withRestarts(2)
                .fitCertified(training.withGroups(example.groups().subList(0, 1)), CONTEXT);
        Categories served = example.groups().get(1);
        assertThat(worst(matrix, both, served)).isLessThanOrEqualTo(worst(matrix, alone, served) * (1 + 1e-9));
        assertThat(BruteForce.obeys(rules, example.groups(), both.clustering().labels(), 3))
                .isTrue();
    }

    @Test
    void sameBitsForAnyNumberOfThreads() {
        Example example = Example.of(6, 300, 3);
        TrainingSet training =
                TrainingSet.of(FeatureMatrix.of(example.points())).withGroups(example.groups());
        FairClustering first = fit(training, GroupRules.balance("a", 0.6), CONTEXT);
        for (int threads : new int[] {2, 8}) {
            ExecutorService pool = Executors.newFixedThreadPool(threads);
            try {
                FairClustering next = fit(training, GroupRules.balance("a", 0.6), CONTEXT.withExecutor(pool, threads));
                assertThat(next.clustering().labels())
                        .isEqualTo(first.clustering().labels());
                assertThat(next.inertia()).isEqualTo(first.inertia());
            } finally {
                pool.shutdown();
            }
        }
    }

    @Test
    void rulesThatCannotBeObeyedAreToldAndNobodyToBeFairToIsRefused() {
        Example example = Example.of(7, 60, 2);
        TrainingSet training =
                TrainingSet.of(FeatureMatrix.of(example.points())).withGroups(example.groups());
        assertThatThrownBy(() -> fit(training, GroupRules.sizes(31, 40).and(GroupRules.balance("a", 0.1)), CONTEXT))
                .isInstanceOf(InfeasibleRulesException.class);
        assertThatThrownBy(() -> FairLloyd.withClusters(2).under(GroupRules.balance("a", 0.5)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void cancelledItStops() {
        Example example = Example.of(8, 60, 2);
        TrainingSet training =
                TrainingSet.of(FeatureMatrix.of(example.points())).withGroups(example.groups());
        Cancellation cancellation = Cancellation.create();
        cancellation.cancel();
        assertThatThrownBy(() -> fit(training, GroupRules.balance("a", 0.5), CONTEXT.withCancellation(cancellation)))
                .isInstanceOf(CancelledException.class);
    }

    private static FairClustering fit(TrainingSet training, GroupRules rules, RunContext context) {
        return FairLloyd.withClusters(3)
                .towards("b")
                .withRestarts(2)
                .under(rules)
                .fitCertified(training, context);
    }

    private static double worst(FeatureMatrix matrix, FairClustering fair, Categories groups) {
        return GroupCosts.of(matrix, fair.clustering(), groups).largest().orElseThrow();
    }
}
