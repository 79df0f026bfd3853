package io.github.segmentation4j.io;

import io.github.segmentation4j.Finding;
import io.github.segmentation4j.SegmentationProposal;
import io.github.segmentation4j.Verdict;
import io.github.segmentation4j.io.ReportModel.Block;
import io.github.segmentation4j.io.ReportModel.Fact;
import io.github.segmentation4j.io.ReportModel.Figure;
import io.github.segmentation4j.io.ReportModel.Paragraph;
import io.github.segmentation4j.io.ReportModel.Section;
import java.util.ArrayList;
import java.util.List;

/** What came out, what objects to it, and who decides. */
final class VerdictSection {
    private VerdictSection() {}

    static Section of(ReportMaterial material) {
        SegmentationProposal proposal = material.proposal();
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Paragraph("Whether the segments may be used, and what objects."));
        blocks.add(new Paragraph(
                switch (proposal.verdict()) {
                    case PASS -> "No check objects. The segments may be put to whoever releases them.";
                    case WARN -> "No check blocks, but some warn. Whoever releases the segments should know why.";
                    case BLOCK -> "At least one check blocks. The segments must not be used.";
                }));
        List<Finding> serious = new ArrayList<>(proposal.findings(Verdict.BLOCK));
        serious.addAll(proposal.findings(Verdict.WARN));
        if (!serious.isEmpty()) {
            blocks.add(material.evidence().findings(serious));
        }
        blocks.add(new ReportModel.Facts(List.of(
                ReportMaterial.fact("purpose", ReportBuilder.words(proposal.purpose())),
                new Fact("segments", new Figure(proposal.segments().size())),
                new Fact(
                        "customers segmented",
                        material.disclosure().count(proposal.access().admitted())),
                new Fact("checks", new Figure(proposal.results().size())),
                ReportMaterial.fact(
                        "must be released by",
                        proposal.verdict() == Verdict.BLOCK
                                ? "nobody: a check that blocks cannot be overruled"
                                : "the release gate, which was not asked yet when this report was written"))));
        return new Section("verdict", "Verdict", blocks);
    }
}
