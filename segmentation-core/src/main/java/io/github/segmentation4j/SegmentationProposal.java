package io.github.segmentation4j;

import io.github.segmentation4j.data.AccessReport;
import io.github.segmentation4j.data.Admission;
import io.github.segmentation4j.data.Purpose;
import io.github.segmentation4j.data.Schema;
import io.github.segmentation4j.explain.ExplanationPolicy;
import io.github.segmentation4j.explain.WhyThisSegment;
import io.github.segmentation4j.feature.FittedExtractor;
import io.github.segmentation4j.run.CancelledException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A recommendation: segments with the evidence for and against using them. It can be looked at and reported, but not
 * exported; only {@link #release()} gives something that can.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class SegmentationProposal {
    private final SegmentationDraft draft;
    private final FittedExtractor extractor;
    private final Admission admission;
    private final List<SegmentationCheck> checks;
    private final List<CheckResult> results;
    private final ReleaseGate gate;
    private final Provenance provenance;
    private final @Nullable ExplanationPolicy explanation;

    SegmentationProposal(
            SegmentationDraft draft,
            FittedExtractor extractor,
            Admission admission,
            List<SegmentationCheck> checks,
            List<CheckResult> results,
            ReleaseGate gate,
            Provenance provenance,
            @Nullable ExplanationPolicy explanation) {
        this.draft = draft;
        this.extractor = extractor;
        this.admission = admission;
        this.checks = checks;
        this.results = results;
        this.gate = gate;
        this.provenance = provenance;
        this.explanation = explanation;
    }

    /** What the segments are for. */
    public Purpose purpose() {
        return draft.view().purpose();
    }

    /** The schema of the data. */
    public Schema schema() {
        return draft.schema();
    }

    /** Who was segmented, who was left out and why. */
    public AccessReport access() {
        return draft.view().access();
    }

    /** What the checks looked at. */
    public SegmentationDraft draft() {
        return draft;
    }

    /** The segments. */
    public List<Segment> segments() {
        return draft.segments();
    }

    /** The checks that were run, in order. */
    public List<SegmentationCheck> checks() {
        return checks;
    }

    /** What the checks said, in the order of {@link #checks()}. */
    public List<CheckResult> results() {
        return results;
    }

    /** What became of the segments of the segmentation that was followed; empty if none was. */
    public Optional<SegmentSuccession> succession() {
        return draft.succession();
    }

    /** The rules of the draft as a tree to be shown, with rounded thresholds; empty if there are none. */
    public Optional<Exhibit.Tree> rulesExhibit() {
        return draft.rules()
                .map(rules -> RulesExhibit.of(
                        rules, segments(), extractor.scales(), draft.described().features()));
    }

    /** What the owner of the segments adds to explanations, if the segmenter was given it. */
    public Optional<ExplanationPolicy> explanationPolicy() {
        return Optional.ofNullable(explanation);
    }

    /**
     * Why a person who does not exist would be in a segment: one with what is typical for it, medians to two figures,
     * explained as a customer would be. The token is the same each time and none of the policy's.
     *
     * @param segment from 1
     * @param policy what the owner of the segments adds
     * @return empty if the segment has fewer persons than the disclosure minimum, if the model puts the person into
     *     another segment, or if the explanation would tell where a segment of fewer persons lies
     * @throws IllegalArgumentException if the policy has rules for features that are not there
     */
    public Optional<WhyThisSegment> exampleOf(int segment, ExplanationPolicy policy) {
        int place = Objects.checkIndex(segment - 1, segments().size());
        return SyntheticPerson.explain(draft, extractor, place, policy);
    }

    /** The most severe verdict of all checks. */
    public Verdict verdict() {
        return results.stream().map(CheckResult::verdict).reduce(Verdict.PASS, Verdict::max);
    }

    /** The findings of a severity, over all checks. */
    public List<Finding> findings(Verdict verdict) {
        return results.stream()
                .flatMap(result -> result.findings().stream())
                .filter(finding -> finding.verdict() == verdict)
                .toList();
    }

    /**
     * The protected attributes of new customers that a release would open whenever it puts them into segments, each with
     * the legal basis that was given for it.
     */
    public Map<String, String> openedOnAssignment() {
        return extractor.openedWhenServing();
    }

    /** Where the proposal came from. */
    public Provenance provenance() {
        return provenance;
    }

    /**
     * Asks the gate to release the proposal. Segments that go on from suspended ones of the release that was followed,
     * because they were kept, split or merged, are suspended in the new release too, unless a person releases it.
     *
     * @return the segmentation that may be exported and acted on
     * @throws ReleaseBlockedException with the findings, if a check blocks; with the reason, if the gate refuses or
     *     fails
     */
    public ReleasedSegmentation release() {
        if (verdict() == Verdict.BLOCK) {
            throw ReleaseBlockedException.byChecks(findings(Verdict.BLOCK));
        }
        GateDecision decision = decide();
        if (decision.outcome() == GateDecision.Outcome.REFUSED) {
            throw new ReleaseBlockedException(
                    "the segmentation was refused by " + decision.by() + ": " + decision.reason(), List.of(), null);
        }
        return new ReleasedSegmentation(
                schema(),
                purpose(),
                admission,
                extractor,
                draft.clustering().model(),
                new ReleasedSegments(
                        segments(), draft.named().registry(), draft.rules().orElse(null), suspended(decision)),
                provenance,
                decision);
    }

    private List<Integer> suspended(GateDecision decision) {
        return decision.involvement() instanceof WhyThisSegment.Involvement.Person
                ? List.of()
                : draft.named().suspended();
    }

    private GateDecision decide() {
        try {
            return gate.decide(this);
        } catch (CancelledException cancelled) {
            throw cancelled;
        } catch (RuntimeException broken) {
            throw new ReleaseBlockedException(
                    "the gate failed, so nothing was released: " + broken.getMessage(), List.of(), broken);
        }
    }

    @Override
    public String toString() {
        return "proposal of " + segments().size() + " segments, " + verdict();
    }
}
