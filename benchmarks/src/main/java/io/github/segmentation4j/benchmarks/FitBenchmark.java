package io.github.segmentation4j.benchmarks;

import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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
 * A whole fit from rows that are arrays: bringing them into the contender's own layout and 20 iterations. Peers that
 * cannot be given starts choose their own first.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx4g", "--add-modules=jdk.incubator.vector"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class FitBenchmark {
    /** Rows x columns x clusters. */
    @Param({"1000000x8x10", "1000000x16x50", "200000x64x100"})
    public String shape = "";

    /** Who fits. */
    @Param({"k-means", "commons-math3", "tribuo"})
    public String contender = "";

    private Workload workload = Workload.of(new Shape(1, 1, 1));
    private Contender chosen = new KMeansContender(1);

    /** Makes the data. */
    @Setup
    public void prepare() {
        workload = Workload.of(Shape.parse(shape));
        chosen = Stream.concat(Stream.of(new KMeansContender(Workload.THREADS)), Comparison.peers().stream())
                .filter(one -> one.name().equals(contender))
                .findFirst()
                .orElseThrow();
    }

    /** The fit. */
    @Benchmark
    public double[][] fit() {
        try (Contender.Fit fit = chosen.prepare(workload)) {
            return fit.run(Workload.ITERATIONS).get();
        }
    }
}
