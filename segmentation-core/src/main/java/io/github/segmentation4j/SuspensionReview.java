package io.github.segmentation4j;

import java.util.List;

/**
 * Warns of each segment that goes on from one which customers' feedback suspended, so that whoever releases the proposal
 * looks at it. Runs whenever a release is followed.
 */
final class SuspensionReview implements SegmentationCheck {
    @Override
    public String id() {
        return "suspended-segments";
    }

    @Override
    public String description() {
        return "No segment goes on from one that is suspended because customers find it uncomfortable.";
    }

    @Override
    public CheckTopic topic() {
        return CheckTopic.SEGMENTS;
    }

    @Override
    public CheckResult check(SegmentationDraft draft) {
        List<Finding> findings = draft.named().suspended().stream()
                .map(number -> Finding.of(
                                Verdict.WARN,
                                "feedback.suspended",
                                "segment " + number + " goes on from a segment that is suspended because customers"
                                        + " find it uncomfortable; it stays suspended unless a person releases the"
                                        + " proposal: change what the segment is used for first")
                        .about("segment " + number))
                .toList();
        return CheckResult.of(id(), findings);
    }
}
