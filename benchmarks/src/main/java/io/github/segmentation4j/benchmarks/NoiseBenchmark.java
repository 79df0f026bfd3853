package io.github.segmentation4j.benchmarks;

import io.github.segmentation4j.privacy.noise.GaussianNoise;
import io.github.segmentation4j.privacy.noise.LaplaceNoise;
import io.github.segmentation4j.privacy.noise.NoiseMechanism;
import io.github.segmentation4j.privacy.noise.NoiseSource;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How many exact draws one thread makes in a microsecond, the secure random bits they take included. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 7, time = 1)
public class NoiseBenchmark {
    private static final int DRAWS = 1000;

    /** The sigma of the Gaussian, and the scale of the Laplace draws. */
    @Param({"0.5", "10", "1e6", "1e12"})
    public double scale = 1;

    private final long[] zeros = new long[DRAWS];
    private final NoiseSource source = NoiseSource.secure();
    private NoiseMechanism gaussian = GaussianNoise.of(1, 1);
    private NoiseMechanism laplace = LaplaceNoise.geometric(1);

    /** Makes the mechanisms. */
    @Setup
    public void prepare() {
        gaussian = GaussianNoise.of(1, 1 / (2 * scale * scale));
        laplace = LaplaceNoise.geometric(1 / scale);
    }

    /** Discrete Gaussian. */
    @Benchmark
    @OperationsPerInvocation(DRAWS)
    public long[] gaussian() {
        return gaussian.release(zeros, source);
    }

    /** Discrete Laplace. */
    @Benchmark
    @OperationsPerInvocation(DRAWS)
    public long[] laplace() {
        return laplace.release(zeros, source);
    }

    /** Sixty-four random bits. */
    @Benchmark
    public long bits() {
        return source.nextLong();
    }
}
