package io.github.segmentation4j.feature;

import io.github.segmentation4j.internal.parallel.Checkpoint;
import io.github.segmentation4j.run.ProgressListener;
import io.github.segmentation4j.run.RunContext;

/** How the loops of this package notice that they should stop, and its pipelines tell how far they are. */
final class MakingFeatures {
    private static final String STAGE = "making features";

    private final RunContext context;
    private final RunContext forSteps;
    private final int steps;

    private MakingFeatures(RunContext context, int steps) {
        this.context = context;
        this.steps = steps;
        ProgressListener listener = context.listener();
        // A pipeline within a pipeline counts its own steps; only the outermost may tell.
        forSteps = context.withListener(progress -> {
            if (!progress.stage().equals(STAGE)) {
                listener.onProgress(progress);
            }
        });
    }

    /** The work of a pipeline of so many steps. */
    static MakingFeatures in(RunContext context, int steps) {
        return new MakingFeatures(context, steps);
    }

    /** What a loop over customers or values looks at. */
    static Checkpoint checkpoint(RunContext context) {
        return Checkpoint.of(() -> context.throwIfCancelled(STAGE));
    }

    /** Tells how many steps are done, and stops if it should. */
    void done(int count) {
        context.report(STAGE, count, steps);
        context.throwIfCancelled(STAGE);
    }

    /** What the steps are handed. */
    RunContext forSteps() {
        return forSteps;
    }
}
