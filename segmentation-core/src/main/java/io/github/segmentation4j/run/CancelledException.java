package io.github.segmentation4j.run;

import java.io.Serial;

/**
 * Thrown by work that stopped because its {@link RunContext} was cancelled or its thread was interrupted. An
 * interrupted thread keeps its interrupt flag.
 */
public class CancelledException extends SegmentationException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Creates the error with the stage that was stopped. */
    public CancelledException(String message) {
        super(message);
    }
}
