package io.github.segmentation4j.run;

/**
 * Hears how far long work has come. Called on the thread that runs the work, so it should return at once; an exception
 * it throws ends the work and reaches the caller unchanged, and no result is produced.
 */
@FunctionalInterface
public interface ProgressListener {
    /**
     * Reports progress.
     *
     * @param progress the stage and how much of it is done
     */
    void onProgress(Progress progress);

    /** A listener that ignores everything. */
    static ProgressListener none() {
        return progress -> {};
    }

    /**
     * How far a stage has come.
     *
     * @param stage what is being done, in a few words, such as {@code k-means restart}
     * @param done units finished, from 0 to {@code total}
     * @param total units in all, at least 1; an upper bound where the work may end early
     */
    record Progress(String stage, long done, long total) {}
}
