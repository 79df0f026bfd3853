package io.github.segmentation4j.cluster;

import io.github.segmentation4j.internal.parallel.BlockRunner;
import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.RunContext;

/** How far a fit has come, in rows: each is met once for its core distance and once for its edge of the tree. */
final class ReachabilityProgress {
    static final String STAGE = "HDBSCAN*";

    private final RunContext context;
    private final long rows;

    ReachabilityProgress(RunContext context, long rows) {
        this.context = context;
        this.rows = rows;
    }

    void cores(long done) {
        report(done);
    }

    void edges(long done) {
        report(rows + done);
    }

    /** Everything that follows the tree takes little. */
    void end() {
        report(2 * rows + 1);
    }

    private void report(long done) {
        context.report(STAGE, done, 2 * rows + 1);
        context.throwIfCancelled(STAGE);
    }

    Checkpoint checkpoint() {
        return Checkpoint.of(() -> context.throwIfCancelled(STAGE));
    }

    BlockRunner runner() {
        return BlockRunner.of(context.executor(), context.threads(), () -> context.throwIfCancelled(STAGE));
    }
}
