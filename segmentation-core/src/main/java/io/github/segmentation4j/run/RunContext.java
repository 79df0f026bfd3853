package io.github.segmentation4j.run;

import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * What a run is handed from outside: the seed, the executor, the listener, the clock and the switch that cancels it.
 *
 * <p><b>Reproducible</b> means: the same rows, options and seed give the same bits on every machine, JDK, vector width
 * and number of threads. Nothing in this class but the seed may change a result of a fit; the clock decides only about
 * admission and retention.
 *
 * <pre>{@code
 * RunContext context = RunContext.seeded(42)
 *     .withExecutor(pool, 4)
 *     .withListener(progress -> log.debug("{} {}/{}", progress.stage(), progress.done(), progress.total()))
 *     .withCancellation(cancellation);
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class RunContext {
    private final long seed;
    private final Optional<Executor> executor;
    private final int parallelism;
    private final ProgressListener listener;
    private final Clock clock;
    private final Optional<Cancellation> cancellation;

    private RunContext(
            long seed,
            Optional<Executor> executor,
            int parallelism,
            ProgressListener listener,
            Clock clock,
            Optional<Cancellation> cancellation) {
        this.seed = seed;
        this.executor = executor;
        this.parallelism = parallelism;
        this.listener = listener;
        this.clock = clock;
        this.cancellation = cancellation;
    }

    /**
     * A context with a seed, the caller's thread, no listener, the system's clock in UTC and nothing to cancel it.
     *
     * @param seed any number; every value is as good as another
     */
    public static RunContext seeded(long seed) {
        return new RunContext(seed, Optional.empty(), 1, ProgressListener.none(), Clock.systemUTC(), Optional.empty());
    }

    /** This context with another seed. */
    public RunContext withSeed(long newSeed) {
        return new RunContext(newSeed, executor, parallelism, listener, clock, cancellation);
    }

    /**
     * This context with an executor to spread work over. The caller owns the executor and closes it. Work is handed to
     * it in at most {@code threads} tasks at a time, the caller's own thread counted as one of them, so an executor
     * whose threads are all busy slows a run down but never stops it.
     *
     * @param newExecutor runs the tasks
     * @param threads how many threads to keep busy, at least 1
     */
    public RunContext withExecutor(Executor newExecutor, int threads) {
        Objects.requireNonNull(newExecutor, "executor");
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, was " + threads);
        }
        return new RunContext(seed, Optional.of(newExecutor), threads, listener, clock, cancellation);
    }

    /** This context with a listener. */
    public RunContext withListener(ProgressListener newListener) {
        Objects.requireNonNull(newListener, "listener");
        return new RunContext(seed, executor, parallelism, newListener, clock, cancellation);
    }

    /** This context with a clock; a fixed one makes admission and retention repeatable. */
    public RunContext withClock(Clock newClock) {
        Objects.requireNonNull(newClock, "clock");
        return new RunContext(seed, executor, parallelism, listener, newClock, cancellation);
    }

    /** This context with a switch that cancels the work. */
    public RunContext withCancellation(Cancellation newCancellation) {
        Objects.requireNonNull(newCancellation, "cancellation");
        return new RunContext(seed, executor, parallelism, listener, clock, Optional.of(newCancellation));
    }

    /** The seed. */
    public long seed() {
        return seed;
    }

    /** The executor, if the caller handed one in; without one, work stays on the caller's thread. */
    public Optional<Executor> executor() {
        return executor;
    }

    /** How many threads to keep busy, at least 1. */
    public int threads() {
        return parallelism;
    }

    /** The listener. */
    public ProgressListener listener() {
        return listener;
    }

    /** The clock. */
    public Clock clock() {
        return clock;
    }

    /** Whether the work should stop: its switch was used, or the current thread was interrupted. */
    public boolean isCancelled() {
        return (cancellation.isPresent() && cancellation.get().isCancelled())
                || Thread.currentThread().isInterrupted();
    }

    /**
     * Throws if the work should stop. Long loops call this at least every few milliseconds of work.
     *
     * @param stage what was being done, for the message
     * @throws CancelledException if cancelled; an interrupted thread keeps its flag
     */
    public void throwIfCancelled(String stage) {
        if (isCancelled()) {
            throw new CancelledException(stage + " was cancelled; nothing was changed");
        }
    }

    /**
     * Registers what stops work that cannot look at the switch, see {@link Cancellation#onCancel}. Does nothing if nothing
     * can cancel this context. An interrupt does not run it.
     */
    public Cancellation.Registration onCancel(Runnable action) {
        Objects.requireNonNull(action, "action");
        return cancellation.isPresent() ? cancellation.get().onCancel(action) : () -> {};
    }

    /** Tells the listener how far a stage has come. */
    public void report(String stage, long done, long total) {
        listener.onProgress(new ProgressListener.Progress(stage, done, total));
    }
}
