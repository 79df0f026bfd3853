package io.github.segmentation4j.benchmarks;

import io.github.segmentation4j.cluster.CentroidModel;
import io.github.segmentation4j.cluster.ClusterModels;
import io.github.segmentation4j.online.EventOutcome;
import io.github.segmentation4j.online.OnlineEvent;
import io.github.segmentation4j.online.OnlineLearning;
import io.github.segmentation4j.online.OnlineSegmenter;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
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
 * Learning from events one by one on one thread, and how long an assignment waits beside it. An event is made, waits for
 * the watermark and is learned; as many wait as come within the lateness. Customers take turns.
 */
@State(Scope.Benchmark)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx4g", "--add-modules=jdk.incubator.vector"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class OnlineBenchmark {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** Customers x columns x clusters. */
    @Param({"100000x16x50"})
    public String shape = "";

    /** How many events wait. */
    @Param({"1000"})
    public int waiting = 1;

    private double[][] rows = {};
    private String[] customers = {};
    private OnlineSegmenter segmenter = segmenter(ClusterModels.ofNumberedCentroids(new double[][] {{0}}));
    private long next;

    /** Makes the data and learns every customer once. */
    @Setup
    public void prepare() {
        Workload workload = Workload.of(Shape.parse(shape));
        rows = workload.rowsView();
        customers = new String[rows.length];
        for (int i = 0; i < customers.length; i++) {
            customers[i] = "customer-" + i;
        }
        segmenter = segmenter(ClusterModels.ofNumberedCentroids(workload.starts()));
        next = 0;
        for (int i = 0; i < rows.length; i++) {
            learn();
        }
    }

    private OnlineSegmenter segmenter(CentroidModel model) {
        return OnlineLearning.of(model, START)
                .withHalfLife(Duration.ofHours(1))
                .withLateness(Duration.ofMillis(waiting))
                .start();
    }

    /** One event of a millisecond. */
    @Benchmark
    @BenchmarkMode(Mode.Throughput)
    @OutputTimeUnit(TimeUnit.SECONDS)
    public EventOutcome learn() {
        int customer = (int) (next % rows.length);
        next++;
        return segmenter.learn(
                OnlineEvent.of(customers[customer], Long.toString(next), START.plusMillis(next), rows[customer]));
    }

    /** The segment of a customer who is kept, by percentiles. */
    @Benchmark
    @BenchmarkMode(Mode.SampleTime)
    @OutputTimeUnit(TimeUnit.NANOSECONDS)
    public OptionalInt assign() {
        next++;
        return segmenter.assign(customers[(int) (next * 7919 % rows.length)]);
    }
}
