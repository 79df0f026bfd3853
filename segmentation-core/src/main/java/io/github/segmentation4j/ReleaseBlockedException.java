package io.github.segmentation4j;

import io.github.segmentation4j.run.SegmentationException;
import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Thrown when a proposal may not be released, with the findings that block it. */
public class ReleaseBlockedException extends SegmentationException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient List<Finding> findings;

    ReleaseBlockedException(String message, List<Finding> findings, @Nullable Throwable cause) {
        super(message, cause);
        this.findings = List.copyOf(findings);
    }

    static ReleaseBlockedException byChecks(List<Finding> findings) {
        String list = findings.stream().map(Finding::message).collect(Collectors.joining("; "));
        return new ReleaseBlockedException("the segmentation may not be released: " + list, findings, null);
    }

    /** The findings that block; empty if a gate refused. */
    public List<Finding> findings() {
        return findings;
    }
}
