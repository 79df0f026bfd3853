package io.github.segmentation4j.run;

import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A switch that stops running work: the caller keeps it, hands it to a {@link RunContext} and calls {@link #cancel()}
 * from any thread. Work that sees it stops within 100 ms with a {@link CancelledException}.
 *
 * <p>Safe for use by several threads. A cancelled switch stays cancelled.
 */
public final class Cancellation {
    private final AtomicBoolean cancelled = new AtomicBoolean();
    private final Collection<Runnable> actions = new ConcurrentLinkedQueue<>();

    private Cancellation() {}

    /** A new switch, not yet cancelled. */
    public static Cancellation create() {
        return new Cancellation();
    }

    /**
     * Asks all work that was given this switch to stop, and runs what {@link #onCancel} registered on this thread. Calling
     * it again does nothing.
     */
    public void cancel() {
        if (cancelled.compareAndSet(false, true)) {
            actions.forEach(Runnable::run);
        }
    }

    /**
     * Registers what must be done so that work which cannot look at the switch stops, such as a query that waits for its
     * database. Runs at most once, on the thread that cancels; at once if the switch is cancelled already.
     *
     * @param action takes less than a second, throws nothing, and may run after the registration was closed
     */
    public Registration onCancel(Runnable action) {
        AtomicBoolean open = new AtomicBoolean(true);
        Runnable once = () -> {
            if (open.compareAndSet(true, false)) {
                action.run();
            }
        };
        actions.add(once);
        if (cancelled.get()) {
            once.run();
        }
        return () -> {
            open.set(false);
            actions.remove(once);
        };
    }

    /** What {@link #onCancel} registered, until it is closed. */
    @FunctionalInterface
    public interface Registration extends AutoCloseable {
        /** Takes the action back. */
        @Override
        void close();
    }

    /** Whether {@link #cancel()} was called. */
    public boolean isCancelled() {
        return cancelled.get();
    }
}
