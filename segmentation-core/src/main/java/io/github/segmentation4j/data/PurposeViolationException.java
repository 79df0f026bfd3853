package io.github.segmentation4j.data;

import io.github.segmentation4j.run.SegmentationException;
import java.io.Serial;
import java.util.List;

/** Thrown when a field is asked for that the purpose does not allow. */
public class PurposeViolationException extends SegmentationException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final List<String> fields;

    PurposeViolationException(String message, List<String> fields) {
        super(message);
        this.fields = List.copyOf(fields);
    }

    /** The fields that may not be used. */
    public List<String> fields() {
        return fields;
    }
}
