package io.github.segmentation4j.benchmarks;

import io.github.segmentation4j.cluster.KMeans;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.RunContext;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;

/** Greedy k-means++: how much longer a fit of one iteration takes with it than from given starts. */
final class SeedingRace {
    private SeedingRace() {}

    static Measurement measure(Workload workload, int rounds) {
        FeatureMatrix matrix = workload.matrix();
        int clusters = workload.shape().clusters();
        ExecutorService pool = Executors.newFixedThreadPool(Workload.THREADS);
        try {
            RunContext context = RunContext.seeded(1).withExecutor(pool, Workload.THREADS);
            KMeans seeded = KMeans.withClusters(clusters).withRestarts(1).withMaxIterations(1);
            KMeans given = seeded.withCentroids(workload.starts());
            List<LongSupplier> work = List.of(
                    () -> seeded.fit(matrix, context).iterations(),
                    () -> given.fit(matrix, context).iterations());
            double[][] times = Race.times(work, rounds, 1);
            double[] seeding = new double[rounds];
            for (int round = 0; round < rounds; round++) {
                seeding[round] = times[0][round] - times[1][round];
            }
            return Measurement.of(
                    workload.shape(), Measurement.SEEDING, KMeansContender.NAME, Workload.THREADS, seeding);
        } finally {
            pool.shutdown();
        }
    }
}
