package io.github.segmentation4j;

/**
 * Decides whether a proposal that no check blocks may be used. A gate is never asked about a blocked proposal, so it
 * cannot overrule a check; one that throws refuses.
 */
@FunctionalInterface
public interface ReleaseGate {
    /** Decides about a proposal. */
    GateDecision decide(SegmentationProposal proposal);

    /** Releases whatever no check blocks. */
    static ReleaseGate automatic() {
        return proposal -> GateDecision.release(GateDecision.AUTOMATIC, "no check blocks");
    }

    /** Releases whatever every check passed, and refuses where one warns. */
    static ReleaseGate withoutWarnings() {
        return proposal -> proposal.verdict() == Verdict.PASS
                ? GateDecision.release(GateDecision.AUTOMATIC, "every check passed")
                : GateDecision.refuse(GateDecision.AUTOMATIC, "a check warns");
    }
}
