package io.github.segmentation4j.cli;

import io.github.segmentation4j.run.ProgressListener;
import java.io.PrintWriter;

/**
 * Shows progress on standard error: one line that is written over on a terminal, one line for each stage elsewhere, so
 * that logs stay short.
 */
final class ProgressLine implements ProgressListener, AutoCloseable {
    private static final String CLEAR_LINE = "\r\u001b[K";

    /** Set by the launcher, which knows where standard error leads; Java does not tell. */
    private static final String TERMINAL = "segment.terminal";

    private final PrintWriter err;
    private final Style style;
    private String stage = "";
    private long percent = -1;

    private enum Style {
        QUIET,
        LINES,
        TERMINAL
    }

    ProgressLine(PrintWriter err, boolean quiet) {
        this.err = err;
        this.style = quiet ? Style.QUIET : Boolean.getBoolean(TERMINAL) ? Style.TERMINAL : Style.LINES;
    }

    @Override
    public synchronized void onProgress(Progress progress) {
        if (style == Style.QUIET) {
            return;
        }
        boolean newStage = !progress.stage().equals(stage);
        long now = progress.total() <= 0 ? 100 : Math.min(100, 100 * progress.done() / progress.total());
        if (!newStage && (style == Style.LINES || now == percent)) {
            return;
        }
        stage = progress.stage();
        percent = now;
        if (style == Style.LINES) {
            err.println(stage + " ...");
        } else {
            err.print(CLEAR_LINE + stage + " " + percent + " %");
        }
        err.flush();
    }

    @Override
    public synchronized void close() {
        if (style == Style.TERMINAL && !stage.isEmpty()) {
            err.print(CLEAR_LINE);
            err.flush();
        }
    }
}
