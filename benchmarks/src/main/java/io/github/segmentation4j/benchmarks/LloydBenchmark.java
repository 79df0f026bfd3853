package io.github.segmentation4j.benchmarks;

import io.github.segmentation4j.cluster.Clustering;
import io.github.segmentation4j.cluster.KMeans;
import io.github.segmentation4j.run.RunContext;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A whole fit from given starts, 20 iterations, the checks of the input included. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
@Warmup(iterations = 2, time = 5)
@Measurement(iterations = 5, time = 5)
public class LloydBenchmark {
    static final int ITERATIONS = 20;

    /** Rows x columns x clusters. */
    @Param({"1000000x8x10", "1000000x16x50", "200000x64x100"})
    public String shape = "";

    /** How many threads to keep busy. */
    @Param({"1", "2"})
    public int threads = 1;

    private Workload workload = Workload.of(new Shape(1, 1, 1));
    private RunContext context = RunContext.seeded(1);
    private ExecutorService pool = Executors.newFixedThreadPool(1);

    /** Makes the data and the threads. */
    @Setup
    public void prepare() {
        workload = Workload.of(Shape.parse(shape));
        pool.shutdown();
        pool = Executors.newFixedThreadPool(threads);
        context = RunContext.seeded(1).withExecutor(pool, threads);
    }

    /** Ends the threads. */
    @TearDown
    public void close() {
        pool.shutdown();
    }

    /** k-means from given starts. */
    @Benchmark
    public Clustering kmeans() {
        return fit(workload, context);
    }

    static Clustering fit(Workload workload, RunContext context) {
        return KMeans.withClusters(workload.shape().clusters())
                .withCentroids(workload.starts())
                .withMaxIterations(ITERATIONS)
                .fit(workload.matrix(), context);
    }
}
