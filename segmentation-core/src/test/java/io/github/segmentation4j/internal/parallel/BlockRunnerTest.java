package io.github.segmentation4j.internal.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BlockRunnerTest {
    private static void neverStop() {}

    private static BlockRunner on(Executor executor, int threads) {
        return BlockRunner.of(Optional.of(executor), threads, BlockRunnerTest::neverStop);
    }

    private static void withPool(int threads, Consumer<ExecutorService> test) {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            test.accept(pool);
        } finally {
            pool.shutdownNow();
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "1, 100", "2, 1", "2, 1000", "8, 3", "8, 1000"})
    void eachBlockRunsOnceAndResultsKeepTheirOrder(int threads, int blocks) {
        withPool(threads, pool -> {
            AtomicIntegerArray runs = new AtomicIntegerArray(blocks);
            List<Integer> results = on(pool, threads).map(blocks, block -> {
                runs.incrementAndGet(block);
                return block * block;
            });
            assertThat(results)
                    .containsExactlyElementsOf(IntStream.range(0, blocks)
                            .mapToObj(block -> block * block)
                            .toList());
            for (int block = 0; block < blocks; block++) {
                assertThat(runs.get(block)).isEqualTo(1);
            }
        });
    }

    @Test
    void withoutAnExecutorEverythingRunsInOrderOnTheCallersThread() {
        List<Integer> order = new ArrayList<>();
        Thread caller = Thread.currentThread();
        BlockRunner.of(Optional.empty(), 8, BlockRunnerTest::neverStop).forEach(5, block -> {
            assertThat(Thread.currentThread()).isSameAs(caller);
            order.add(block);
        });
        assertThat(order).containsExactly(0, 1, 2, 3, 4);
    }

    /** All blocks fail; those begun fail together, and block 0 is always among them. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void theErrorOfTheLowestFailedBlockIsThrown(int threads) {
        withPool(threads, pool -> {
            for (int round = 0; round < 50; round++) {
                assertThatThrownBy(() -> on(pool, threads).forEach(20, block -> {
                            throw new IllegalStateException("block " + block);
                        }))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage("block 0");
            }
        });
    }

    @Test
    void errorsOfTheVirtualMachineAreThrownToo() {
        withPool(
                2,
                pool -> assertThatThrownBy(() -> on(pool, 2).forEach(4, block -> {
                            throw new StackOverflowError("deep");
                        }))
                        .isInstanceOf(StackOverflowError.class));
    }

    @Test
    void aFailureStopsFurtherBlocks() {
        AtomicInteger begun = new AtomicInteger();
        assertThatThrownBy(() -> BlockRunner.of(Optional.empty(), 1, BlockRunnerTest::neverStop)
                        .forEach(100, block -> {
                            begun.incrementAndGet();
                            if (block == 3) {
                                throw new IllegalStateException("stop");
                            }
                        }))
                .hasMessage("stop");
        assertThat(begun).hasValue(4);
    }

    @Test
    void theCheckpointStopsTheWork() {
        AtomicInteger checks = new AtomicInteger();
        AtomicInteger begun = new AtomicInteger();
        Runnable checkpoint = () -> {
            if (checks.incrementAndGet() > 10) {
                throw new IllegalStateException("cancelled");
            }
        };
        withPool(
                2,
                pool -> assertThatThrownBy(() -> BlockRunner.of(Optional.of(pool), 2, checkpoint)
                                .forEach(1000, block -> begun.incrementAndGet()))
                        .hasMessage("cancelled"));
        assertThat(begun.get()).isLessThanOrEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void anExecutorThatRefusesLeavesTheWorkToTheCaller(int accepted) {
        withPool(2, pool -> {
            AtomicInteger offered = new AtomicInteger();
            Executor refusing = task -> {
                if (offered.getAndIncrement() >= accepted) {
                    throw new RejectedExecutionException("full");
                }
                pool.execute(task);
            };
            AtomicIntegerArray runs = new AtomicIntegerArray(200);
            on(refusing, 4).forEach(200, runs::incrementAndGet);
            for (int block = 0; block < 200; block++) {
                assertThat(runs.get(block)).isEqualTo(1);
            }
        });
    }

    @Test
    void anExecutorThatNeverRunsATaskDoesNoHarm() {
        AtomicInteger runs = new AtomicInteger();
        on(task -> {}, 4).forEach(50, block -> runs.incrementAndGet());
        assertThat(runs).hasValue(50);
    }

    @Test
    void anExecutorThatBreaksEndsTheWork() {
        AtomicInteger runs = new AtomicInteger();
        assertThatThrownBy(() -> on(
                                task -> {
                                    throw new IllegalArgumentException("broken");
                                },
                                4)
                        .forEach(50, block -> runs.incrementAndGet()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("broken");
        assertThat(runs).hasValue(0);
    }

    /** Tasks that an executor runs only after the call has returned find nothing left to do. */
    @Test
    void nothingRunsAfterTheCallReturned() {
        List<Runnable> late = new ArrayList<>();
        AtomicInteger runs = new AtomicInteger();
        on(late::add, 4).forEach(10, block -> runs.incrementAndGet());
        assertThat(late).hasSize(3);
        late.forEach(Runnable::run);
        assertThat(runs).hasValue(10);
    }

    @Test
    void nothingRunsAfterTheCallThrew() throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(1);
        try {
            // Each waits for the other, so that both are in a block when the caller's fails.
            CountDownLatch otherHasBegun = new CountDownLatch(1);
            CountDownLatch callerHasBegun = new CountDownLatch(1);
            AtomicInteger running = new AtomicInteger();
            Thread caller = Thread.currentThread();
            assertThatThrownBy(() -> on(pool, 2).forEach(100, block -> {
                        if (Thread.currentThread() == caller) {
                            callerHasBegun.countDown();
                            await(otherHasBegun);
                            throw new IllegalStateException("caller failed");
                        }
                        running.incrementAndGet();
                        otherHasBegun.countDown();
                        await(callerHasBegun);
                        running.decrementAndGet();
                    }))
                    .hasMessage("caller failed");
            assertThat(running).hasValue(0);
        } finally {
            pool.shutdownNow();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
