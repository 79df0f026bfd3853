package io.github.segmentation4j.benchmarks;

import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.cluster.KMeans;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.RunContext;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A fit of one restart and one iteration on one thread, with different ways to choose the first centroids: what it takes
 * longer than from given ones is the seeding.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx4g", "--add-modules=jdk.incubator.vector"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class SeedingBenchmark {
    /** Rows x columns x clusters. */
    @Param({"1000000x8x10", "1000000x16x50"})
    public String shape = "";

    private FeatureMatrix matrix = FeatureMatrix.of(new double[0][]);
    private KMeans seeded = KMeans.withClusters(1);
    private KMeans given = KMeans.withClusters(1);

    /** Makes the data. */
    @Setup
    public void prepare() {
        Workload workload = Workload.of(Shape.parse(shape));
        matrix = workload.matrix();
        seeded =
                KMeans.withClusters(workload.shape().clusters()).withRestarts(1).withMaxIterations(1);
        given = seeded.withCentroids(workload.starts());
    }

    /** Greedy k-means++. */
    @Benchmark
    public Clustering greedyPlusPlus() {
        return seeded.withStart(KMeans.Start.GREEDY_PLUS_PLUS).fit(matrix, RunContext.seeded(1));
    }

    /** k-means++. */
    @Benchmark
    public Clustering plusPlus() {
        return seeded.withStart(KMeans.Start.PLUS_PLUS).fit(matrix, RunContext.seeded(1));
    }

    /** Given centroids. */
    @Benchmark
    public Clustering given() {
        return given.fit(matrix, RunContext.seeded(1));
    }
}
