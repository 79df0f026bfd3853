package io.github.segmentation4j;

/**
 * Answers whether a segmentation is fit to be used. A check reads a {@link SegmentationDraft} and changes nothing; one
 * that throws blocks the release, because a check that could not look has not passed.
 *
 * <p>Implementations are immutable and safe for use by several threads.
 */
public interface SegmentationCheck {
    /** A stable name, such as {@code segment-size}. */
    String id();

    /** One sentence that says what the check looks at, for the report. */
    String description();

    /** What the check is about, so that a report shows it where it is looked for. Default: {@link CheckTopic#OTHER}. */
    default CheckTopic topic() {
        return CheckTopic.OTHER;
    }

    /** Judges a draft. */
    CheckResult check(SegmentationDraft draft);
}
