package io.github.segmentation4j.cli;

import io.github.segmentation4j.run.Cancellation;
import io.github.segmentation4j.run.RunContext;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options that every long-running command has. */
final class RunOptions {
    @Spec(Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description =
                    "Seed of all random choices but the noise of dp-kmeans; the same seed gives the same bits. Default: ${DEFAULT-VALUE}.",
            defaultValue = "42")
    private long seed;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads to work on; never changes a result. Default: one per processor.")
    private @Nullable Integer threads;

    @Option(names = "--quiet", description = "Do not show progress.")
    private boolean quiet;

    long seed() {
        return seed;
    }

    int threads() {
        int count = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
        if (count < 1) {
            throw new ParameterException(spec().commandLine(), "--threads must be at least 1, was " + count);
        }
        return count;
    }

    /** Those of these options, as typed, that another command should share; the seed aside. */
    List<String> forwarded() {
        List<String> forwarded = new ArrayList<>(List.of("--threads", String.valueOf(threads())));
        if (quiet) {
            forwarded.add("--quiet");
        }
        return forwarded;
    }

    PrintWriter err() {
        return spec().commandLine().getErr();
    }

    PrintWriter out() {
        return spec().commandLine().getOut();
    }

    CommandSpec spec() {
        if (command == null) {
            throw new IllegalStateException("options are used before the command line was parsed");
        }
        return command;
    }

    /**
     * Runs a job with threads of its own, which end with it. Whoever interrupts the process cancels the job, and the process
     * ends when the job has put its files away.
     */
    <T> T run(Job<T> job) throws Exception {
        int count = threads();
        Cancellation cancellation = Cancellation.create();
        CountDownLatch ended = new CountDownLatch(1);
        Thread onInterrupt = new Thread(() -> cancelAndWait(cancellation, ended), "segment-interrupt");
        ExecutorService pool = Executors.newFixedThreadPool(count, RunOptions::daemon);
        Runtime.getRuntime().addShutdownHook(onInterrupt);
        try (ProgressLine progress = new ProgressLine(err(), quiet)) {
            return job.run(RunContext.seeded(seed)
                    .withExecutor(pool, count)
                    .withListener(progress)
                    .withCancellation(cancellation));
        } finally {
            pool.shutdownNow();
            ended.countDown();
            if (!cancellation.isCancelled()) {
                Runtime.getRuntime().removeShutdownHook(onInterrupt);
            }
        }
    }

    private static void cancelAndWait(Cancellation cancellation, CountDownLatch ended) {
        cancellation.cancel();
        try {
            ended.await(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "segment-worker");
        thread.setDaemon(true);
        return thread;
    }

    /** Work that needs a context. */
    interface Job<T> {
        T run(RunContext context) throws Exception;
    }
}
