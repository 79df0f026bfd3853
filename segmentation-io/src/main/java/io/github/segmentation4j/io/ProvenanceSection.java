package io.github.segmentation4j.io;

import io.github.segmentation4j.Provenance;
import io.github.segmentation4j.SegmentationProposal;
import io.github.segmentation4j.io.ReportModel.Section;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the segments were made with. */
final class ProvenanceSection {
    private ProvenanceSection() {}

    static Section of(SegmentationProposal proposal) {
        Provenance provenance = proposal.provenance();
        return new Section(
                "provenance",
                "Where it came from",
                List.of(
                        new ReportModel.Paragraph("What the segments were made with, so that they can be made again."),
                        new ReportModel.Facts(List.of(
                                ReportMaterial.fact("library version", provenance.libraryVersion()),
                                ReportMaterial.fact("algorithm", provenance.algorithm()),
                                ReportMaterial.fact("opened to lessen bias", openedToLessenBias(provenance)),
                                ReportMaterial.fact("opened of new customers", openedOnAssignment(proposal)),
                                ReportMaterial.fact("seed", Long.toString(provenance.seed())),
                                ReportMaterial.fact(
                                        "made at", provenance.createdAt().toString()),
                                ReportMaterial.fact(
                                        "observed until",
                                        provenance.observedUntil().toString()),
                                ReportMaterial.fact("digest of the features (SHA-256)", provenance.dataDigest())))));
    }

    private static String openedOnAssignment(SegmentationProposal proposal) {
        Map<String, String> opened = proposal.openedOnAssignment();
        return opened.isEmpty()
                ? "no protected attribute"
                : opened.entrySet().stream()
                        .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
                        .collect(Collectors.joining(", "));
    }

    private static String openedToLessenBias(Provenance provenance) {
        return provenance.openedToLessenBias().isEmpty()
                ? "no protected attribute"
                : String.join(", ", provenance.openedToLessenBias());
    }
}
