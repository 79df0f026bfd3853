package io.github.segmentation4j.benchmarks;

import io.github.segmentation4j.internal.kernel.Kernels;
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

/** One pass that finds the nearest start of every row, on one thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx4g", "--add-modules=jdk.incubator.vector"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class AssignmentBenchmark {
    /** Rows x columns x clusters: the first two fit the cache. */
    @Param({"10000x8x10", "10000x16x50", "1000000x8x10", "1000000x16x50", "200000x64x100"})
    public String shape = "";

    private AssignmentPass pass = new AssignmentPass(Workload.of(new Shape(1, 1, 1)));

    /** Makes the data. */
    @Setup
    public void prepare() {
        pass = new AssignmentPass(Workload.of(Shape.parse(shape)));
    }

    /** The kernel this virtual machine chooses. */
    @Benchmark
    public long chosenKernel() {
        return pass.kernel(Kernels.chosen());
    }

    /** The kernel that needs no flag. */
    @Benchmark
    public long plainKernel() {
        return pass.kernel(Kernels.PLAIN);
    }

    /** The textbook's loop. */
    @Benchmark
    public long naiveLoop() {
        return pass.naive();
    }

    /** The loop of commons-math3. */
    @Benchmark
    public long commonsMath() {
        return pass.commonsMath();
    }
}
