package io.github.segmentation4j.benchmarks.fair;

import io.github.segmentation4j.cluster.TrainingSet;
import io.github.segmentation4j.fairness.cluster.FairKMeans;
import io.github.segmentation4j.fairness.cluster.GroupRules;
import io.github.segmentation4j.run.RunContext;
import java.util.List;

/** This library's fair k-means with its usual options, which keeps the target exactly. Immutable. */
public final class OurFairKMeans implements FairMethod {
    @Override
    public String name() {
        return "fair k-means of this library";
    }

    @Override
    public int[] labels(FairData data, int clusters, double target, long seed) {
        return FairKMeans.withClusters(clusters)
                .under(GroupRules.balance(data.groups().name(), target))
                .fit(TrainingSet.of(data.matrix()).withGroups(List.of(data.groups())), RunContext.seeded(seed))
                .labels();
    }
}
