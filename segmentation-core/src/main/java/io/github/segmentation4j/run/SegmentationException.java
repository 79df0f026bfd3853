package io.github.segmentation4j.run;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * The root of every error this library throws on purpose, apart from {@link IllegalArgumentException} and
 * {@link NullPointerException} for arguments that break a documented precondition.
 *
 * <p>Messages say what was expected, what came and what to do. They never hold a customer's values.
 */
public class SegmentationException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Creates an error with a message. */
    public SegmentationException(String message) {
        super(message);
    }

    /** Creates an error with a message and what caused it. */
    public SegmentationException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
