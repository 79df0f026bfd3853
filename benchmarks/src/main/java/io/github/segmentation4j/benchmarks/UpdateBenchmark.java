package io.github.segmentation4j.benchmarks;

import io.github.segmentation4j.cluster.Clustering;
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
 * Whole iterations from given starts on one thread: each finds the nearest centroids and updates the sums. An iteration is
 * the difference of the two counts over 20; take off a pass of {@link AssignmentBenchmark} and the update is left. With
 * {@code -prof gc} the same difference is what the hot loop allocates.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx4g", "--add-modules=jdk.incubator.vector"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class UpdateBenchmark {
    /** Rows x columns x clusters. */
    @Param({"1000000x8x10", "1000000x16x50"})
    public String shape = "";

    /** How many iterations a fit makes. */
    @Param({"1", "21"})
    public int iterations = 1;

    private FeatureMatrix matrix = FeatureMatrix.of(new double[0][]);
    private double[][] starts = {};

    /** Makes the data. */
    @Setup
    public void prepare() {
        Workload workload = Workload.of(Shape.parse(shape));
        matrix = workload.matrix();
        starts = workload.starts();
    }

    /** k-means from given starts. */
    @Benchmark
    public Clustering iterations() {
        return KMeansContender.fit(matrix, starts, iterations, RunContext.seeded(1));
    }
}
