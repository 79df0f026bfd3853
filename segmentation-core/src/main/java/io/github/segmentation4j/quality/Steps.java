package io.github.segmentation4j.quality;

import io.github.segmentation4j.run.ProgressListener;
import io.github.segmentation4j.run.RunContext;

/** Tells how far work has come that is made of steps, each of which tells how far it has come itself. One thread. */
final class Steps {
    /** How finely a step of weight 1 can be told. */
    private static final int PARTS = 100;

    private final String stage;
    private final long total;
    private final RunContext context;
    private long begun;
    private long ended;
    private long told;

    /** Begins work of a total weight and says so. */
    Steps(String stage, long weight, RunContext context) {
        this.stage = stage;
        this.total = weight * PARTS;
        this.context = context;
        context.report(stage, 0, total);
    }

    /** Ends the step before and begins one; the context it gives moves this on. */
    RunContext next(long weight) {
        finish();
        ended += weight * PARTS;
        long from = begun;
        return context.withListener(progress -> listen(progress, from, weight * PARTS));
    }

    /** Ends the last step. */
    void finish() {
        context.throwIfCancelled(stage);
        begun = ended;
        tell(begun);
    }

    /** A step may go through stages that each begin anew; only what goes beyond the farthest is told. */
    private void listen(ProgressListener.Progress progress, long from, long parts) {
        double share = Math.min(1, (double) progress.done() / Math.max(1, progress.total()));
        tell(from + Math.min(parts - 1, (long) (share * parts)));
    }

    private void tell(long done) {
        if (done > told) {
            told = done;
            context.report(stage, done, total);
        }
    }
}
