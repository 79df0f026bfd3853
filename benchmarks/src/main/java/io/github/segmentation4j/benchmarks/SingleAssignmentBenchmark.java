package io.github.segmentation4j.benchmarks;

import io.github.segmentation4j.cluster.ClusterModel;
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

/** How long one customer waits for a segment: percentiles of single assignments. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx4g", "--add-modules=jdk.incubator.vector"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class SingleAssignmentBenchmark {
    /** Rows x columns x clusters. */
    @Param({"10000x8x10", "10000x16x50", "10000x64x1000"})
    public String shape = "";

    private double[][] rows = {{0}};
    private ClusterModel model = KMeansContender.fit(FeatureMatrix.of(rows), rows, 1, RunContext.seeded(1))
            .model();
    private int next;

    /** Makes the data and the model. */
    @Setup
    public void prepare() {
        Workload workload = Workload.of(Shape.parse(shape));
        rows = workload.rowsView();
        model = KMeansContender.fit(workload.matrix(), workload.starts(), 1, RunContext.seeded(1))
                .model();
    }

    /** Rows take turns, so that branches cannot learn one of them. */
    @Benchmark
    public int assign() {
        next = next + 1 < rows.length ? next + 1 : 0;
        return model.assign(rows[next]);
    }
}
