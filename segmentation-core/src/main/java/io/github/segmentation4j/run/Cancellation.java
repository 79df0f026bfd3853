package io.github.segmentation4j.run;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A switch that stops running work: the caller keeps it, hands it to a {@link RunContext} and calls {@link #cancel()}
 * from any thread. Work that sees it stops within 100 ms with a {@link CancelledException}.
 *
 * <p>Safe for use by several threads. A cancelled switch stays cancelled.
 */
public final class Cancellation {
    private final AtomicBoolean cancelled = new AtomicBoolean();

    private Cancellation() {}

    /** A new switch, not yet cancelled. */
    public static Cancellation create() {
        return new Cancellation();
    }

    /** Asks all work that was given this switch to stop. Calling it again does nothing. */
    public void cancel() {
        cancelled.set(true);
    }

    /** Whether {@link #cancel()} was called. */
    public boolean isCancelled() {
        return cancelled.get();
    }
}
