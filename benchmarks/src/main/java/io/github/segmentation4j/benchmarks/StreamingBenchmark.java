package io.github.segmentation4j.benchmarks;

import io.github.segmentation4j.cluster.ClusterModel;
import io.github.segmentation4j.feature.FeatureMatrix;
import io.github.segmentation4j.run.RunContext;
import java.util.Arrays;
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

/** Assigning rows as they arrive, some at a time, from arrays to labels. A result counts one arrival, not one row. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx4g", "--add-modules=jdk.incubator.vector"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class StreamingBenchmark {
    /** Rows x columns x clusters of what the model learned from. */
    @Param({"100000x8x10", "100000x16x50"})
    public String shape = "";

    /** How many rows arrive together. */
    @Param({"1", "256", "4096"})
    public int arriving = 1;

    private double[][][] arrivals = {{{0}}};
    private ClusterModel model = KMeansContender.fit(
                    FeatureMatrix.of(arrivals[0]), arrivals[0], 1, RunContext.seeded(1))
            .model();
    private int next;

    /** Makes the data and the model. */
    @Setup
    public void prepare() {
        Workload workload = Workload.of(Shape.parse(shape));
        model = KMeansContender.fit(workload.matrix(), workload.starts(), 1, RunContext.seeded(1))
                .model();
        double[][] rows = workload.rowsView();
        arrivals = new double[rows.length / arriving][][];
        Arrays.setAll(arrivals, a -> Arrays.copyOfRange(rows, a * arriving, (a + 1) * arriving));
    }

    /** One arrival. */
    @Benchmark
    public int[] assign() {
        next = next + 1 < arrivals.length ? next + 1 : 0;
        return model.assign(FeatureMatrix.of(arrivals[next]), RunContext.seeded(1));
    }
}
