package io.github.segmentation4j.io;

import io.github.segmentation4j.CheckResult;
import io.github.segmentation4j.CheckTopic;
import io.github.segmentation4j.Segment;
import io.github.segmentation4j.SegmentationCheck;
import io.github.segmentation4j.SegmentationDraft;
import io.github.segmentation4j.SegmentationProposal;
import io.github.segmentation4j.io.ReportModel.Block;
import io.github.segmentation4j.io.ReportModel.Fact;
import io.github.segmentation4j.io.ReportModel.Paragraph;
import io.github.segmentation4j.io.ReportModel.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the sections of a report are made from: the proposal, and what of it may be told. */
final class ReportMaterial {
    private final SegmentationProposal proposal;
    private final Disclosure disclosure;
    private final RareValues rareValues;
    private final ReportEvidence evidence;

    ReportMaterial(SegmentationProposal proposal) {
        this.proposal = proposal;
        disclosure = new Disclosure(proposal.draft().disclosureMinimum());
        rareValues = RareValues.of(proposal.draft(), disclosure);
        evidence = new ReportEvidence(disclosure, words -> rareValues.cell(withoutSmallNames(words)));
    }

    SegmentationProposal proposal() {
        return proposal;
    }

    SegmentationDraft draft() {
        return proposal.draft();
    }

    Disclosure disclosure() {
        return disclosure;
    }

    RareValues rareValues() {
        return rareValues;
    }

    ReportEvidence evidence() {
        return evidence;
    }

    boolean isSmall(Segment segment) {
        return disclosure.isFew(segment.size());
    }

    /** The name of a segment tells what its customers are like, so a small one goes without. */
    String title(Segment segment) {
        return isSmall(segment) ? smallTitle(segment.number()) : segment.number() + " " + segment.name();
    }

    static String smallTitle(int number) {
        return number + " (too small to describe)";
    }

    /** Words of an exhibit, without the name of a small segment. */
    private String withoutSmallNames(String words) {
        for (Segment segment : proposal.segments()) {
            boolean named = words.equals(segment.name()) || words.equals(segment.number() + " " + segment.name());
            if (named) {
                return isSmall(segment) ? title(segment) : words;
            }
        }
        return words;
    }

    /** All that the checks of some topics say, each as a group; a sentence if there is none. */
    List<Block> checks(Set<CheckTopic> topics, String ifNone) {
        List<Block> blocks = new ArrayList<>();
        for (int c = 0; c < proposal.results().size(); c++) {
            SegmentationCheck check = proposal.checks().get(c);
            if (topics.contains(check.topic())) {
                CheckResult result = proposal.results().get(c);
                List<Block> parts = new ArrayList<>();
                parts.add(new Paragraph(check.description()));
                List<Block> said = evidence.blocks(result);
                parts.addAll(said.isEmpty() ? List.of(new Paragraph("There is nothing to object to.")) : said);
                blocks.add(new ReportModel.Group(result.check(), Optional.of(result.verdict()), parts));
            }
        }
        return blocks.isEmpty() ? List.of(new Paragraph(ifNone)) : blocks;
    }

    static Fact fact(String name, String text) {
        return new Fact(name, new Words(text));
    }
}
