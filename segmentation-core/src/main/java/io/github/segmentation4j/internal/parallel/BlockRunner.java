package io.github.segmentation4j.internal.parallel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Runs a body once for each of a number of blocks, on the caller's thread and, where an executor was handed in, on some
 * of its threads. Which thread runs which block is left to chance; results are kept per block, so it cannot matter.
 *
 * <p>The caller's thread takes part: if the executor is busy, refuses or never runs a task, the caller does the work
 * alone. When a call returns or throws, no body is running any more.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class BlockRunner {
    private final Optional<Executor> executor;
    private final int threads;
    private final Runnable checkpoint;

    private BlockRunner(Optional<Executor> executor, int threads, Runnable checkpoint) {
        this.executor = executor;
        this.threads = threads;
        this.checkpoint = checkpoint;
    }

    /**
     * A runner.
     *
     * @param executor runs tasks beside the caller's thread
     * @param threads how many threads to keep busy, the caller's included, at least 1
     * @param checkpoint called before each block; throws if the work should stop
     */
    public static BlockRunner of(Optional<Executor> executor, int threads, Runnable checkpoint) {
        return new BlockRunner(executor, threads, checkpoint);
    }

    /**
     * Runs a body once for each block from 0 to {@code blocks - 1}. If a body or the checkpoint throws, no further block
     * is begun and the error of the lowest block among those that failed is thrown.
     */
    public void forEach(int blocks, IntConsumer body) {
        int helpers = executor.isPresent() ? Math.min(threads, blocks) - 1 : 0;
        if (helpers <= 0) {
            for (int block = 0; block < blocks; block++) {
                checkpoint.run();
                body.accept(block);
            }
            return;
        }
        Pass pass = new Pass(blocks, body);
        try {
            for (int helper = 0; helper < helpers; helper++) {
                executor.get().execute(pass);
            }
        } catch (RejectedExecutionException refused) {
            // The caller's thread does what the executor will not.
            pass.work();
            pass.finish();
            return;
        } catch (RuntimeException | Error broken) {
            pass.stop();
            pass.finish();
            throw broken;
        }
        pass.work();
        pass.finish();
    }

    /** Computes a value for each block and returns them in the order of the blocks. */
    public <T> List<T> map(int blocks, IntFunction<T> body) {
        List<@Nullable T> results = new ArrayList<>(blocks);
        for (int block = 0; block < blocks; block++) {
            results.add(null);
        }
        // Each slot is written by one thread, and finish() publishes it to the caller.
        forEach(blocks, block -> results.set(block, body.apply(block)));
        List<T> complete = new ArrayList<>(blocks);
        for (T result : results) {
            complete.add(result);
        }
        return complete;
    }

    /** One pass over the blocks, shared by the threads that work on it. */
    private final class Pass implements Runnable {
        private final int blocks;
        private final IntConsumer body;
        private int next;
        private int working;
        private int failedBlock = Integer.MAX_VALUE;
        private @Nullable Throwable failure;

        Pass(int blocks, IntConsumer body) {
            this.blocks = blocks;
            this.body = body;
        }

        @Override
        public void run() {
            work();
        }

        void work() {
            for (int block = begin(); block >= 0; block = begin()) {
                try {
                    checkpoint.run();
                    body.accept(block);
                    end();
                } catch (RuntimeException | Error error) {
                    fail(block, error);
                }
            }
        }

        synchronized void stop() {
            next = blocks;
        }

        private synchronized int begin() {
            if (next >= blocks) {
                return -1;
            }
            working++;
            return next++;
        }

        private synchronized void end() {
            working--;
            notifyAll();
        }

        private synchronized void fail(int block, Throwable error) {
            if (block < failedBlock) {
                failedBlock = block;
                failure = error;
            }
            next = blocks;
            working--;
            notifyAll();
        }

        /** Waits until no block is running, then throws what went wrong. */
        synchronized void finish() {
            boolean interrupted = false;
            while (working > 0) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    // Blocks are short; the caller must not go on while one still writes.
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            if (failure instanceof RuntimeException error) {
                throw error;
            }
            if (failure instanceof Error error) {
                throw error;
            }
        }
    }
}
